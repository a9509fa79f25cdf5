using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>What a quality report counts. Facts only: whoever reports makes the indicator of them.</summary>
public enum QualityFact : byte { Issued, Returned, Discarded, Expired }

/// <summary>One line of the counts: bags of one component and kind of measure, with one reason. Kinds are never added.</summary>
/// <param name="Reason">How it was issued, why it was held when it came back, the cause of discarding; empty for expiry.</param>
/// <param name="Amount">Sum in <paramref name="Kind"/>.</param>
/// <param name="ApprovalMillilitres">Units of whole blood and red cells at what the site counts them; null for everything else.</param>
public sealed record QualityCount(
    QualityFact Fact, string Reason, ComponentClass Component, UnitKind Kind, int Bags, decimal Amount, decimal? ApprovalMillilitres);

/// <summary>Counts the acts of a period. Pure: it is given the ledger's entries and answers what they say.</summary>
/// <param name="begin">First instant that counts.</param>
/// <param name="end">First instant that does not.</param>
public sealed class QualityCounts(DateTimeOffset begin, DateTimeOffset end)
{
    private readonly Dictionary<long, (QualityFact Fact, string Reason, UnitKey Unit)> _acts = [];
    private readonly HashSet<long> _takenBack = [];

    public static readonly IReadOnlyDictionary<QualityFact, Words> Definitions = new Dictionary<QualityFact, Words>
    {
        [QualityFact.Issued] = new("期间内发出的血袋，含紧急发血；已撤销的不计，后来退回的仍计。", "Bags issued in the period, in emergencies too; acts taken back are left out, later returns are not."),
        [QualityFact.Returned] = new("期间内从病区退回的血袋，按隔离原因；已撤销的不计。", "Bags that came back from wards in the period, by why they were held; acts taken back are left out."),
        [QualityFact.Discarded] = new("期间内报废的血袋，按报废原因；已撤销的不计。", "Bags discarded in the period, by cause; acts taken back are left out."),
        [QualityFact.Expired] = new("失效时间在期间内、到期时仍在库的血袋，按现时记录。", "Bags whose expiry fell into the period while they were in stock, as the ledger knows them now."),
    };

    /// <param name="seq">The entry's number; a later correction names it.</param>
    public void Take(long seq, DomainEvent happened)
    {
        if (happened is StepTakenBack undone) _takenBack.Add(undone.Corrects);
        if (happened.OccurredAt < begin || happened.OccurredAt >= end) return;
        (QualityFact Fact, string Reason, UnitKey Unit)? act = happened switch
        {
            UnitIssued e => (QualityFact.Issued, "routine", e.Unit),
            UnitIssuedInEmergency e => (QualityFact.Issued, "emergency", e.Unit),
            UnitReturned e => (QualityFact.Returned, e.Quarantine.ToString(), e.Unit),
            UnitDiscarded e => (QualityFact.Discarded, e.Cause, e.Unit),
            _ => null,
        };
        if (act is { } counted) _acts[seq] = counted;
    }

    /// <param name="state">Knows what each bag is, and which ones expired on the shelf.</param>
    /// <param name="rules">What a U counts in approvals.</param>
    /// <param name="now">What expires after it has not expired, however far the period goes.</param>
    public IReadOnlyList<QualityCount> Of(SiteState state, DateTimeOffset now, StockRules rules)
    {
        IEnumerable<(QualityFact Fact, string Reason, BloodUnit Unit)> acts =
            from act in _acts
            where !_takenBack.Contains(act.Key) && state.Units.ContainsKey(act.Value.Unit)
            select (act.Value.Fact, act.Value.Reason, state.Units[act.Value.Unit]);
        IEnumerable<(QualityFact Fact, string Reason, BloodUnit Unit)> expired =
            from unit in state.Units.Values
            where unit.ExpiresAt >= begin && unit.ExpiresAt < end && unit.ExpiresAt <= now && WasOnTheShelf(unit)
            select (QualityFact.Expired, "", unit);
        return [.. from act in acts.Concat(expired)
            group act.Unit by (act.Fact, act.Reason, act.Unit.Component, act.Unit.Amount.Kind) into same
            orderby same.Key.Fact, same.Key.Component, same.Key.Kind, same.Key.Reason
            let amount = same.Sum(static unit => unit.Amount.Value)
            select new QualityCount(
                same.Key.Fact, same.Key.Reason, same.Key.Component, same.Key.Kind, same.Count(), amount, rules.Approval(same.Key.Component, same.Key.Kind, amount))];
    }

    private static bool WasOnTheShelf(BloodUnit unit) => unit.IsInStock
        || (unit.Status is UnitStatus.Discarded or UnitStatus.ReturnedToSupplier or UnitStatus.Lost && unit.StatusSince >= unit.ExpiresAt);
}
