using System.Net;
using System.Text.Json;
using Inventory;
using Inventory.ColdChain;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>From door to door: who stood there, what left and came, and what became of it.</summary>
public sealed class OpeningTests
{
    private static readonly PlaceId s_fridge = PlaceId.Parse("fridge-1"), s_shelf = PlaceId.Parse("fridge-1/shelf-1");

    [Fact]
    public async Task Openings_BagIssuedAfterwards_NameWhoIssuedIt()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        web.Time.Advance(TimeSpan.FromHours(1));
        await OpenAsync(web, seconds: 12.5, noticed: 4, 1);
        web.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.True((await staff.ActAsync("/api/v1/issues", new { units = new[] { TestBags.Key(1).ToString() }, destination = "ICU" }))[0].GetProperty("accepted").GetBoolean());

        JsonElement opening = Assert.Single((await supervisor.JsonAsync("/api/v1/openings")).Items());

        Assert.Equal(("fridge-1", 12.5, 4.0, false), (opening.Text("cabinet"), opening.GetProperty("seconds").GetDouble(), opening.GetProperty("settledSeconds").GetDouble(), opening.GetProperty("settling").GetBoolean()));
        Assert.Equal(("bags", "staff", "Staff 测试"), (opening.GetProperty("opener").Text("basis"), opening.GetProperty("opener").Text("account"), opening.GetProperty("opener").Text("name")));
        JsonElement left = Assert.Single(opening.GetProperty("left").EnumerateArray());
        Assert.Equal((TestBags.Key(1).ToString(), "O"), (left.GetProperty("bag").Text("key"), left.GetProperty("bag").Text("abo").ToUpperInvariant()));
        Assert.Equal(("issued", "ICU", "Staff 测试"), (left.Text("outcome"), left.Text("note"), left.Text("byName")));
        Assert.Equal((0, JsonValueKind.Null), (opening.GetProperty("exceptions").GetInt32(), left.GetProperty("exceptionAt").ValueKind));
    }

    [Fact]
    public async Task Openings_RemovalNobodyAccountsFor_IsAnExceptionUntilSomebodyExplainsIt()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        web.Time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset gone = await OpenAsync(web, seconds: 20, noticed: 3, 2);
        Assert.Equal("out", (await OnlyAsync(viewer)).GetProperty("left")[0].Text("outcome"));
        web.Time.Advance(TimeSpan.FromMinutes(5));
        await web.RecordAsync(
            new RemovalUnaccounted(TestBags.Key(2), s_shelf, gone, web.Time.GetUtcNow()),
            new AlarmRaised(1, AlarmKind.UnaccountedRemoval, AlarmPriority.High, "fridge-1", null, 1, web.Time.GetUtcNow()));

        JsonElement open = await OnlyAsync(viewer);
        web.Time.Advance(TimeSpan.FromMinutes(20));
        await staff.ActAsync("/api/v1/removals/explain", new { units = new[] { TestBags.Key(2).ToString() }, cause = "shown to the inspector" });
        JsonElement explained = await OnlyAsync(viewer);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await web.RecordAsync(
            new AlarmReturned(1, web.Time.GetUtcNow()),
            new TagPlaced(TestBags.Tag(2), PresenceChange.Back, PlaceId.Parse("fridge-2/shelf-1"), null, 0.97, TestBags.Key(2), web.Time.GetUtcNow()));
        JsonElement back = await OnlyAsync(viewer);

        Assert.Equal((1, "unaccounted", 1), (open.GetProperty("exceptions").GetInt32(), open.GetProperty("left")[0].Text("outcome"), Assert.Single(open.GetProperty("alarms").EnumerateArray()).GetInt32()));
        Assert.Equal((0, "explained", "shown to the inspector", "Staff 测试"), (
            explained.GetProperty("exceptions").GetInt32(), explained.GetProperty("left")[0].Text("outcome"), explained.GetProperty("left")[0].Text("note"),
            explained.GetProperty("left")[0].Text("byName")));
        Assert.Equal(("explained", "fridge-2", 1), (back.GetProperty("left")[0].Text("outcome"), back.GetProperty("left")[0].Text("backIn"), back.GetProperty("alarms").GetArrayLength()));
        Assert.NotEqual("bags", back.GetProperty("opener").Text("basis")); // whoever explains it later need not have opened the door
    }

    [Theory]
    [InlineData(0, "nobody")]
    [InlineData(1, "signedIn")]
    [InlineData(2, "several")]
    public async Task Openings_NothingRecordedOfItsBags_SayWhoWasAtAScreen(int people, string basis)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        web.Time.Advance(TimeSpan.FromHours(1));
        WebClient[] others = [];
        if (people > 0) others = [await web.SignedInAsync(Role.Staff)];
        if (people > 1) others = [.. others, await web.SignedInAsync(Role.Technician)];
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await OpenAsync(web, seconds: 5, noticed: 0);
        await web.WaitForAsync(entry => people == 0 || entry.Event is PersonSignedIn { Account: var account } && account == (people == 1 ? "staff" : "technician"));
        web.Time.Advance(TimeSpan.FromMinutes(10));

        JsonElement opener = (await OnlyAsync(viewer)).GetProperty("opener");

        Assert.Equal((basis, people), (opener.Text("basis"), opener.GetProperty("people").GetInt32()));
        Assert.Equal(people == 1 ? "staff" : null, opener.GetProperty("account").GetString());
        foreach (WebClient other in others) other.Dispose();
    }

    [Fact]
    public async Task Openings_PutBackInTheSameOpening_HasNeitherLeftNorCome()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.PlaceAsync(3, "fridge-1/shelf-1");
        web.Time.Advance(TimeSpan.FromHours(1));
        await OpenAsync(web, seconds: 30, noticed: 2, 3);
        await web.RecordAsync(new TagPlaced(TestBags.Tag(3), PresenceChange.Back, s_shelf, null, 0.97, TestBags.Key(3), web.Time.GetUtcNow()));

        JsonElement opening = await OnlyAsync(viewer);

        Assert.Equal((0, 0, JsonValueKind.Null), (opening.GetProperty("left").GetArrayLength(), opening.GetProperty("came").GetArrayLength(), opening.GetProperty("settledSeconds").ValueKind));
    }

    [Fact]
    public async Task Openings_FilteredAndPaged_AreThoseOfTheCabinetAndTheTime()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset start = web.Time.GetUtcNow();
        for (int opening = 0; opening < 3; opening++)
        {
            await OpenAsync(web, seconds: 10, noticed: 0);
            web.Time.Advance(TimeSpan.FromHours(1));
        }
        await web.RecordAsync(new DoorOpened(PlaceId.Parse("fridge-2"), web.Time.GetUtcNow()));

        JsonElement all = await viewer.JsonAsync("/api/v1/openings"), page = await viewer.JsonAsync("/api/v1/openings?limit=3");
        JsonElement rest = await viewer.JsonAsync($"/api/v1/openings?limit=3&cursor={page.Text("next")}");
        JsonElement early = await viewer.JsonAsync($"/api/v1/openings?from={start:yyyy-MM-ddTHH:mm:ssZ}&to={start.AddMinutes(30):yyyy-MM-ddTHH:mm:ssZ}");

        Assert.Equal(["fridge-2", "fridge-1", "fridge-1", "fridge-1"], all.Items().Select(static item => item.Text("cabinet")));
        Assert.Equal(JsonValueKind.Null, all.Items()[0].GetProperty("closedAt").ValueKind);
        Assert.Equal(all.Items().Select(OpenedAt), page.Items().Concat(rest.Items()).Select(OpenedAt));
        Assert.Equal(OpenedAt(all.Items()[^1]), OpenedAt(Assert.Single(early.Items())));
        Assert.Equal(3, (await viewer.JsonAsync("/api/v1/openings?cabinet=fridge-1")).Items().Length);

        static string? OpenedAt(JsonElement item) => item.Text("openedAt");
    }

    [Theory]
    [InlineData("?cabinet=cellar", HttpStatusCode.NotFound)]
    [InlineData("?from=2026-11-22T06:00:00Z&to=2026-11-22T05:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?from=2020-11-22T06:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?cursor=9", HttpStatusCode.BadRequest)]
    [InlineData("?cursor=99999999999999999999.fridge-1", HttpStatusCode.BadRequest)]
    public async Task Openings_UnreasonableQuestion_IsRefused(string query, HttpStatusCode wanted)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync($"/api/v1/openings{query}");

        Assert.Equal(wanted, answer.StatusCode);
    }

    [Fact]
    public async Task Csv_OneLineABag_AndOneForAnOpeningWithoutAny()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        web.Time.Advance(TimeSpan.FromHours(1));
        await OpenAsync(web, seconds: 8, noticed: 2, 1, 2);
        web.Time.Advance(TimeSpan.FromHours(1));
        await OpenAsync(web, seconds: 3, noticed: 0);

        using HttpResponseMessage answer = await viewer.GetAsync("/api/v1/openings.csv");
        string[] lines = (await answer.Content.ReadAsStringAsync(WebFixture.Ct)).TrimEnd().Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(static c => c == ','), line.Count(static c => c == ',')));
        Assert.Equal(2, lines.Count(static line => line.Contains(",left,", StringComparison.Ordinal)));
    }

    /// <summary>Opens fridge 1, shuts it, and lets the antennas miss bags so many seconds later.</summary>
    /// <returns>When they were missed.</returns>
    private static async Task<DateTimeOffset> OpenAsync(WebFixture web, double seconds, double noticed, params int[] left)
    {
        await web.RecordAsync(new DoorOpened(s_fridge, web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromSeconds(seconds));
        await web.RecordAsync(new DoorClosed(s_fridge, web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromSeconds(noticed));
        DateTimeOffset now = web.Time.GetUtcNow();
        if (left.Length > 0)
            await web.RecordAsync([.. left.Select(bag => new TagPlaced(TestBags.Tag(bag), PresenceChange.Removed, null, s_shelf, 0.99, TestBags.Key(bag), now))]);
        return now;
    }

    private static async Task<JsonElement> OnlyAsync(WebClient client) => Assert.Single((await client.JsonAsync("/api/v1/openings")).Items());
}
