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
    /// <returns>
    /// Null when it is the first. A bag that was taken out of its place is passed over: nobody can fetch it; so is one that is rare where
    /// this one is not: it must not be spent because it expires.
    /// </returns>
    public static BloodUnit? FirstBefore(
        IEnumerable<BloodUnit> ofItsKind, BloodUnit unit, DateTimeOffset at, IReadOnlySet<UnitKey> except, StockRules rules)
    {
        foreach (BloodUnit other in ofItsKind)
        {
            if (other.ExpiresAt >= unit.ExpiresAt) return null;
            if (StockBoard.IsIssuable(other, at) && !except.Contains(other.Key) && (!LacksARareOne(other, rules) || LacksARareOne(unit, rules))) return other;
        }
        return null;
    }

    /// <summary>Bags of one kind are of one group: only their antigens can make one of them rarer than another.</summary>
    private static bool LacksARareOne(BloodUnit unit, StockRules rules) => rules.IsTooRareFor(unit, unit.Group.Abo, rhDNegative: true, []);
}
