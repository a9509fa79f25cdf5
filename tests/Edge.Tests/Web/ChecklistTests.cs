using System.Text.Json;
using Inventory;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>The mistakes that a simple blood inventory makes, each tried from outside: by what a scanner, a desk or another system sends.</summary>
public sealed class ChecklistTests
{
    [Theory]
    [InlineData("G123417000001", "E0304V00", "5100", "", "available")]
    [InlineData("=<E0304V00", "E0304V00", "5100", "unreadableNumber", null)] // =< is the product code
    [InlineData("=A9O991712345600", "E0304V00", "5100", "unreadableNumber", null)] // letter O
    [InlineData("=G12341765432171", "E0304V00", "5100", "wrongCheckCharacter", null)] // flags of another number
    [InlineData("G123417654312A", "E0304V00", "5100", "wrongCheckCharacter", null)] // two digits swapped
    [InlineData("=G12341765432106", "E0304V00", "5100", "tubeLabel", null)]
    [InlineData("=G12341765432108", "E0304V00", "5100", "tubeLabel", null)]
    [InlineData("=G12341765432110", "E0304V00", "5100", "tubeLabel", null)]
    [InlineData("G123417000001", "e0304V00", "5100", "unreadableProduct", null)] // case is meaning
    [InlineData("G123417000001", "E0304V0A", "5100", "unreadableProduct", null)]
    [InlineData("G123417000001", "E0304v00", "5100", "", "notGeneralStock")]
    [InlineData("G123417000001", "E0304V00", "mq00", "unreadableGroup", null)]
    [InlineData("G123417000001", "E0304V99", "5100", "divisionMissing", null)]
    [InlineData("0160723029785", "P0065V00", "5100", "", "available")] // a national number and code
    [InlineData("0160723029785", "P0065100", "5100", "", "available")]
    [InlineData("G123417000001", "E0999V00", "5100", "", "unknownProduct")] // never a guess
    [InlineData("G123417000001", "E0304V00", "Mq00", "", "labelStatus")]
    [InlineData("G123417000001", "E0304V00", "Md00", "", "labelStatus")]
    [InlineData("G123417000001", "E0304V00", "Mx00", "", "labelStatus")]
    [InlineData("G123417000001", "E0304V00", "5300", "", "notGeneralStock")] // autologous only
    [InlineData("G123417000001", "E0304100", "5100", "", "notGeneralStock")]
    [InlineData("G123417000001", "E0304200", "5100", "", "notGeneralStock")] // directed only
    [InlineData("G123417000001", "E0304V00", "51W0", "", "receivingCheck")] // more stands on a special-testing bar code
    public async Task Receipt_OfEachLabel_IsRefusedHeldOrAvailable(string din, string product, string group, string refusal, string? lies)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement result = Assert.Single(await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { new { din, productCode = product, groupCode = group, expiresAt = "&>0263542359", quarantine = false } },
        }));

        Assert.Equal(refusal, result.GetProperty("accepted").GetBoolean() ? "" : result.GetProperty("refusal").Text("code"));
        Assert.Equal(refusal.Length > 0 ? 0 : 1, web.Ledger.Current.State.Units.Count);
        if (lies is null) return;
        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{web.Ledger.Current.State.Units.Keys.Single()}");
        Assert.Equal(lies, unit.Text("status") == "available" ? "available" : unit.Text("quarantine"));
        if (group[0] == 'M') Assert.Equal(("notStated", "notStated"), (unit.Text("abo"), unit.Text("rhD"))); // a message is no group
    }

    [Theory]
    [InlineData("=>026360", "2026-12-26T16:00:00Z")] // through the end of the day, in the site's zone
    [InlineData("&>0263600930", "2026-12-26T01:31:00Z")] // through the last permitted minute
    [InlineData("&>0263600000", "2026-12-25T16:01:00Z")] // the start of that day
    [InlineData("&>0253662359", null)]
    [InlineData("&>0262362400", null)]
    [InlineData("&>1263602359", null)]
    public async Task Receipt_EachExpiry_IsTheInstantOfTheSitesZone(string label, string? expires)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement result = Assert.Single(await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { new { din = "G123417000001", productCode = "E0304V00", groupCode = "5100", expiresAt = label } },
        }));

        Assert.Equal(expires is null ? "unreadableExpiry" : "", result.GetProperty("accepted").GetBoolean() ? "" : result.GetProperty("refusal").Text("code"));
        if (expires is not null) Assert.Equal(DateTimeOffset.Parse(expires, null), web.Ledger.Current.State.Units.Values.Single().ExpiresAt);
    }

    [Fact]
    public async Task OneDonation_RedCellsAndPlatelets_AreTwoBagsInTwoMeasures()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement[] results = await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { "E0304V00", "D0201V00", "E0304V00" }.Select(static product => new
            {
                din = "G123417000001", productCode = product, groupCode = "5100", expiresAt = "&>0263282359", quarantine = false,
            }),
        });
        JsonElement[] rows = [.. (await staff.JsonAsync("/api/v1/stock")).GetProperty("rows").EnumerateArray()];

        Assert.Equal([true, true, false], results.Select(static result => result.GetProperty("accepted").GetBoolean()));
        Assert.Equal(["platelets dose", "redCells U"], rows.Select(static row => $"{row.Text("component")} {row.Text("unitKind")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Antennas_SeeABagLeaveOrPassADoor_ChangeNoStatus()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        DateTimeOffset now = web.Time.GetUtcNow();
        PlaceId shelf = PlaceId.Parse("fridge-1/shelf-1");
        await web.RecordAsync(
            web.Received(1), new TagAssociated(TestBags.Tag(1), TestBags.Key(1), now),
            new TagPlaced(TestBags.Tag(1), PresenceChange.Arrived, shelf, null, 0.98, TestBags.Key(1), now),
            new TagPlaced(TestBags.Tag(1), PresenceChange.Removed, null, shelf, 0.98, TestBags.Key(1), now));

        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}");

        Assert.Equal("available", unit.Text("status"));
    }

    [Fact]
    public async Task Returned_IsHeldFirst_AndATransferIsCountedOnce()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1), web.Received(2));
        string first = TestBags.Key(1).ToString(), second = TestBags.Key(2).ToString();

        await staff.ActAsync("/api/v1/issues", new { units = new[] { first }, destination = "ICU" });
        await staff.ActAsync("/api/v1/returns", new { units = new[] { first } });
        JsonElement[] again = await staff.ActAsync("/api/v1/issues", new { units = new[] { first }, destination = "ICU" });
        await staff.ActAsync("/api/v1/transfers", new { units = new[] { second }, number = "T-1", to = "site-2" });
        JsonElement[] twice = await staff.ActAsync("/api/v1/transfers", new { units = new[] { second }, number = "T-1", to = "site-2" });
        JsonElement stock = await staff.JsonAsync("/api/v1/stock");

        Assert.Equal(("notReleased", "This bag is in quarantine (returned) and not released."), (again[0].GetProperty("refusal").Text("code"), again[0].GetProperty("refusal").Text("en")));
        Assert.Equal("alreadyKnown", twice[0].GetProperty("refusal").Text("code"));
        Assert.Equal((1, 1), (stock.GetProperty("inTransfer").GetInt32(), stock.GetProperty("quarantined").GetInt32()));
        Assert.Equal(0, stock.GetProperty("rows").EnumerateArray().Sum(static row => row.GetProperty("bags").GetInt32()));
    }

    [Theory]
    [InlineData("products", "P0066,血小板,Platelets,platelets,dose,1,red-cells,5d")]
    [InlineData("products", "P0065,红细胞,Red cells,redCells,dose,1,platelets,35d")]
    [InlineData("products", "E030,红细胞,Red cells,redCells,u,2,red-cells,35d")]
    [InlineData("products", "E0304,红细胞,Red cells,redCells,u,NaN,red-cells,35d")]
    [InlineData("storageClasses", "fridge,冰箱,Fridge,NaN,6,,,0.3,120,60,,")]
    [InlineData("storageClasses", "fridge,冰箱,Fridge,2,6,,,0.3,1e300,60,,")]
    [InlineData("storageClasses", "fridge,冰箱,Fridge,2,6,,,0.3,120,60,warm,")]
    [InlineData("stockLevels", "redCells,u,Z,positive,1,2,,")]
    public async Task Table_WithAHarmfulLine_IsReportedByItsLineInBothLanguages(string table, string line)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Administrator);
        string head = table switch
        {
            "products" => "code,nameZh,nameEn,component,unitKind,amount,storageClass,shelfLife",
            "stockLevels" => "component,unitKind,abo,rhD,reserve,minimum,safety,maximum",
            _ => "key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds,alsoKeeps,transport\nwarm,温,Warm,20,24,,,0.3,1,1,,",
        };
        string text = $"{head}\n{line}\n";

        (_, JsonElement report) = await staff.ExchangeAsync("/api/v1/tables/check", new { table, text });

        JsonElement fault = Assert.Single(report.GetProperty("faults").EnumerateArray());
        Assert.Equal(table == "storageClasses" ? 3 : 2, fault.GetProperty("line").GetInt32());
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", fault.Text("zh"));
        Assert.EndsWith(".", fault.Text("en"), StringComparison.Ordinal);
    }
}
