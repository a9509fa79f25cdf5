using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Devices;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

public sealed class StockAndUnitTests
{
    private static readonly BloodGroup s_oNegative = new(Abo.O, RhD.Negative);

    [Fact]
    public async Task Stock_CountsWhatCanBeIssued_InBoardOrder()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-2", s_oNegative, TimeSpan.FromDays(2));
        await web.PlaceAsync(3, "fridge-2/shelf-1", s_oNegative, TimeSpan.FromHours(1));
        await web.PlaceAsync(4, "fridge-2/shelf-1");
        await web.RecordAsync(new UnitQuarantined(TestBags.Key(4), QuarantineReason.Recall, web.Time.GetUtcNow()));
        web.Live.Update(new UnknownTag(TestBags.Tag(99), "fridge-1", 0.9, web.Time.GetUtcNow(), web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromHours(2));

        JsonElement stock = await viewer.JsonAsync("/api/v1/stock");

        JsonElement row = Assert.Single(stock.GetProperty("rows").EnumerateArray());
        Assert.Equal("redCells", row.Text("component"));
        Assert.Equal("U", row.Text("unitKind"));
        Assert.Equal(
            ["A positive 0", "B positive 0", "O positive 1", "AB positive 0", "A negative 0", "B negative 0", "O negative 1", "AB negative 0"],
            row.GetProperty("cells").EnumerateArray().Select(
                static cell => $"{cell.Text("abo")} {cell.Text("rhD")} {cell.GetProperty("bags").GetInt32()}"));
        Assert.Equal(4, row.GetProperty("amount").GetDecimal());
        Assert.Equal(
            (1, 1, 1, 1), (Count("quarantined"), Count("expired"), Count("shortDated"), Count("unknownTags")));
        Assert.Equal("2026-11-22T08:00:00Z", stock.Text("asOf"));
        Assert.Equal(web.Ledger.Current.Seq, stock.GetProperty("seq").GetInt64());

        int Count(string name) => stock.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Stock_Unchanged_IsNotSentAgain()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(web.Received(1));
        using HttpResponseMessage first = await viewer.GetAsync("/api/v1/stock");
        web.Time.Advance(TimeSpan.FromMinutes(1));

        using HttpResponseMessage same = await AskAsync();
        await web.RecordAsync(web.Received(2));
        using HttpResponseMessage changed = await AskAsync();

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);

