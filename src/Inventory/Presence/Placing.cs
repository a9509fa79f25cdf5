using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Presence;

/// <summary>A conclusion of the tracker becomes an event when the tag speaks for a bag. It never changes a status.</summary>
public static class Placing
{
    public static Decision Decide(SiteState state, PlaceChange change, BagTagRules rules)
    {
        if (UnitResolver.Resolve(state, change.Tag, rules) is not { } unit) return new Decision.Refused(Refusal.UnknownTag);
        SiteTag? known = state.Tags.GetValueOrDefault(change.Tag);
        if (known is not null && known.Place == change.Place && known.LastPlace is not null)
            return new Decision.Refused(Refusal.AlreadyKnown);
        return new Decision.Accepted(new TagPlaced(
            change.Tag, change.Change, change.Place, known?.Place ?? change.Was, Math.Round(change.Chance, 4), unit,
            new DateTimeOffset(change.AtTicks, TimeSpan.Zero)));
    }
}
