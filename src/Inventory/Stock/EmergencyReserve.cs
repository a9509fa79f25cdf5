using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>What the site keeps of each group for emergencies: no routine request takes it without a reason.</summary>
public static class EmergencyReserve
{
    /// <summary>Would only the reserve, or less, be left of its group without this bag?</summary>
    /// <param name="ofItsGroup">Bags of its component, measure and group; those that cannot be issued do not count.</param>
    public static bool IsTouchedBy(BloodUnit unit, IEnumerable<BloodUnit> ofItsGroup, StockRules rules, DateTimeOffset at)
    {
        decimal reserve = Of(unit, rules);
        if (reserve <= 0) return false;
        decimal left = 0;
        foreach (BloodUnit other in ofItsGroup)
        {
            if (other.Key == unit.Key || !StockBoard.IsIssuable(other, at)) continue;
            left += other.Amount.Value;
            if (left >= reserve) return false;
        }
        return true;
    }

    /// <summary>The bags that a routine request may have: of each group, the last to expire stay as the reserve.</summary>
    /// <param name="issuable">First to expire first; all of the stock of the groups that are in it.</param>
    public static IEnumerable<BloodUnit> Spare(IEnumerable<BloodUnit> issuable, StockRules rules)
    {
        BloodUnit[] units = [.. issuable];
        Dictionary<(ComponentClass, UnitKind, BloodGroup), decimal> left = [];
        foreach (BloodUnit unit in units)
            left[GroupOf(unit)] = left.GetValueOrDefault(GroupOf(unit)) + unit.Amount.Value;
        foreach (BloodUnit unit in units)
        {
            decimal without = left[GroupOf(unit)] - unit.Amount.Value;
            if (without < Of(unit, rules)) continue;
            left[GroupOf(unit)] = without;
            yield return unit;
        }
    }

    public static (ComponentClass Component, UnitKind Kind, BloodGroup Group) GroupOf(BloodUnit unit) => (unit.Component, unit.Amount.Kind, unit.Group);

    private static decimal Of(BloodUnit unit, StockRules rules) => rules.Levels.GetValueOrDefault(GroupOf(unit))?.Reserve ?? 0;
}
