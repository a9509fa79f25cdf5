using System.Collections.Frozen;
using Edge.Ledger;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>The stock in the orders that boards and lists ask for. Worked out once for each ledger state, then only read.</summary>
internal sealed class SiteIndex
{
    private static readonly BloodUnit[] s_none = [];

    private readonly FrozenDictionary<DonationNumber, BloodUnit[]> _sameDonation;

    public SiteIndex(LedgerSnapshot ledger)
    {
        Ledger = ledger;
        All = [.. ledger.State.Units.Values];
        Array.Sort(All, Fefo.Order);
        InStock = Array.FindAll(All, static unit => unit.IsInStock);
        Available = Array.FindAll(InStock, static unit => unit.Status == UnitStatus.Available);
        _sameDonation = All.GroupBy(static unit => unit.Key.Din).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    }

    public LedgerSnapshot Ledger { get; }

    /// <summary>Every bag that the ledger knows, first to expire first.</summary>
    public BloodUnit[] All { get; }

    /// <summary>In the house by the ledger, first to expire first.</summary>
    public BloodUnit[] InStock { get; }

    /// <summary>Released and not reserved; the expired ones are still among them.</summary>
    public BloodUnit[] Available { get; }

    public BloodUnit[] Of(DonationNumber din) => _sameDonation.GetValueOrDefault(din, s_none);
}
