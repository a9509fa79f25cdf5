using Inventory.Identification;
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

    /// <summary>Bags of one kind can stand for each other; among them the first to expire goes first.</summary>
    public readonly record struct Kind(ComponentClass Component, UnitKind Measure, BloodGroup Group, string Product);

    public static Kind KindOf(BloodUnit unit) => new(unit.Component, unit.Amount.Kind, unit.Group, unit.Key.Product.Description);

    /// <summary>The bag that should go before this one.</summary>
    /// <param name="ofItsKind">Available bags of its kind, first to expire first; the bag itself may be among them.</param>
    /// <param name="except">Bags that go together with it.</param>
    /// <returns>Null when it is the first. A bag that was taken out of its place is passed over: nobody can fetch it.</returns>
    public static BloodUnit? FirstBefore(
        IEnumerable<BloodUnit> ofItsKind, BloodUnit unit, DateTimeOffset at, IReadOnlySet<UnitKey> except)
    {
        foreach (BloodUnit other in ofItsKind)
        {
            if (other.ExpiresAt >= unit.ExpiresAt) return null;
            if (StockBoard.IsIssuable(other, at) && !except.Contains(other.Key)) return other;
        }
        return null;
    }

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
