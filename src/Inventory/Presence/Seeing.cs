using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Presence;

/// <param name="Place">Cabinet or shelf of this site.</param>
public sealed record SeeUnit(UnitKey Unit, PlaceId Place, DateTimeOffset At);

/// <summary>A person has scanned the label of a bag and says where it lies. That is evidence, and it finds a lost bag; it changes no other status.</summary>
public static class Seeing
{
    /// <param name="storage">What the site's cabinets are fit for.</param>
    public static Decision Decide(SiteState state, SeeUnit command, StorageFit storage)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        bool lost = unit.Status == UnitStatus.Lost;
        if (!lost && !unit.IsInStock) return new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
        if (unit.Tags.IsEmpty) return new Decision.Refused(Refusal.NoTagToHear); // a place is a tag's: antennas go on from there
        bool? wrong = storage.IsWrong(unit, command.Place) ? true : null;
        List<DomainEvent> events = lost ? [new UnitFound(command.Unit, command.At)] : [];
        foreach (TagUii tag in unit.Tags)
        {
            SiteTag? known = state.Tags.GetValueOrDefault(tag);
            PresenceChange change = known?.Place is not null ? PresenceChange.Moved : known?.LastPlace is not null ? PresenceChange.Back : PresenceChange.Arrived;
            events.Add(new TagPlaced(tag, change, command.Place, known?.Place ?? known?.LastPlace, 1, command.Unit, command.At) { WrongStorage = wrong });
        }
        return new Decision.Accepted([.. events]);
    }
}
