using Edge.Desks;
using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>Desks and what lies on them, as pages see them.</summary>
internal sealed class TrayViews(SiteSettings settings, TrayBook trays, ILedger ledger, UnitViews units)
{
    public IReadOnlyList<DeskItem> Desks() => [.. settings.Desks.Select(desk => Item(desk, trays.Find(desk.Id)))];

    /// <returns>Null when there is no such desk.</returns>
    public TrayView? Find(string id)
    {
        if (settings.Desks.Find(desk => desk.Id == id) is not { } known || trays.Find(id) is not { } tray) return null;
        SiteState state = ledger.Current.State;
        BagTagRules rules = settings.BagTagRules();
        return new TrayView(Item(known, tray), [.. tray.Tags.Select(lying => View(state, lying, rules))]);
    }

    private TrayTagView View(SiteState state, TrayTag lying, BagTagRules rules)
    {
        BloodUnit? unit = UnitResolver.Resolve(state, lying.Tag, rules) is { } key ? state.Units.GetValueOrDefault(key) : null;
        return new TrayTagView(
            lying.Tag.ToString(), unit is null ? null : units.Item(unit), lying.IsNearby, lying.LaidAt,
            unit is null ? state.Tags.GetValueOrDefault(lying.Tag)?.Former?.ToString() : null);
    }

    private static DeskItem Item(DeskSection desk, Tray? tray) =>
        new(desk.Id, desk.NameZh, desk.NameEn, tray is { IsListening: true }, tray?.Writer is not null);
}