        Task<HttpResponseMessage> AskAsync()
        {
            HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/stock");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            return viewer.SendAsync(request);
        }
    }

    [Fact]
    public async Task Units_Paged_GivesEachOnceFirstToExpireFirst()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        // Three bags of each expiry: the order within one is by number, and a page may end in the middle of it.
        await web.RecordAsync([.. Enumerable.Range(1, 25).Select(i => web.Received(i, expiresIn: TimeSpan.FromDays(30 - (i / 3))))]);
        foreach (string sort in (string[])["fefo", "number"])
        {
            List<string> seen = [], expiries = [];
            string? cursor = null;
            do
            {
                JsonElement page = await viewer.JsonAsync($"/api/v1/units?limit=7&sort={sort}" + (cursor is null ? "" : $"&cursor={cursor}"));
                seen.AddRange(page.Items().Select(static item => item.Text("key")));
                expiries.AddRange(page.Items().Select(static item => item.Text("expiresAt")));
                cursor = page.GetProperty("next").GetString();
            }
            while (cursor is not null);

            Assert.Equal(25, seen.Distinct().Count());
            Assert.Equal(25, seen.Count);
            Assert.Equal((sort == "fefo" ? expiries : seen).Order(StringComparer.Ordinal), sort == "fefo" ? expiries : seen);
        }
    }

    [Theory]
    [InlineData("G123417000002E0304V00", 1)]
    [InlineData("G1234 17 000002", 1)]
    [InlineData("=G123417000002", 1)] // a scan cut short is no bag
    [InlineData("000002", 1)]
    [InlineData("17-000002", 1)]
    [InlineData("E28011700000020F00000002", 1)]
    [InlineData("O-", 1)]
    [InlineData("o−", 1)]
    [InlineData("O+", 2)]
    [InlineData("悬浮", 3)]
    [InlineData("suspended red", 3)]
    [InlineData("999999", 0)]
    [InlineData("<script>", 0)]
    [InlineData("%", 0)]
    public async Task Units_Text_FindsWhatIsMeant(string text, int count)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-2", s_oNegative);
        await web.PlaceAsync(3, "fridge-2/shelf-1");
        if (text.StartsWith('=')) count = 0;

        JsonElement list = await viewer.JsonAsync($"/api/v1/units?q={Uri.EscapeDataString(text)}");

        Assert.Equal(count, list.Items().Length);
    }

    [Fact]
    public async Task Units_Filters_AreTheCountsBesideTheBoard()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-1", expiresIn: TimeSpan.FromMinutes(1));
        await web.PlaceAsync(3, "fridge-1/shelf-2");
        await web.PlaceAsync(4, "fridge-2/shelf-1");
        await web.RecordAsync(
            new UnitQuarantined(TestBags.Key(4), QuarantineReason.Recall, now),
            new TagPlaced(TestBags.Tag(3), PresenceChange.Removed, null, PlaceId.Parse("fridge-1/shelf-2"), 0.99, TestBags.Key(3), now));
        web.Beliefs[TestBags.Tag(3)] = new PlaceBelief(null, 0.99, true, null, 0, now, true);
        web.Beliefs[TestBags.Tag(4)] = new PlaceBelief(PlaceId.Parse("fridge-2/shelf-1"), 0.9, true, null, 0, now, false);
        web.Time.Advance(TimeSpan.FromMinutes(5));

        JsonElement stock = await viewer.JsonAsync("/api/v1/stock");
        foreach ((string filter, string member, int number) in (IEnumerable<(string, string, int)>)
            [("expired", "expired", 2), ("out", "out", 3), ("quarantine", "quarantined", 4), ("notVerified", "notVerified", 4)])
        {
            JsonElement list = await viewer.JsonAsync($"/api/v1/units?filter={filter}");
            JsonElement item = Assert.Single(list.Items());
            Assert.Equal(TestBags.Key(number).ToString(), item.Text("key"));
            Assert.Equal(1, stock.GetProperty(member).GetInt32());
        }
        JsonElement both = await viewer.JsonAsync("/api/v1/units?filter=notVerified&cabinet=fridge-1");
        Assert.Empty(both.Items());
        JsonElement exact = await viewer.JsonAsync($"/api/v1/units?filter=out&q={TestBags.Key(1)}");
        Assert.Empty(exact.Items()); // a text never overrules the filter
    }

    [Fact]
    public async Task Unit_Detail_SaysWhereAndHowSure()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.PlaceAsync(1, "fridge-2/shelf-1");
        await web.RecordAsync(web.Received(1) with { Unit = TestBags.Key(1, "D0301V00") });
        web.Beliefs[TestBags.Tag(1)] = new PlaceBelief(
            PlaceId.Parse("fridge-2/shelf-2"), 0.61, false, PlaceId.Parse("fridge-2/shelf-1"), 0.35, now.AddSeconds(-4), true);

        JsonElement unit = await viewer.JsonAsync($"/api/v1/units/{TestBags.Key(1)}");

        JsonElement where = unit.GetProperty("where");
        Assert.Equal(("notSure", "fridge-2/shelf-2", "fridge-2", "shelf-2"), (where.Text("state"), where.Text("place"), where.Text("cabinet"), where.Text("shelf")));
        Assert.Equal((0.61, 0.35), (where.GetProperty("chance").GetDouble(), where.GetProperty("nextChance").GetDouble()));
        Assert.Equal("2026-11-22T05:59:56Z", where.Text("heardAt"));
        Assert.Equal("悬浮红细胞", unit.Text("productNameZh"));
        Assert.Equal("notSure", Assert.Single(unit.GetProperty("tags").EnumerateArray()).GetProperty("where").Text("state"));
        Assert.Equal(TestBags.Key(1, "D0301V00").ToString(), Assert.Single(unit.GetProperty("sameDonation").EnumerateArray()).Text("key"));
    }

    [Fact]
    public async Task Where_EachCase_HasItsWord()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        PlaceId shelf = PlaceId.Parse("fridge-1/shelf-1");
        await web.RecordAsync(web.Received(1));
        for (int i = 2; i <= 5; i++) await web.PlaceAsync(i, "fridge-1/shelf-1");
        web.Beliefs[TestBags.Tag(3)] = new PlaceBelief(null, 0.7, false, shelf, 0.3, now, true); // perhaps out
        web.Beliefs[TestBags.Tag(4)] = new PlaceBelief(null, 0.999, true, shelf, 0.001, now, true);
        web.Beliefs[TestBags.Tag(5)] = new PlaceBelief(shelf, 0.9, true, null, 0, now, false);

        string[] states = [.. (await viewer.JsonAsync("/api/v1/units?sort=number")).Items().Select(
            static item => $"{item.GetProperty("where").Text("state")} {item.GetProperty("where").GetProperty("place").GetString()}")];

        Assert.Equal(
            ["neverHeard ", "here fridge-1/shelf-1", "notSure fridge-1/shelf-1", "removed ", "notVerified fridge-1/shelf-1"], states);
    }

    [Fact]
    public async Task Unit_Unknown_Is404InBothLanguages()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        foreach (string path in (string[])["/api/v1/units/G123417999999E0304V00", "/api/v1/units/x/events", "/api/v1/places/nowhere/units", "/api/v1/fridges/x"])
        {
            using HttpResponseMessage answer = await viewer.GetAsync(path);
            JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("未找到", problem.Text("titleZh"));
            Assert.Equal(path, problem.Text("instance"));
        }
    }

    [Fact]
    public async Task Events_OfABag_NewestFirstWithWhoDidIt()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string key = TestBags.Key(1).ToString();
        await staff.ActAsync("/api/v1/receipts", new { units = new[] { TestBags.Receipt(1) } });
        await web.RecordAsync(web.Received(2, expiresIn: TimeSpan.FromDays(30))); // after the other: that one is the first to expire
        await staff.ActAsync("/api/v1/issues", new { units = new[] { key }, destination = "ward 12" });

        JsonElement first = await staff.JsonAsync($"/api/v1/units/{key}/events?limit=1");
        JsonElement second = await staff.JsonAsync($"/api/v1/units/{key}/events?limit=1&cursor={first.Text("next")}");

        JsonElement issued = Assert.Single(first.Items()), received = Assert.Single(second.Items());
        Assert.Equal(("UnitIssued/1", "person", "staff", "Staff 测试"), (issued.Text("type"), issued.Text("actorKind"), issued.Text("actor"), issued.Text("actorName")));
        Assert.Equal("ward 12", issued.GetProperty("data").Text("destination"));
        Assert.Equal("UnitReceived/1", received.Text("type"));
        Assert.Null(second.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Audit_ByPersonAndTime_FindsWhatTheyDid()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await staff.ActAsync("/api/v1/receipts", new { units = new[] { TestBags.Receipt(1) } });
        web.Time.Advance(TimeSpan.FromHours(1));
        await staff.ActAsync("/api/v1/issues", new { units = new[] { TestBags.Key(1).ToString() }, destination = "ward 12" });
        await web.WaitForAsync(static entry => entry.Event is PersonSignedIn { Account: "supervisor" });

        JsonElement all = await supervisor.JsonAsync("/api/v1/audit?person=staff");
        JsonElement late = await supervisor.JsonAsync("/api/v1/audit?person=staff&from=2026-11-22T06:30:00Z");
        JsonElement both = await supervisor.JsonAsync($"/api/v1/audit?person=staff&unit={TestBags.Key(1)}&to=2026-11-22T06:30:00Z");

        Assert.Contains("UnitReceived/1", all.Items().Select(static item => item.Text("type")));
        Assert.Equal(["UnitIssued/1"], late.Items().Select(static item => item.Text("type")));
        Assert.Equal(["UnitReceived/1"], both.Items().Select(static item => item.Text("type")));

        await supervisor.JsonAsync("/api/v1/audit?person=staff"); // again, within ten minutes: one look
        AuditRead[] reads = [.. (await web.Ledger.ReadAsync(0, 1000, WebFixture.Ct)).Select(static entry => entry.Event).OfType<AuditRead>()];
        Assert.Equal(3, reads.Length);
        Assert.Equal(("staff", TestBags.Key(1).ToString()), (reads[2].Person, reads[2].Unit));
        Assert.Contains("AuditRead/1", (await supervisor.JsonAsync("/api/v1/audit?person=supervisor")).Items().Select(static item => item.Text("type")));
    }

    [Fact]
    public async Task Tags_Unknown_AreListedUntilTheySpeakForABag()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        DateTimeOffset now = web.Time.GetUtcNow();
        for (int i = 1; i <= 3; i++) web.Live.Update(new UnknownTag(TestBags.Tag(i), "fridge-1/shelf-1", 0.93, now.AddSeconds(-9), now));
        await web.RecordAsync(web.Received(1));

        JsonElement before = await staff.JsonAsync("/api/v1/tags?unknown=true&limit=2");
        JsonElement rest = await staff.JsonAsync($"/api/v1/tags?unknown=true&limit=2&cursor={before.Text("next")}");
        await staff.ExchangeAsync("/api/v1/tags", new { tag = TestBags.Tag(1).ToString(), unit = TestBags.Key(1).ToString() });
        JsonElement after = await staff.JsonAsync("/api/v1/tags");

        Assert.Equal(2, before.Items().Length);
        Assert.Equal(TestBags.Tag(3).ToString(), Assert.Single(rest.Items()).Text("uii"));
        Assert.Equal(2, after.Items().Length);
        Assert.Equal(0.93, before.Items()[0].GetProperty("chance").GetDouble());
    }
}
