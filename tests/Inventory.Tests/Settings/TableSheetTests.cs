using Inventory.Settings;
using Inventory.Tables;

namespace Inventory.Tests.Settings;

/// <summary>Tables cell by cell: what is changed is changed, and nothing else.</summary>
public sealed class TableSheetTests
{
    private const string Levels = """
        # version ours-3
        # from the meeting of March
        component,unitKind,abo,rhD,reserve,minimum,safety,maximum
        redCells,u,o,negative,2,4,,12
        redCells,u,a,positive,0,10,12,30
        """;

    [Fact]
    public void Write_NothingChanged_KeepsNotesRowsAndOrder()
    {
        string written = TableSheet.Read(SiteTable.StockLevels, Levels).Write("ours-3");

        Assert.Equal(Levels.ReplaceLineEndings("\n") + "\n", written);
        Assert.Empty(TableSheet.Read(SiteTable.StockLevels, written).Since(TableSheet.Read(SiteTable.StockLevels, Levels)));
    }

    [Fact]
    public void Set_CellsRowsAndEmptyRows_AreToldAsWhatTheyAre()
    {
        TableSheet sheet = TableSheet.Read(SiteTable.StockLevels, Levels);
        Assert.True(sheet.Set("REDCELLS/u/o/negative", 6, "6"));
        Assert.True(sheet.Set("redCells/u/b/positive", 4, "1"));
        Assert.True(sheet.Set("redCells/u/b/positive", 5, "3"));
        for (int column = 4; column < 8; column++) Assert.True(sheet.Set("redCells/u/a/positive", column, ""));
        Assert.False(sheet.Set("redCells/u/b", 4, "1"));

        Assert.Equal(
            [
                new SettingChange("stockLevels/redCells/u/o/negative/safety", null, "6"),
                new SettingChange("stockLevels/redCells/u/b/positive", null, "1, 3, , "),
                new SettingChange("stockLevels/redCells/u/a/positive", "0, 10, 12, 30", null),
            ],
            sheet.Since(TableSheet.Read(SiteTable.StockLevels, Levels)));
    }

    [Fact]
    public void Read_NoTable_IsATableWithoutRows()
    {
        TableSheet sheet = TableSheet.Read(SiteTable.StockLevels, null);

        Assert.Empty(sheet.Rows);
        Assert.Null(sheet.Cell("redCells/u/o/negative", 4));
    }

    [Fact]
    public void Read_TableWithoutItsLaterColumns_HasThemEmpty()
    {
        TableSheet sheet = TableSheet.Read(SiteTable.StorageClasses, """
            # version ours-1
            key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds
            room,室温,Room,20,24,20.5,23.5,0.3,300,60
            """);

        Assert.Equal("", sheet.Cell("room", 11));
        Assert.Equal("60", sheet.Cell("room", 9));
    }
}
