using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Inventory.Tests.Stock;

public sealed class ProductTableTests
{
    private const string Head = "# version test-1\ncode,nameZh,nameEn,component,unitKind,amount,storageClass,shelfLife\n";

    private static readonly StorageClassTable s_classes = StorageClassTable.Parse("""
        # version test
        key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds
        red-cells,红细胞,Red cells,2,6,2.5,5.5,0.3,120,60
        platelets,血小板,Platelets,20,24,20.5,23.5,0.3,120,60
        """);

    [Fact]
    public void Parse_GoodLines_AreFoundByCode()
    {
        ProductTable table = ProductTable.Parse(Head + "E0304,悬浮红细胞,Red cells,redCells,u,1.5,red-cells,35d\r\nF0001V0a,血小板,Platelets,Platelets,Dose,1,platelets,\n");

        Assert.Empty(table.Faults);
        Assert.Equal("test-1", table.Version);
        Product red = Assert.IsType<Product>(table.Find(ProductCode.Parse("E0304V00")));
        Assert.Equal(new UnitAmount(UnitKind.U, 1.5m), red.Amount);
        Assert.Equal(TimeSpan.FromDays(35), red.ShelfLife);
        Assert.Same(red, table.Find(ProductCode.Parse("E0304VA0"))); // a division of the same product
        Assert.NotNull(table.Find(ProductCode.Parse("F0001V0a")));
        Assert.Null(table.Find(ProductCode.Parse("F0001V00"))); // the table knows only that division
        Assert.Null(table.Find(ProductCode.Parse("E0305V00"))); // a neighbour is not guessed
    }

    [Theory]
    [InlineData("E030,红,Red,redCells,u,1,red-cells,35d", "no product code")]
    [InlineData("e0304,红,Red,redCells,u,1,red-cells,35d", "no product code")]
    [InlineData("E0304,,Red,redCells,u,1,red-cells,35d", "both names")]
    [InlineData("E0304,红,Red,red,u,1,red-cells,35d", "component")]
    [InlineData("E0304,红,Red,2,u,1,red-cells,35d", "component")] // a number is no word
    [InlineData("E0304,红,Red,redCells,units,1,red-cells,35d", "unitKind")]
    [InlineData("E0304,红,Red,redCells,u,0,red-cells,35d", "amount")]
    [InlineData("E0304,红,Red,redCells,u,-1,red-cells,35d", "amount")]
    [InlineData("E0304,红,Red,redCells,bag,2,red-cells,35d", "in bags")]
    [InlineData("E0304,红,Red,redCells,u,1,,35d", "storageClass")]
    [InlineData("E0304,红,Red,redCells,u,1,cellar,35d", "storageClass")]
    [InlineData("E0304,血小板,Platelets,platelets,dose,1,red-cells,5d", "must not be kept")]
    [InlineData("E0304,红,Red,redCells,u,1,platelets,35d", "must not be kept")]
    [InlineData("E0304,红,Red,redCells,u,1,red-cells,35", "shelfLife")]
    [InlineData("E0304,红,Red,redCells,u,1,red-cells,0d", "shelfLife")]
    [InlineData("E0304,红,Red,redCells,u,1,red-cells", "7 values")]
    [InlineData("E0001,红,Red,redCells,u,1,red-cells,35d", "twice")]
    public void Parse_BadLine_IsReportedWithItsNumberAndTheOthersAreRead(string line, string word)
    {
        string text = Head + "E0001,红,Red,redCells,u,1,red-cells,35d\n" + line + "\nE0002,红,Red,redCells,u,1,red-cells,35d\n";

        ProductTable table = ProductTable.Parse(text, s_classes);

        Assert.Equal(4, Assert.Single(table.Faults).Line);
        Assert.Contains(word, table.Faults[0].Message.En, StringComparison.Ordinal);
        Assert.Equal(["E0001", "E0002"], table.All.Select(static product => product.Code));
    }

    [Fact]
    public void Parse_ManyBadLines_AreAllReported() => Assert.Equal(
        [3, 5], ProductTable.Parse(Head + "x\nE0002,红,Red,redCells,u,1,red-cells,35d\ny\n").Faults.Select(static fault => fault.Line));
}
