using Inventory;
using Inventory.ColdChain;
using Inventory.Stock;
using Inventory.Tables;
using Inventory.Units;

namespace Edge.Operations;

public enum TableOrigin : byte { Shipped, File, Page }

/// <summary>A table as text, and where it comes from.</summary>
/// <param name="Text">Null: the site has no such table.</param>
/// <param name="File">Null for a table that was put in use on the page.</param>
public sealed record TableSource(string? Text, TableOrigin Origin, string? File);

/// <summary>A bad line of one of the tables.</summary>
public sealed record TableProblem(SiteTable Table, TableFault Fault)
{
    public SettingsFault ToFault() => new(SiteTables.FileName(Table), $"第{Fault.Line}行：{Fault.Message.Zh}", $"line {Fault.Line}: {Fault.Message.En}");
}

/// <summary>The site's versioned tables, read and fitted together.</summary>
public sealed record SiteTables(StorageClassTable StorageClasses, ProductTable Products)
{
    /// <summary>Which bags may lie in which of the site's cabinets.</summary>
    public required StorageFit Fit { get; init; }

    /// <summary>What warns on the stock board; without a table of levels nothing does.</summary>
    public StockRules Stock { get; init; } = StockRules.Default;

    /// <summary>Of the table of levels; null where the site has none.</summary>
    public string? LevelsVersion { get; init; }

    public required IReadOnlyDictionary<SiteTable, TableSource> Sources { get; init; }

    public static string FileName(SiteTable table) => table switch
    {
        SiteTable.Products => "products.csv",
        SiteTable.StorageClasses => "storage-classes.csv",
        _ => "stock-levels.csv",
    };

    /// <summary>Reads the tables from the site's folder, or the shipped examples.</summary>
    /// <param name="folder">The configuration file's folder.</param>
    /// <param name="faults">Every bad line of every table, and every storage class that the settings name and no table has.</param>
    /// <exception cref="IOException">A table cannot be read.</exception>
    public static SiteTables Load(SiteSettings settings, string folder, out IReadOnlyList<SettingsFault> faults)
    {
        bool shipped = settings.Site.Tables.Length == 0;
        string from = shipped ? Path.Combine(AppContext.BaseDirectory, "tables") : Path.GetFullPath(Path.Combine(folder, settings.Site.Tables));
        Dictionary<SiteTable, TableSource> sources = Enum.GetValues<SiteTable>().ToDictionary(static table => table, table =>
        {
            string file = Path.Combine(from, FileName(table));
            bool may = table != SiteTable.StockLevels || File.Exists(file); // only levels may be missing
            return new TableSource(may ? File.ReadAllText(file) : null, shipped ? TableOrigin.Shipped : TableOrigin.File, file);
        });
        SiteTables tables = Make(settings, sources, out IReadOnlyList<TableProblem> problems);
        faults = [.. problems.Select(static problem => problem.ToFault()), .. tables.Unnamed(settings)];
        return tables;
    }

    /// <summary>Fits tables together. Lines that are bad are left out and told.</summary>
    public static SiteTables Make(SiteSettings settings, IReadOnlyDictionary<SiteTable, TableSource> sources, out IReadOnlyList<TableProblem> problems)
    {
        StorageClassTable storage = StorageClassTable.Parse(sources[SiteTable.StorageClasses].Text ?? "");
        ProductTable products = ProductTable.Parse(sources[SiteTable.Products].Text ?? "", storage);
        (StockRules rules, TableText? levels) = sources[SiteTable.StockLevels].Text is { } text
            ? Rules(settings.Stock).WithLevels(text)
            : (Rules(settings.Stock), null);
        problems =
        [
            .. storage.Faults.Select(static fault => new TableProblem(SiteTable.StorageClasses, fault)),
            .. products.Faults.Select(static fault => new TableProblem(SiteTable.Products, fault)),
            .. (levels?.Faults ?? []).Select(static fault => new TableProblem(SiteTable.StockLevels, fault)),
        ];
        Dictionary<PlaceId, string> places = [];
        foreach (CabinetSection cabinet in settings.Cabinets)
            foreach (string place in cabinet.Shelves.Select(shelf => $"{cabinet.Id}/{shelf}").Prepend(cabinet.Id))
                if (PlaceId.TryParse(place, out PlaceId id)) places[id] = cabinet.StorageClass;
        return new SiteTables(storage, products)
        {
            Fit = new StorageFit(storage, places), Stock = rules, LevelsVersion = levels?.Version, Sources = sources,
        };
    }

    /// <summary>Storage classes that the settings name and the table does not have.</summary>
    public IEnumerable<SettingsFault> Unnamed(SiteSettings settings) =>
        settings.Cabinets.Select(static (cabinet, index) => (cabinet.StorageClass, index))
            .Where(named => StorageClasses.Find(named.StorageClass) is null)
            .Select(static named => new SettingsFault(
                $"Cabinets[{named.index}].StorageClass", $"“{named.StorageClass}”不在表{FileName(SiteTable.StorageClasses)}中。", $"'{named.StorageClass}' is not in the table {FileName(SiteTable.StorageClasses)}."));

    /// <exception cref="ArgumentException">There is no such class; <see cref="Load"/> reports this as a fault.</exception>
    public StorageLimits Limits(string storageClass) => StorageClasses.Find(storageClass)?.Limits
        ?? throw new ArgumentException($"There is no storage class '{storageClass}'.", nameof(storageClass));

    public string? VersionOf(SiteTable table) => table switch
    {
        SiteTable.Products => Products.Version,
        SiteTable.StorageClasses => StorageClasses.Version,
        _ => LevelsVersion,
    };

    private static StockRules Rules(StockSection settings)
    {
        Dictionary<ComponentClass, TimeSpan> shortDated = new(StockRules.Default.ShortDated);
        foreach (ShortDatedSection each in settings.ShortDated) shortDated[each.Component] = TimeSpan.FromHours(each.Hours);
        return StockRules.Default with
        {
            WholeBloodMillilitres = settings.WholeBloodMillilitres, RedCellMillilitres = settings.RedCellMillilitres,
            DemandDays = settings.DemandDays, ShortDated = shortDated,
            RhDNegativeIsRare = settings.RhDNegativeIsRare, RareIfNegative = settings.RareIfNegative,
        };
    }
}
