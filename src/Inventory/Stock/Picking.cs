using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>What somebody is sent to fetch.</summary>
/// <param name="Fits">Component, group, antigens, good until when: whatever the request asks for.</param>
/// <param name="Patient">The group of whom it is for; null where bags of a group are wanted.</param>
public sealed record PickRequest(Func<BloodUnit, bool> Fits, BloodGroup? Patient)
{
    /// <summary>The bags' own group, where that is asked for.</summary>
    public Abo? Abo { get; init; }

    public RhD? RhD { get; init; }

    /// <summary>Antigens that the bags must lack.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];

    /// <summary>The emergency reserve may be taken.</summary>
    public bool WithReserve { get; init; }
}

/// <summary>Proposes bags for a request: a proposal, from which whoever issues may depart with a reason.</summary>
public static class Picking
{
    /// <summary>
    /// What can be issued now and fits, without the emergency reserve. Bags that are rarer than asked for come last and are kept for those
    /// who need them; before that the patient's own group goes first, and in each the first to expire.
    /// </summary>
    /// <param name="stock">First to expire first (<see cref="Fefo.Order"/>), whole groups: the reserve is a matter of all their bags.</param>
    public static IEnumerable<BloodUnit> Propose(IEnumerable<BloodUnit> stock, PickRequest request, StockRules rules, DateTimeOffset at)
    {
        IEnumerable<BloodUnit> issuable = stock.Where(unit => StockBoard.IsIssuable(unit, at));
        IEnumerable<BloodUnit> fitting = (request.WithReserve ? issuable : EmergencyReserve.Spare(issuable, rules)).Where(request.Fits);
        bool rhDNegative = (request.RhD ?? request.Patient?.RhD) is RhD.Negative or RhD.NotStated; // not stated is met by negative only
        Abo? abo = request.Abo ?? request.Patient?.Abo;
        IOrderedEnumerable<BloodUnit> sorted = fitting.OrderBy(unit => rules.IsTooRareFor(unit, abo, rhDNegative, request.Negative)); // stable
        return request.Patient is { } patient ? sorted.ThenBy(unit => GroupFit.Rank(unit.Group, patient)) : sorted;
    }
}
