using System.Net;
using System.Text.Json;
using Edge.Devices;
using Edge.Ledger.Samples;
using Edge.Web.History;
using Inventory;
using Inventory.ColdChain;
using Inventory.People;
using Inventory.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

public sealed class FridgeAndAlarmTests
{
    private static readonly PlaceId s_fridge = PlaceId.Parse("fridge-1"), s_shelf = PlaceId.Parse("fridge-1/shelf-1");

    [Fact]
    public async Task Fridge_ShowsBandProbesShelvesAndWhatIsOut()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        await web.PlaceAsync(3, "fridge-1/shelf-2");
        await web.PlaceAsync(4, "fridge-2/shelf-1");
        web.Time.Advance(TimeSpan.FromMinutes(10)); // the bags lay there before
        await web.RecordAsync(new DoorOpened(s_fridge, web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromSeconds(20));
        await web.RecordAsync(
            new DoorClosed(s_fridge, web.Time.GetUtcNow()),
            new TagPlaced(TestBags.Tag(2), PresenceChange.Removed, null, s_shelf, 0.99, TestBags.Key(2), web.Time.GetUtcNow()));
        web.Beliefs[TestBags.Tag(2)] = new PlaceBelief(null, 0.99, true, null, 0, now, true);
        web.Live.Update(s_fridge, cabinet => cabinet with
        {
            Probes = [new ProbeLive("top", ProbeState.Good, 4.1, now, null)], DoorOpen = false, DoorSince = now,
        });
        web.Live.Update(new DeviceHealth("reader-1", "reader", DeviceState.InService, 100, "reads/s", null, null, now, now)
        {
            Antennas = [new AntennaHealth(1, "fridge-1/shelf-1", 30, 12, null), new AntennaHealth(2, "fridge-1/shelf-2", 30, 0, "antenna-deaf")],
        });

        JsonElement fridge = await viewer.JsonAsync("/api/v1/fridges/fridge-1");
        JsonElement list = await viewer.JsonAsync("/api/v1/fridges");

        Assert.Equal((2.0, 6.0, 5.5), (fridge.GetProperty("lowCelsius").GetDouble(), fridge.GetProperty("highCelsius").GetDouble(), fridge.GetProperty("warnHigh").GetDouble()));
        Assert.Equal((2, 1), (fridge.GetProperty("bags").GetInt32(), fridge.GetProperty("outNow").GetInt32()));
        JsonElement[] shelves = [.. fridge.GetProperty("shelves").EnumerateArray()];
        Assert.Equal(["listening", "deaf"], shelves.Select(static shelf => shelf.Text("antenna")));
        Assert.Equal([1, 1], shelves.Select(static shelf => shelf.GetProperty("bags").GetInt32()));
        Assert.Equal("good", fridge.GetProperty("probes")[0].Text("state"));
        JsonElement opening = Assert.Single(fridge.GetProperty("openings").EnumerateArray());
        Assert.Equal(20, opening.GetProperty("seconds").GetDouble());
        Assert.Equal(TestBags.Key(2).ToString(), Assert.Single(opening.GetProperty("left").EnumerateArray()).GetString());
        Assert.Equal(0, opening.GetProperty("came").GetArrayLength());
        Assert.Equal(TestBags.Key(2).ToString(), Assert.Single(fridge.GetProperty("out").EnumerateArray()).GetProperty("unit").Text("key"));
        Assert.Equal(["fridge-1", "fridge-2"], list.Items().Select(static item => item.Text("id")));
        Assert.Equal(
            [TestBags.Key(1).ToString()], (await viewer.JsonAsync("/api/v1/places/fridge-1/shelf-1/units")).Items().Select(static item => item.Text("key")));
        Assert.Equal(2, (await viewer.JsonAsync("/api/v1/places/fridge-1/units")).Items().Length);
    }

    [Fact]
    public async Task Samples_GapsAreNull_AndExcursionsAndDoorsStandBeside()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset start = web.Time.GetUtcNow();
        for (int minute = 0; minute < 30; minute++)
            if (minute is < 10 or >= 20)
                web.Samples.Append(new TemperatureSample("fridge-1/top", s_fridge, ProbeSample.Good(4 + (minute / 10.0), start.AddMinutes(minute))));
        web.Time.Advance(TimeSpan.FromMinutes(30));
        await web.RecordAsync(
            new DoorOpened(s_fridge, start.AddMinutes(3)), new DoorClosed(s_fridge, start.AddMinutes(4)),
            new ExcursionBegan(1, s_fridge, "top", ExcursionSide.TooWarm, 6, 6.4, [], start.AddMinutes(20)));

        JsonElement samples = await viewer.JsonAsync("/api/v1/fridges/fridge-1/samples?from=2026-11-22T06:00:00Z&to=2026-11-22T06:30:00Z&step=600");

        JsonElement probe = Assert.Single(samples.GetProperty("probes").EnumerateArray());
        Assert.Equal(["2026-11-22T06:00:00Z", "2026-11-22T06:10:00Z", "2026-11-22T06:20:00Z"], probe.GetProperty("at").EnumerateArray().Select(static at => at.GetString()));
        Assert.Equal([4.0, null, 6.0], probe.GetProperty("min").EnumerateArray().Select(Number));
        Assert.Equal([4.45, null, 6.45], probe.GetProperty("mean").EnumerateArray().Select(Number));
        Assert.Equal([4.9, null, 6.9], probe.GetProperty("max").EnumerateArray().Select(Number));
        Assert.Equal(1, Assert.Single(samples.GetProperty("excursions").EnumerateArray()).GetProperty("number").GetInt32());
        Assert.Equal("2026-11-22T06:03:00Z", Assert.Single(samples.GetProperty("doors").EnumerateArray()).Text("from"));
        JsonElement spark = (await viewer.JsonAsync("/api/v1/fridges")).Items()[0].GetProperty("spark");
        Assert.Equal(36, spark.GetArrayLength());
        Assert.Equal([4.45, null, 6.45], spark.EnumerateArray().TakeLast(3).Select(static point => Number(point.GetProperty("celsius"))));

