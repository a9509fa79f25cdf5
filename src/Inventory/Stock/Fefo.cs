using Inventory.Units;

namespace Inventory.Stock;

/// <summary>First to expire, first out. A proposal: whoever takes another bag gives a reason.</summary>
public static class Fefo
{
    /// <summary>By expiry, then the one collected first, then by number; a bag without a collection time comes after those with one.</summary>
    public static readonly IComparer<BloodUnit> Order = Comparer<BloodUnit>.Create(static (x, y) =>
    {
        int byExpiry = x.ExpiresAt.CompareTo(y.ExpiresAt);
        if (byExpiry != 0) return byExpiry;
        int byCollection = (x.CollectedAt ?? DateTimeOffset.MaxValue).CompareTo(y.CollectedAt ?? DateTimeOffset.MaxValue);
        return byCollection != 0 ? byCollection : x.Key.CompareTo(y.Key);
    });

    /// <summary>What can be issued now and will not be expired at <paramref name="use"/>, first to expire first.</summary>
    /// <param name="wanted">Component, group and whatever else the request asks for.</param>
    /// <param name="at">Now.</param>
    /// <param name="use">When it is planned to be used; not before <paramref name="at"/>.</param>
    public static IReadOnlyList<BloodUnit> Propose(
        SiteState state, Func<BloodUnit, bool> wanted, DateTimeOffset at, DateTimeOffset use)
    {
        List<BloodUnit> units =
            [.. state.Units.Values.Where(unit => StockBoard.IsIssuable(unit, at) && !unit.IsExpired(use) && wanted(unit))];
        units.Sort(Order);
        return units;
    }
}
