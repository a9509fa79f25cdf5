using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Operations;

/// <summary>What the site's settings say about keeping bags and letting them be away, as they hold at each asking.</summary>
public sealed class UnitPolicy(SiteRules rules)
{
    public TimeSpan Reserve => TimeSpan.FromHours(Units.ReserveHours);

    public TimeSpan ReserveAtMost => TimeSpan.FromHours(Units.ReserveHoursAtMost);

    public TimeSpan UnaccountedAfter => TimeSpan.FromSeconds(Units.UnaccountedAfterSeconds);

    private UnitSection Units => rules.Settings.Units;

    public OutLimit LimitOf(ComponentClass component)
    {
        UnitSection units = Units;
        return units.OutLimits.Find(each => each.Component == component) is { } own
            ? new OutLimit(TimeSpan.FromMinutes(own.MinutesOutAtMost), own.TimesOutAtMost)
            : new OutLimit(TimeSpan.FromMinutes(units.MinutesOutAtMost), units.TimesOutAtMost);
    }

    /// <summary>Of a bag that the ledger may not know: then the decision refuses it anyway.</summary>
    public OutLimit LimitOf(SiteState state, UnitKey unit) =>
        LimitOf(state.Units.GetValueOrDefault(unit)?.Component ?? ComponentClass.Other);
}
