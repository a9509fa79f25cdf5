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
        SiteTag? known = state.Tags.GetValueOrDefault(e.Tag);
        bool associated = known is { IsAssociated: true };
        UnitKey? unit = associated ? known!.Unit : e.Unit; // an observation never undoes what a person bound
        SiteState loose = TagFold.Unlink(state, e.Tag, keep: unit);
        SiteTag tag = new(unit, e.Place, e.Place ?? e.Was, e.Chance, e.OccurredAt, associated)
        {
            Chip = known?.Chip, Former = known?.Former, WrongStorage = e.WrongStorage,
        };
        SiteState placed = loose with { Tags = loose.Tags.SetItem(e.Tag, tag) };
        return unit is { } key ? TagFold.Link(placed, key, e.Tag, bag => Clock(bag, e.OccurredAt)) : placed;
    }

    /// <summary>
    /// An antenna that hears a bag of the stock in its storage ends the time out of it; one that misses it there, or hears it in a cabinet
    /// that does not keep such bags, begins it. The clock of an issued bag runs until a person takes it back.
    /// </summary>
    /// <param name="at">When this was told. Where another tag than the one that is told of says where the bag is, it has said so for long: only from now on does it count.</param>
    private static BloodUnit Clock(BloodUnit unit, DateTimeOffset at)
    {
        if (!unit.IsInStock || unit.Location is not { } where) return unit;
        OutOfStorage? clock =
            where.Place is null ? OutOfStorage.Missed(unit.OutOfStorage, where.Since)
            : where.IsInStorage ? OutOfStorage.Heard(unit.OutOfStorage, where.Since > at ? where.Since : at)
            : OutOfStorage.Misplaced(unit.OutOfStorage, where.Since);
        DateTimeOffset? unaccounted = where.Place is null ? unit.UnaccountedSince : null;
        return ReferenceEquals(clock, unit.OutOfStorage) && unaccounted == unit.UnaccountedSince
            ? unit
            : unit with { OutOfStorage = clock, UnaccountedSince = unaccounted };
    }
}
