using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.Settings;
using Inventory.Tables;

namespace Edge.Web.Views;

/// <summary>Settings that people change, with where each comes from and what waits.</summary>
internal sealed class RuleViews(SiteRules rules, SettingsDrafting drafting, SettingsSource file, ILedger ledger, AccountStore accounts)
{
    public RulesView Get()
    {
        SiteState state = ledger.Current.State;
        SettingsInForce inForce = state.Settings;
        SiteSettings settings = rules.Settings;
        SiteTables tables = rules.Tables;
        return new RulesView(
            inForce.Version, Tag(inForce.Version), file.File, inForce.ChangedAt, NameOf(inForce.ChangedBy),
            [
                .. ChangeableSettings.All.Select(one => new RuleValueView(
                    one.Path, ChangeableSettings.Value(settings, one.Path), ChangeableSettings.Value(rules.Filed, one.Path),
                    inForce.Values.ContainsKey(one.Path), one.Low, one.High, one.NeedsSecond)),
            ],
            [.. Enum.GetValues<SiteTable>().Select(table => Table(table, tables, inForce))],
            [.. tables.Products.All.Select(static product => new MeasureView(product.Component, product.Amount.Kind)).Distinct().Order(MeasureOrder.Instance)],
            [.. state.Changes.Values.Select(Waiting)]);
    }

    /// <summary>What an <c>If-Match</c> names.</summary>
    public static string Tag(int version) => $"\"rules-{version}\"";

    private RuleTableView Table(SiteTable table, SiteTables tables, SettingsInForce inForce)
    {
        TableSource source = tables.Sources[table], filed = rules.FiledTables.Sources[table];
        TableShape shape = TableShape.Of(table);
        TableSheet sheet = TableSheet.Read(table, source.Text);
        InstalledTable? installed = inForce.Find(table);
        string? fileVersion = rules.FiledTables.VersionOf(table);
        return new RuleTableView(
            table, tables.VersionOf(table), source.Origin, filed.Origin == TableOrigin.Shipped ? null : filed.File,
            installed is null ? null : fileVersion, installed?.At, NameOf(installed?.By), SettingsDrafting.NeedsSecond(table), sheet.Rows.Count,
            [.. shape.Columns.Select(column => shape.Ranges.TryGetValue(column, out NumberRange range) ? new RuleColumnView(column, range.Low, range.High) : new RuleColumnView(column, null, null))],
            table == SiteTable.Products ? [] : [.. sheet.Rows.Select(row => new RuleRowView(sheet.KeyOf(row), row))]);
    }

    private WaitingChangeView Waiting(WaitingChange waiting) => new(
        waiting.Number, [.. waiting.Draft.Values, .. waiting.Draft.Tables.SelectMany(static table => table.Changes)], waiting.Why, waiting.AskedBy,
        NameOf(waiting.AskedBy) ?? waiting.AskedBy, waiting.AskedAt,
        [.. drafting.FaultsOf(waiting.Draft, out _).Select(SettingFaultView.Of)]);

    private string? NameOf(string? account) => account is null ? null : accounts.Find(account)?.DisplayName ?? account;

    private sealed class MeasureOrder : IComparer<MeasureView>
    {
        public static readonly MeasureOrder Instance = new();

        public int Compare(MeasureView? x, MeasureView? y) => (x!.Component, x.Kind).CompareTo((y!.Component, y.Kind));
    }
}
