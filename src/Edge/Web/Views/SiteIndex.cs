using System.Collections.Frozen;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>The stock in the orders that boards and lists ask for. Worked out once for each ledger state, then only read.</summary>
internal sealed class SiteIndex
{
    private readonly Lazy<Dictionary<Fefo.Kind, List<BloodUnit>>> _kinds;
    private readonly Lazy<Dictionary<(ComponentClass, UnitKind, BloodGroup), List<BloodUnit>>> _groups;

    public SiteIndex(LedgerSnapshot ledger)
    {
        Ledger = ledger;
        All = new BloodUnit[ledger.State.Units.Count];
        Sortable[] keys = new Sortable[All.Length];
        int i = 0;
        foreach ((UnitKey key, BloodUnit unit) in ledger.State.Units)
        {
            All[i] = unit;
            keys[i++] = new Sortable(unit.ExpiresAt.UtcTicks, unit.CollectedAt?.UtcTicks ?? long.MaxValue, key);
        }
        Array.Sort(keys, All);
        InStock = Array.FindAll(All, static unit => unit.IsInStock);
        Available = Array.FindAll(InStock, static unit => unit.Status == UnitStatus.Available);
        _kinds = new(() => By(Fefo.KindOf));
        _groups = new(() => By(EmergencyReserve.GroupOf));
    }

    public LedgerSnapshot Ledger { get; }

    /// <summary>Every bag that the ledger knows, first to expire first.</summary>
    public BloodUnit[] All { get; }

    /// <summary>In the house by the ledger, first to expire first.</summary>
    public BloodUnit[] InStock { get; }

    /// <summary>Released and not reserved; the expired ones are still among them.</summary>
    public BloodUnit[] Available { get; }

    /// <param name="together">Bags that go with it; null: it goes alone.</param>
    /// <returns>The bag that should go before this one; null when this is the first, or not available.</returns>
    public BloodUnit? FirstBefore(BloodUnit unit, DateTimeOffset at, StockRules rules, IReadOnlySet<UnitKey>? together = null) =>
        unit.Status == UnitStatus.Available && _kinds.Value.TryGetValue(Fefo.KindOf(unit), out List<BloodUnit>? kind)
            ? Fefo.FirstBefore(kind, unit, at, together ?? FrozenSet<UnitKey>.Empty, rules)
            : null;

    /// <summary>Would only the emergency reserve be left of its group without this bag?</summary>
    /// <param name="now">The newest state: of the bags that were there when this index was made, those that still are.</param>
    public bool TouchesReserve(UnitKey key, SiteState now, StockRules rules, DateTimeOffset at) =>
        now.Units.TryGetValue(key, out BloodUnit? unit) && unit.Status == UnitStatus.Available
        && rules.Levels.ContainsKey(EmergencyReserve.GroupOf(unit))
        && EmergencyReserve.IsTouchedBy(unit, StillThere(unit, now), rules, at);

    private IEnumerable<BloodUnit> StillThere(BloodUnit unit, SiteState now) =>
        from other in _groups.Value.GetValueOrDefault(EmergencyReserve.GroupOf(unit)) ?? []
        let still = now.Units.GetValueOrDefault(other.Key)
        where still is not null
        select still;

    private Dictionary<TKey, List<BloodUnit>> By<TKey>(Func<BloodUnit, TKey> of) where TKey : notnull
    {
        Dictionary<TKey, List<BloodUnit>> sorted = [];
        foreach (BloodUnit unit in Available)
        {
            TKey key = of(unit);
            if (!sorted.TryGetValue(key, out List<BloodUnit>? units)) sorted.Add(key, units = []);
            units.Add(unit);
        }
        return sorted;
    }

    /// <remarks>A walk over numbers costs less than an index that nearly every state would be thrown away with.</remarks>
    public BloodUnit[] Of(DonationNumber din) => Array.FindAll(All, unit => unit.Key.Din == din);

    /// <summary>The order of <see cref="Fefo.Order"/> as plain numbers: the sort is most of what an index costs.</summary>
    private readonly record struct Sortable(long ExpiresTicks, long CollectedTicks, UnitKey Key) : IComparable<Sortable>
    {
        public int CompareTo(Sortable other)
        {
            if (ExpiresTicks != other.ExpiresTicks) return ExpiresTicks < other.ExpiresTicks ? -1 : 1;
            if (CollectedTicks != other.CollectedTicks) return CollectedTicks < other.CollectedTicks ? -1 : 1;
            return Key.CompareTo(other.Key);
        }
    }
}
