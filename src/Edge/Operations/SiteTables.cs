using Inventory;
using Inventory.ColdChain;
using Inventory.Stock;
using Inventory.Tables;
using Inventory.Units;

namespace Edge.Operations;

/// <summary>The site's versioned tables, read once at the start.</summary>
public sealed record SiteTables(StorageClassTable StorageClasses, ProductTable Products)
{
    private const string StorageClassesFile = "storage-classes.csv";
    private const string ProductsFile = "products.csv";
    private const string LevelsFile = "stock-levels.csv";

    /// <summary>Which bags may lie in which of the site's cabinets.</summary>
    public required StorageFit Fit { get; init; }

    /// <summary>What warns on the stock board; without a table of levels nothing does.</summary>
    public StockRules Stock { get; init; } = StockRules.Default;

    /// <summary>Of the table of levels; null where the site has none.</summary>
    public string? LevelsVersion { get; init; }

    /// <summary>Reads the tables from the site's folder, or the shipped examples.</summary>
    /// <param name="folder">The configuration file's folder.</param>
    /// <param name="faults">Every bad line of every table, and every storage class that the settings name and no table has.</param>
    /// <exception cref="IOException">A table cannot be read.</exception>
    public static SiteTables Load(SiteSettings settings, string folder, out IReadOnlyList<SettingsFault> faults)
    {
        string from = settings.Site.Tables.Length == 0
            ? Path.Combine(AppContext.BaseDirectory, "tables")
            : Path.Combine(folder, settings.Site.Tables);
        StorageClassTable storage = StorageClassTable.Parse(File.ReadAllText(Path.Combine(from, StorageClassesFile)));
        ProductTable products = ProductTable.Parse(File.ReadAllText(Path.Combine(from, ProductsFile)), storage);
        StockRules own = Rules(settings.Stock);
        string levelsFile = Path.Combine(from, LevelsFile);
        (StockRules rules, TableText? levels) = File.Exists(levelsFile)
            ? own.WithLevels(File.ReadAllText(levelsFile))
            : (own, null);
        faults =
        [
            .. storage.Faults.Select(static fault => Fault(StorageClassesFile, fault)),
            .. products.Faults.Select(static fault => Fault(ProductsFile, fault)),
            .. (levels?.Faults ?? []).Select(static fault => Fault(LevelsFile, fault)),
            .. settings.Cabinets.Select(static (cabinet, index) => (cabinet.StorageClass, index))
                .Where(named => storage.Find(named.StorageClass) is null)
                .Select(static named => new SettingsFault(
                    $"Cabinets[{named.index}].StorageClass", $"'{named.StorageClass}' is not in the table {StorageClassesFile}.")),
        ];
        Dictionary<PlaceId, string> places = [];
        foreach (CabinetSection cabinet in settings.Cabinets)
            foreach (string place in cabinet.Shelves.Select(shelf => $"{cabinet.Id}/{shelf}").Prepend(cabinet.Id))
                if (PlaceId.TryParse(place, out PlaceId id)) places[id] = cabinet.StorageClass;
        return new SiteTables(storage, products) { Fit = new StorageFit(storage, places), Stock = rules, LevelsVersion = levels?.Version };
    }

    /// <exception cref="ArgumentException">There is no such class; <see cref="Load"/> reports this as a fault.</exception>
    public StorageLimits Limits(string storageClass) => StorageClasses.Find(storageClass)?.Limits
        ?? throw new ArgumentException($"There is no storage class '{storageClass}'.", nameof(storageClass));

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

    private static SettingsFault Fault(string file, TableFault fault) => new(file, fault.ToString());
}
