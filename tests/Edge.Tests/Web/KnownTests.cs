using System.Net;
using System.Text.Json;
using Inventory;
using Inventory.Commissioning;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>What was known of a cabinet at an instant: its bags, its door, its map.</summary>
public sealed class KnownTests
{
    private static readonly PlaceId s_fridge = PlaceId.Parse("fridge-1"), s_lower = PlaceId.Parse("fridge-1/shelf-2");

    [Fact]
    public async Task Known_BagsMovedAndMapChangedSince_StandAsTheyWereThen()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-2");
        DateTimeOffset qualified = web.Time.GetUtcNow();
        PointVerdict dead = new(s_lower, ShelfSide.Left, PointFinding.DeadSpot, null, null, null);
        await web.RecordAsync(
            new CabinetQualified(
                4, s_fridge, CabinetKind.MetalDrawers, 2, TestBags.Tag(9), 5, qualified, "technician", [], [], [], [dead], [], QualificationVerdict.Passed, qualified),
            new PlaceModelActivated(s_fridge, 2, null, qualified), new DoorOpened(s_fridge, qualified));
        web.Time.Advance(TimeSpan.FromMinutes(1));
        string then = Now(web);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await web.RecordAsync(
            new DoorClosed(s_fridge, web.Time.GetUtcNow()), new PlaceModelActivated(s_fridge, null, 2, web.Time.GetUtcNow()),
            new TagPlaced(TestBags.Tag(1), PresenceChange.Removed, null, PlaceId.Parse("fridge-1/shelf-1"), 0.99, TestBags.Key(1), web.Time.GetUtcNow()),
            new UnitIssued(TestBags.Key(2), "ICU", null, web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromMinutes(1));

        JsonElement before = await viewer.JsonAsync($"/api/v1/fridges/fridge-1/known?at={then}"), after = await viewer.JsonAsync($"/api/v1/fridges/fridge-1/known?at={Now(web)}");

        Assert.Equal([TestBags.Key(1).ToString(), TestBags.Key(2).ToString()], Keys(before));
        Assert.Equal(("available", 0.98), (Shelf(before, 1)[0].Text("status"), Shelf(before, 1)[0].GetProperty("chance").GetDouble()));
        Assert.Equal(JsonValueKind.String, before.GetProperty("doorOpenSince").ValueKind);
        JsonElement map = before.GetProperty("map");
        Assert.Equal((2, 4, "passed"), (map.GetProperty("version").GetInt32(), map.GetProperty("walk").GetInt32(), map.Text("verdict")));
        Assert.Equal(("fridge-1/shelf-2", "deadSpot"), (map.GetProperty("points")[0].Text("shelf"), map.GetProperty("points")[0].Text("finding")));
        Assert.Equal([TestBags.Key(2).ToString()], Keys(after));
        Assert.Equal("issued", Shelf(after, 1)[0].Text("status")); // by its tag it still lies there
        Assert.Equal(TestBags.Key(1).ToString(), Assert.Single(after.GetProperty("out").EnumerateArray()).GetProperty("bag").Text("key"));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (after.GetProperty("map").ValueKind, after.GetProperty("doorOpenSince").ValueKind));

        static string[] Keys(JsonElement fridge) =>
            [.. fridge.GetProperty("shelves").EnumerateArray().SelectMany(static shelf => shelf.GetProperty("bags").EnumerateArray()).Select(static bag => bag.GetProperty("bag").Text("key"))];
        static JsonElement[] Shelf(JsonElement fridge, int at) => [.. fridge.GetProperty("shelves")[at].GetProperty("bags").EnumerateArray()];
    }

    [Theory]
    [InlineData("cellar", "2026-11-22T06:00:00Z", HttpStatusCode.NotFound)]
    [InlineData("fridge-1", "2030-11-22T06:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("fridge-1", "noon", HttpStatusCode.BadRequest)]
    public async Task Known_UnreasonableQuestion_IsRefused(string fridge, string at, HttpStatusCode wanted)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync($"/api/v1/fridges/{fridge}/known?at={at}");

        Assert.Equal(wanted, answer.StatusCode);
    }

    private static string Now(WebFixture web) => web.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
