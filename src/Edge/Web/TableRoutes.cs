using Edge.Operations;
using Inventory.Settings;
using Inventory.Tables;

namespace Edge.Web;

/// <summary>The site's tables: which are in use, and what is wrong with a file before it is put there.</summary>
internal static class TableRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder tables = api.MapGroup("/tables").WithTags("tables");
        tables.MapGet("", List).WithName("listTables").Answers<TablesView>().Needs(Permission.Read);
        tables.MapPost("/check", Check).WithName("checkTable").Answers<TableReportView>().Needs(Permission.Read);
    }

    private static IResult List(SiteRules rules)
    {
        SiteTables tables = rules.Tables;
        return Answer.Of(new TablesView(
        [
            new TableReportView(SiteTable.Products, tables.Products.Version, tables.Products.All.Count, [], []),
            new TableReportView(SiteTable.StorageClasses, tables.StorageClasses.Version, tables.StorageClasses.All.Count, [], []),
            new TableReportView(SiteTable.StockLevels, tables.LevelsVersion, tables.Stock.Levels.Count, [], []),
        ]));
    }

    /// <remarks>Nothing is recorded and nothing changes: it says what would.</remarks>
    private static IResult Check(TableCheckRequest request, SettingsDrafting drafting)
    {
        if (!Enum.IsDefined(request.Table)) return UnitRoutes.Bad("table", "is no table of this site");
        DraftedChange draft = drafting.OfTable(request.Table, request.Text, out IReadOnlyList<TableFault> bad);
        TableSheet sheet = TableSheet.Read(request.Table, request.Text);
        return TypedResults.Ok(new TableReportView(
            request.Table, sheet.Version, sheet.Rows.Count - bad.Count, [.. bad.Select(static fault => new TableFaultView(fault.Line, fault.Message.Zh, fault.Message.En))],
            [.. draft.AtOnce.Tables.Concat(draft.WithSecond.Tables).SelectMany(static table => table.Changes)])
        {
            Others = bad.Count > 0 ? [] : [.. draft.Faults.Select(SettingFaultView.Of)],
        });
    }
}

public sealed record TableCheckRequest(SiteTable Table, string Text);

/// <param name="Tables">Those in use, as they were read when the service started.</param>
public sealed record TablesView(IReadOnlyList<TableReportView> Tables);

/// <param name="Version">From the head of the file; null where the site has no such table.</param>
/// <param name="Rows">Lines that could be read.</param>
/// <param name="Faults">Every bad line.</param>
/// <param name="Changes">What differs from the table in use, before and after.</param>
public sealed record TableReportView(
    SiteTable Table, string? Version, int Rows, IReadOnlyList<TableFaultView> Faults, IReadOnlyList<SettingChange> Changes)
{
    /// <summary>What stands against it although every line is good: its version, or what would no longer fit.</summary>
    public IReadOnlyList<SettingFaultView> Others { get; init; } = [];
}

/// <param name="Line">From 1, as an editor counts them.</param>
public sealed record TableFaultView(int Line, string Zh, string En);