        static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
    }

    [Theory]
    [InlineData("from=2026-11-22T06:00:00Z&to=2026-11-22T05:00:00Z")]
    [InlineData("from=2020-01-01T00:00:00Z&to=2026-11-22T05:00:00Z")]
    [InlineData("step=0")]
    [InlineData("step=-5")]
    [InlineData("from=2026-11-01T00:00:00Z&step=1")]
    [InlineData("to=0001-01-01T00:00:00Z")]
    public async Task Samples_UnreasonableSpan_Is400(string query)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync($"/api/v1/fridges/fridge-1/samples?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Excursion_OpenThenEnded_KeepsItsBags()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.RecordAsync(new ExcursionBegan(1, s_fridge, "top", ExcursionSide.TooWarm, 6, 6.4, [TestBags.Key(1)], now));

        JsonElement open = await viewer.JsonAsync("/api/v1/excursions/1");
        JsonElement fridge = (await viewer.JsonAsync("/api/v1/fridges")).Items()[0];
        await web.RecordAsync(
            new ExcursionWorsened(1, 7.4, [TestBags.Key(1)], now.AddMinutes(5)), new ExcursionEnded(1, s_fridge, 7.4, 6.8, 1320, 180, now.AddMinutes(25)));
        JsonElement ended = await viewer.JsonAsync("/api/v1/excursions/1");

        Assert.Equal(1, fridge.GetProperty("excursion").GetInt32());
        Assert.Equal(JsonValueKind.Null, open.GetProperty("endedAt").ValueKind);
        Assert.Equal((7.4, 1320, 180), (ended.GetProperty("worstCelsius").GetDouble(), ended.GetProperty("secondsOutside").GetInt32(), ended.GetProperty("secondsUnknown").GetInt32()));
        Assert.Equal(TestBags.Key(1).ToString(), Assert.Single(ended.GetProperty("units").EnumerateArray()).Text("key"));
    }

    [Fact]
    public async Task Alarm_WholeLife_IsSeenInEachList()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.RecordAsync(
            new AlarmRaised(1, AlarmKind.DoorOpenTooLong, AlarmPriority.High, "fridge-2", null, 0, now),
            new AlarmRaised(2, AlarmKind.TemperatureHigh, AlarmPriority.Critical, "fridge-1/top", 6.4, 37, now.AddSeconds(1)));

        JsonElement[] open = (await staff.JsonAsync("/api/v1/alarms")).Items();
        (HttpStatusCode noReason, JsonElement problem) = await staff.ExchangeAsync("/api/v1/alarms/2/acknowledge", new { reason = "" });
        (HttpStatusCode acknowledged, _) = await staff.ExchangeAsync("/api/v1/alarms/2/acknowledge", new { reason = "going there" });
        (HttpStatusCode twice, _) = await staff.ExchangeAsync("/api/v1/alarms/2/acknowledge", new { reason = "going there" });
        JsonElement[] after = (await staff.JsonAsync("/api/v1/alarms?state=open")).Items();
        await web.RecordAsync(new AlarmReturned(1, now.AddMinutes(1)), new AlarmReturned(2, now.AddMinutes(2)));
        JsonElement[] returned = (await staff.JsonAsync("/api/v1/alarms?state=returned")).Items();
        JsonElement history = await staff.JsonAsync("/api/v1/alarms?state=history&limit=1");
        JsonElement rest = await staff.JsonAsync($"/api/v1/alarms?state=history&limit=1&cursor={history.Text("next")}");

        Assert.Equal([2, 1], open.Select(static alarm => alarm.GetProperty("number").GetInt32()));
        Assert.Equal(("1号冰箱上探头", "Fridge 1, top probe"), (open[0].Text("sourceNameZh"), open[0].Text("sourceNameEn")));
        Assert.Equal(HttpStatusCode.Conflict, noReason);
        Assert.Equal("reasonMissing", problem.Text("refusal"));
        Assert.Equal(HttpStatusCode.OK, acknowledged);
        Assert.Equal(HttpStatusCode.Conflict, twice);
        Assert.Equal([1, 2], after.Select(static alarm => alarm.GetProperty("number").GetInt32()));
        Assert.Equal(("acknowledged", "Staff 测试", "going there"), (after[1].Text("state"), after[1].Text("acknowledgedName"), after[1].Text("acknowledgeReason")));
        Assert.Equal("returnedUnacknowledged", Assert.Single(returned).Text("state"));
        Assert.Equal(("normal", "2026-11-22T06:02:00Z"), (history.Items()[0].Text("state"), history.Items()[0].Text("returnedAt")));
        Assert.Equal(1, Assert.Single(rest.Items()).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task History_Deleted_IsMadeAnewFromTheLedger()
    {
        WebFixture web = await WebFixture.StartAsync();
        using WebClient before = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(new AlarmRaised(1, AlarmKind.SensorSilent, AlarmPriority.Critical, "fridge-1/top", null, 3, web.Time.GetUtcNow()));
        await before.JsonAsync("/api/v1/alarms?state=history");
        web.Services.GetRequiredService<HistoryStore>().Clear();

        await using WebFixture restarted = await web.RestartAsync();
        using WebClient viewer = await restarted.SignedInAsync(Role.Viewer);
        JsonElement history = await viewer.JsonAsync("/api/v1/alarms?state=history");

        Assert.Single(history.Items());
    }
}
