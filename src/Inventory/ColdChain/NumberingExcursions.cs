namespace Inventory.ColdChain;

/// <summary>Gives an excursion's events their number at this site: a new one when it begins, the open one's afterwards.</summary>
public static class NumberingExcursions
{
    /// <param name="happened">What an <see cref="ExcursionTracker"/> answered.</param>
    public static Decision Decide(SiteState state, PlaceId cabinet, string probe, ExcursionSide side, DomainEvent happened)
    {
        Excursion? open = null;
        foreach (Excursion one in state.Excursions.Values)
            if (one.Cabinet == cabinet && one.Probe == probe && one.Side == side)
                open = one;
        return (happened, open) switch
        {
            (ExcursionBegan began, null) => new Decision.Accepted(began with { Excursion = state.LastExcursion + 1 }),
            (ExcursionWorsened worse, { }) => new Decision.Accepted(worse with { Excursion = open.Number, Origin = OriginOf(open) }),
            (ExcursionEnded ended, { }) => new Decision.Accepted(
                ended with { Excursion = open.Number, Origin = OriginOf(open), UnitsInside = open.UnitsInside }),
            _ => new Decision.Refused(Refusal.AlreadyKnown),
        };
    }

    private static ExcursionOrigin OriginOf(Excursion open) =>
        new(open.Cabinet, open.Probe, open.Side, open.LimitCelsius, open.BeganAt);
}
