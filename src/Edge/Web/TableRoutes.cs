using Edge.Operations;
using Inventory.ColdChain;
using Inventory.Stock;
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

    private static IResult List(SiteTables tables) => Answer.Of(new TablesView(
    [
        new TableReportView(SiteTable.Products, tables.Products.Version, tables.Products.All.Count, []),
        new TableReportView(SiteTable.StorageClasses, tables.StorageClasses.Version, tables.StorageClasses.All.Count, []),
        new TableReportView(SiteTable.StockLevels, tables.LevelsVersion, tables.Stock.Levels.Count, []),
    ]));

    /// <remarks>Nothing is recorded and nothing changes: a table comes into force with the service's next start, from its file.</remarks>
    private static IResult Check(TableCheckRequest request, SiteTables tables)
    {
        switch (request.Table)
        {
            case SiteTable.Products:
                ProductTable products = ProductTable.Parse(request.Text, tables.StorageClasses);
                return Report(request.Table, products.Version, products.All.Count, products.Faults);
            case SiteTable.StorageClasses:
                StorageClassTable classes = StorageClassTable.Parse(request.Text);
                return Report(request.Table, classes.Version, classes.All.Count, classes.Faults);
            case SiteTable.StockLevels:
                (StockRules rules, TableText levels) = StockRules.Default.WithLevels(request.Text);
                return Report(request.Table, levels.Version, rules.Levels.Count, levels.Faults);
            default:
                return UnitRoutes.Bad("table", "is no table of this site");
        }
    }

    private static IResult Report(SiteTable table, string version, int rows, IReadOnlyList<TableFault> faults) => TypedResults.Ok(new TableReportView(
        table, version, rows, [.. faults.Select(static fault => new TableFaultView(fault.Line, fault.Message.Zh, fault.Message.En))]));
}

public enum SiteTable : byte { Products, StorageClasses, StockLevels }

public sealed record TableCheckRequest(SiteTable Table, string Text);

/// <param name="Tables">Those in use, as they were read when the service started.</param>
public sealed record TablesView(IReadOnlyList<TableReportView> Tables);

/// <param name="Version">From the head of the file; null where the site has no such table.</param>
/// <param name="Rows">Lines that could be read.</param>
/// <param name="Faults">Every bad line.</param>
public sealed record TableReportView(SiteTable Table, string? Version, int Rows, IReadOnlyList<TableFaultView> Faults);

/// <param name="Line">From 1, as an editor counts them.</param>
public sealed record TableFaultView(int Line, string Zh, string En);
