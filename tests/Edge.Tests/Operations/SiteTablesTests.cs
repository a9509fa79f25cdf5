using Edge.Operations;
using Inventory.Identification;
using Testing;

namespace Edge.Tests.Operations;

public sealed class SiteTablesTests
{
    [Fact]
    public void Load_ShippedExamples_HaveNoFaultAndKnowTheSimulatorsProducts()
    {
        SiteTables tables = SiteTables.Load(new SiteSettings(), ".", out IReadOnlyList<SettingsFault> faults);

        Assert.Empty(faults);
        Assert.StartsWith("example", tables.Products.Version, StringComparison.Ordinal);
        Assert.All(["E0304V00", "E0336V00", "P0065V00"], code => Assert.NotNull(tables.Products.Find(ProductCode.Parse(code))));
        Assert.All(tables.Products.All, product => Assert.NotNull(tables.StorageClasses.Find(product.StorageClass)));
    }

    [Fact]
    public void Load_ProductOfAnUnknownStorageClass_NamesFileAndLine()
    {
        using TemporaryFolder folder = new();
        string shipped = Path.Combine(AppContext.BaseDirectory, "tables");
        File.Copy(Path.Combine(shipped, "storage-classes.csv"), folder.File("storage-classes.csv"));
        File.WriteAllText(folder.File("products.csv"), """
            # version mine
            code,nameZh,nameEn,component,unitKind,amount,storageClass,shelfLife
            D0001,全血,Whole blood,wholeBlood,u,2,cellar,35d
            """);
        SiteSettings settings = new() { Site = new SiteSection { Tables = folder.Path } };

        SiteTables.Load(settings, ".", out IReadOnlyList<SettingsFault> faults);

        SettingsFault fault = Assert.Single(faults);
        Assert.Equal("products.csv", fault.Path);
        Assert.Contains("line 3", fault.Message.En, StringComparison.Ordinal);
    }
}
