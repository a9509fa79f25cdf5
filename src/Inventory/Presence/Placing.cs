using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Presence;

/// <summary>A conclusion of the tracker becomes an event when the tag speaks for a bag. It never changes a status.</summary>
public static class Placing
{
    /// <param name="rules">What the site allows tags to say.</param>
    /// <param name="storage">What the site's cabinets are fit for.</param>
    public static Decision Decide(SiteState state, PlaceChange change, BagTagRules rules, StorageFit storage)
    {
        if (UnitResolver.Resolve(state, change.Tag, rules) is not { } unit) return new Decision.Refused(Refusal.UnknownTag);
        SiteTag? known = state.Tags.GetValueOrDefault(change.Tag);
        if (known is not null && known.Place == change.Place && known.LastPlace is not null)
            return new Decision.Refused(Refusal.AlreadyKnown);
        return new Decision.Accepted(new TagPlaced(
            change.Tag, change.Change, change.Place, known?.Place ?? change.Was, Math.Round(change.Chance, 4), unit,
            new DateTimeOffset(change.AtTicks, TimeSpan.Zero))
        {
            WrongStorage = change.Place is { } place && state.Units.TryGetValue(unit, out BloodUnit? bag) && storage.IsWrong(bag, place) ? true : null,
        });
    }
}
