using Edge.Devices;
using Inventory;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>What the tracker believes now, joined with what the ledger last concluded.</summary>
internal readonly record struct Whereabouts(
    WhereState State, PlaceId? Place, double? Chance, bool Sure, PlaceId? Next, double? NextChance, DateTimeOffset? HeardAt,
    DateTimeOffset? Since, PlaceId? LastPlace)
{
    /// <summary>Of a bag: of its tags, the one that was heard last speaks for it.</summary>
    public static Whereabouts Of(BloodUnit unit, IBeliefs beliefs, DateTimeOffset at)
    {
        PlaceBelief? best = null;
        foreach (TagUii tag in unit.Tags)
            if (beliefs.Find(tag, at) is { } belief && (best is null || belief.LastHeardAt > best.Value.LastHeardAt || best.Value.LastHeardAt is null))
                best = belief;
        UnitLocation? location = unit.Location;
        return Of(best, location?.Place, location?.LastPlace, location?.Since);
    }

    /// <summary>Of a tag, whether it speaks for a bag or not.</summary>
    public static Whereabouts Of(TagUii tag, SiteTag? known, IBeliefs beliefs, DateTimeOffset at) =>
        Of(beliefs.Find(tag, at), known?.Place, known?.LastPlace, known?.Since);

    /// <summary>What the ledger had, without what the tracker believes now.</summary>
    public static Whereabouts Recorded(UnitLocation? location) => location switch
    {
        null => new Whereabouts(WhereState.NeverHeard, null, null, false, null, null, null, null, null),
        { Place: null } gone => new Whereabouts(WhereState.Removed, null, gone.Chance, true, null, null, null, gone.Since, gone.LastPlace),
        { Place: { } place } there => new Whereabouts(WhereState.Here, place, there.Chance, true, null, null, null, there.Since, null),
    };

    public Where ToView() => new(
        State, Place?.ToString(), Place?.Cabinet.ToString(), Place?.Shelf, Round(Chance), Sure, Next?.ToString(), Round(NextChance), HeardAt,
        Since, State is WhereState.Removed or WhereState.NotVerified ? LastPlace?.ToString() : null);

    private static Whereabouts Of(PlaceBelief? belief, PlaceId? place, PlaceId? lastPlace, DateTimeOffset? since)
    {
        if (belief is not { } b)
            return (place ?? lastPlace) is not null
                // Since the start nothing was heard of it: what the ledger says is old, not wrong.
                ? new Whereabouts(place is null ? WhereState.Removed : WhereState.NotVerified, place, null, false, null, null, null, since, lastPlace)
                : new Whereabouts(WhereState.NeverHeard, null, null, false, null, null, null, null, null);
        if (!b.Verified)
            return new Whereabouts(WhereState.NotVerified, b.Zone ?? place, null, false, null, null, b.LastHeardAt, since, lastPlace);
        if (b.Zone is { } zone)
            return new Whereabouts(
                b.Sure ? WhereState.Here : WhereState.NotSure, zone, b.Chance, b.Sure, b.Next, b.NextChance, b.LastHeardAt, since, lastPlace);
        return b.Sure || b.Next is null
            ? new Whereabouts(WhereState.Removed, null, b.Chance, b.Sure, b.Next, b.NextChance, b.LastHeardAt, since, lastPlace ?? place)
            // Most likely out, but not yet surely: the place where it would be, with its chance, helps more than "somewhere".
            : new Whereabouts(WhereState.NotSure, b.Next, b.NextChance, false, null, b.Chance, b.LastHeardAt, since, lastPlace);
    }

    // Tenths of a percent: a chance that trembles in its tenth digit must not make a list look changed.
    private static double? Round(double? chance) => chance is { } c ? Math.Round(c, 3) : null;
}
