using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Operations;

/// <summary>What the site's settings say about keeping bags and letting them be away.</summary>
public sealed class UnitPolicy(SiteSettings settings)
{
    private readonly Dictionary<ComponentClass, OutLimit> _limits = settings.Units.OutLimits.ToDictionary(
        static each => each.Component, static each => new OutLimit(TimeSpan.FromMinutes(each.MinutesOutAtMost), each.TimesOutAtMost));

    private readonly OutLimit _limit = new(TimeSpan.FromMinutes(settings.Units.MinutesOutAtMost), settings.Units.TimesOutAtMost);

    public TimeSpan Reserve => TimeSpan.FromHours(settings.Units.ReserveHours);

    public TimeSpan ReserveAtMost => TimeSpan.FromHours(settings.Units.ReserveHoursAtMost);

    public TimeSpan UnaccountedAfter => TimeSpan.FromSeconds(settings.Units.UnaccountedAfterSeconds);

    public OutLimit LimitOf(ComponentClass component) => _limits.GetValueOrDefault(component, _limit);

    /// <summary>Of a bag that the ledger may not know: then the decision refuses it anyway.</summary>
    public OutLimit LimitOf(SiteState state, UnitKey unit) =>
        LimitOf(state.Units.GetValueOrDefault(unit)?.Component ?? ComponentClass.Other);
}
