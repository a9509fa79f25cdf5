using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

public enum StockWarning : byte { None, AboveMaximum, BelowSafety, BelowMinimum, BelowReserve, NoneLeft }

/// <summary>Issuable bags of one group.</summary>
/// <param name="Amount">In the row's measure.</param>
/// <param name="DailyDemand">Mean amount issued a day; 0 is "no demand", which is not "lasts for ever".</param>
/// <param name="DaysOfStock">What is above the reserve, by the mean demand; null without demand.</param>
/// <param name="Levels">What the site wants of this group; null: it has not said.</param>
public sealed record StockCell(
    BloodGroup Group, int Bags, decimal Amount, StockWarning Warning, decimal DailyDemand, decimal? DaysOfStock, StockLevels? Levels);

/// <summary>One component in one measure: U, doses and millilitres never stand in one row.</summary>
/// <param name="Cells">The eight groups of <see cref="BloodGroup.BoardOrder"/>, then others that there are.</param>
public sealed record StockRow(ComponentClass Component, UnitKind Kind, IReadOnlyList<StockCell> Cells, int Bags, decimal Amount);

/// <summary>The stock at one instant, from the ledger alone.</summary>
/// <param name="Rows">What can be fetched and issued now: available, not expired and not taken out.</param>
/// <param name="Reserved">Bags reserved and not expired.</param>
/// <param name="Quarantined">Bags held apart, expired or not.</param>
/// <param name="InTransfer">Bags on their way to another site: counted here once, and nowhere else.</param>
/// <param name="ShortDated">Issuable bags that expire soon.</param>
/// <param name="Expired">Bags in stock that are expired, in whatever status.</param>
/// <param name="Out">Bags in stock that were taken out of every place.</param>
public sealed record StockBoard(
    DateTimeOffset At, IReadOnlyList<StockRow> Rows, int Reserved, int Quarantined, int InTransfer, int ShortDated, int Expired, int Out)
{
    public static StockBoard Of(SiteState state, DateTimeOffset at, StockRules rules)
    {
        int reserved = 0, quarantined = 0, inTransfer = 0, shortDated = 0, expired = 0, outside = 0;
        SortedDictionary<(ComponentClass, UnitKind), Dictionary<BloodGroup, (int Bags, decimal Amount)>> rows = [];
        foreach (BloodUnit unit in state.Units.Values)
        {
            if (unit.Status == UnitStatus.InTransfer) inTransfer++;
            if (!unit.IsInStock) continue;
            bool isExpired = unit.IsExpired(at);
            if (isExpired) expired++;
            if (unit.IsTakenOut) outside++;
            if (unit.Status == UnitStatus.Reserved && !isExpired) reserved++;
            if (unit.Status is UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned) quarantined++;
            // a row stands also where nothing of it can be issued: an empty row is an answer
            if (!rows.TryGetValue((unit.Component, unit.Amount.Kind), out Dictionary<BloodGroup, (int Bags, decimal Amount)>? groups))
                rows.Add((unit.Component, unit.Amount.Kind), groups = []);
            if (!IsIssuable(unit, at)) continue;
            if (rules.IsShortDated(unit, at)) shortDated++;
            (int bags, decimal amount) = groups.GetValueOrDefault(unit.Group);
            groups[unit.Group] = (bags + 1, amount + unit.Amount.Value);
        }
        foreach ((ComponentClass component, UnitKind kind, _) in rules.Levels.Keys) rows.TryAdd((component, kind), []);
        IReadOnlyList<StockRow> board = [.. rows.Select(row => Row(state, at, rules, row.Key, row.Value))];
        return new StockBoard(at, board, reserved, quarantined, inTransfer, shortDated, expired, outside);
    }

    /// <summary>For whoever looks for a bag to fetch. The bag in the hand is issued by its status, wherever antennas believe it.</summary>
    public static bool IsIssuable(BloodUnit unit, DateTimeOffset at) =>
        unit is { Status: UnitStatus.Available, Captured: null } && !unit.IsExpired(at) && !unit.IsTakenOut;

    private static StockRow Row(
        SiteState state, DateTimeOffset at, StockRules rules, (ComponentClass Component, UnitKind Kind) key,
        Dictionary<BloodGroup, (int Bags, decimal Amount)> groups)
    {
        IEnumerable<BloodGroup> others = groups.Keys.Except(BloodGroup.BoardOrder).OrderBy(static g => (g.Abo, g.RhD));
        List<StockCell> cells = [];
        foreach (BloodGroup group in BloodGroup.BoardOrder.Concat(others))
        {
            (int bags, decimal amount) = groups.GetValueOrDefault(group);
            StockLevels? levels = rules.Levels.GetValueOrDefault((key.Component, key.Kind, group));
            decimal demand = state.Demand.DailyAmount(key.Component, key.Kind, group, at, rules.DemandDays);
            decimal? days = demand > 0 ? Math.Max(amount - (levels?.Reserve ?? 0), 0) / demand : null;
            cells.Add(new StockCell(group, bags, amount, Warn(bags, amount, levels), demand, days, levels));
        }
        return new StockRow(
            key.Component, key.Kind, cells, cells.Sum(static cell => cell.Bags), cells.Sum(static cell => cell.Amount));
    }

    private static StockWarning Warn(int bags, decimal amount, StockLevels? levels)
    {
        if (levels is null) return StockWarning.None;
        if (bags == 0 && levels.Minimum > 0) return StockWarning.NoneLeft;
        if (amount < levels.Reserve) return StockWarning.BelowReserve;
        if (amount < levels.Minimum) return StockWarning.BelowMinimum;
        if (amount < levels.Safety) return StockWarning.BelowSafety;
        return amount > levels.Maximum ? StockWarning.AboveMaximum : StockWarning.None;
    }
}
