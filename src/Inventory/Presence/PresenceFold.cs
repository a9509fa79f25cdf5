using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Presence;

/// <summary>How observations change the state: places of tags and of the bags they speak for, doors. Never a status.</summary>
internal static class PresenceFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened) => happened switch
    {
        TagPlaced e => Place(state, e),
        DoorOpened e => state with { OpenDoors = state.OpenDoors.SetItem(e.Cabinet, e.OccurredAt) },
        DoorClosed e => state with { OpenDoors = state.OpenDoors.Remove(e.Cabinet) },
        _ => state,
    };

    private static SiteState Place(SiteState state, TagPlaced e)
    {
        PlaceId? last = e.Place ?? e.Was;
        SiteTag? known = state.Tags.GetValueOrDefault(e.Tag);
        bool associated = known is { IsAssociated: true };
        UnitKey? unitKey = associated ? known!.Unit : e.Unit; // an observation never undoes what a person bound
        SiteState placed = state with
        {
            Tags = state.Tags.SetItem(e.Tag, new SiteTag(unitKey, e.Place, last, e.Chance, e.OccurredAt, associated)),
        };
        return unitKey is { } key && state.Units.TryGetValue(key, out BloodUnit? unit)
            ? placed with
            {
                Units = placed.Units.SetItem(key, unit with { Location = new UnitLocation(e.Place, last, e.Chance, e.OccurredAt) }),
            }
            : placed;
    }
}
