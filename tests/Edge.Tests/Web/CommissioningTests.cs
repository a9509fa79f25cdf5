using System.Net;
using System.Text.Json;
using Edge.Devices;
using Edge.Operations;
using Edge.Tests.Devices;
using HardwareSim;
using HardwareSim.Faults;
using Inventory;
using Inventory.Commissioning;
using Inventory.People;
using Inventory.Presence;
using Microsoft.Extensions.DependencyInjection;
using Readers;
using Readers.Sensors;

namespace Edge.Tests.Web;

/// <summary>A technician walks through a simulated cabinet: the tag is where the simulator holds it, and the antennas hear what radio gives.</summary>
public sealed class CommissioningTests
{
    private const string TagHex = "3074257BF400000000000007";

    [Fact]
    public async Task Walk_ThroughACabinetAndAgainWithACutCable_IsReportedAndCompared()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician), second = await bench.Web.SignedInAsync(Role.Supervisor);

        await bench.WalkAsync(technician, 1);
        await OkAsync(technician, "commissionings/1/finish", new { });
        bench.Site.Apply(FaultPlan.Parse("deaf reader-1/2 10h"));
        await bench.WalkAsync(technician, 2);
        await OkAsync(technician, "commissionings/2/finish", new { });

        JsonElement first = await technician.JsonAsync("/api/v1/commissionings/1"), then = await technician.JsonAsync("/api/v1/commissionings/2");
        Assert.NotEqual("failed", first.Text("verdict"));
        Assert.Equal(("failed", 2, "Technician 测试"), (then.Text("verdict"), then.GetProperty("version").GetInt32(), then.Text("endedByName")));
        Assert.Equal([24, 24], first.GetProperty("antennas").EnumerateArray().Select(static antenna => antenna.GetProperty("powerDbm").GetInt32()));
        JsonElement[] points = [.. then.GetProperty("points").EnumerateArray()];
        Assert.All(points[3..], static point => Assert.Equal("deadSpot", point.Text("finding")));
        Assert.All(points[..3], static point => Assert.True(point.GetProperty("own").GetProperty("share").GetDouble() > 0.5));
        JsonElement[] changed = [.. then.GetProperty("comparison").GetProperty("points").EnumerateArray().Where(static point => point.Text("now") == "deadSpot")];
        Assert.Equal(3, changed.Length);
        Assert.All(changed, static point => Assert.True(point.GetProperty("shareBefore").GetDouble() > point.GetProperty("shareNow").GetDouble()));
        JsonElement weak = then.GetProperty("powers")[1];
        Assert.Equal(27, weak.GetProperty("proposedDbm").GetInt32()); // more for a dead spot

        using HttpResponseMessage csv = await technician.GetAsync("/api/v1/commissionings/2/report.csv");
        string[] lines = (await csv.Content.ReadAsStringAsync(WebFixture.Ct)).TrimEnd().Split("\r\n");
        Assert.Equal(1 + (6 * 2), lines.Length);
        Assert.Contains("fridge-1/shelf-2,right,deadSpot", lines[^1], StringComparison.Ordinal);

        (HttpStatusCode status, JsonElement refused) = await technician.ExchangeAsync("/api/v1/models/fridge-1", new { version = 1, reason = "" });
        Assert.Equal((HttpStatusCode.Conflict, "secondPersonNeeded"), (status, refused.Text("refusal")));
        await OkAsync(second, "models/fridge-1", new { version = 1, reason = "as last year" });
        JsonElement cabinet = (await technician.JsonAsync("/api/v1/commissionings")).GetProperty("cabinets")[0];
        Assert.Equal((1, 2), (cabinet.GetProperty("activeVersion").GetInt32(), cabinet.GetProperty("reports")[0].GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Listen_DoorStandsOpenOrAntennasLookHarder_CountsNothing()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        await bench.BeginAsync(technician);
        await bench.Web.RecordAsync(new DoorOpened(PlaceId.Parse("fridge-1"), bench.Web.Time.GetUtcNow()));
        await bench.ListenAsync(technician, 1, "fridge-1/shelf-1", "left");

        bench.Site.AdvanceBy(TimeSpan.FromSeconds(30));

        JsonElement listening = (await technician.JsonAsync("/api/v1/commissionings/1")).GetProperty("listening");
        Assert.Equal((0, true), (listening.GetProperty("seconds").GetDouble(), listening.GetProperty("doorOpen").GetBoolean()));
        Assert.Equal(2, listening.GetProperty("deaf").GetArrayLength());
        await bench.Web.RecordAsync(new DoorClosed(PlaceId.Parse("fridge-1"), bench.Web.Time.GetUtcNow()));
        bench.Site.Change("reader-1", Bench.Profile(moreDb: 3));
        bench.Site.AdvanceBy(TimeSpan.FromSeconds(10));
        listening = (await technician.JsonAsync("/api/v1/commissionings/1")).GetProperty("listening");
        Assert.InRange(listening.GetProperty("seconds").GetDouble(), 0, 0.5); // what was under way when the power changed
        bench.Site.Change("reader-1", Bench.Profile());
        bench.Site.AdvanceBy(TimeSpan.FromSeconds(2));
        listening = (await technician.JsonAsync("/api/v1/commissionings/1")).GetProperty("listening");
        Assert.InRange(listening.GetProperty("seconds").GetDouble(), 0.1, 3);
        Assert.Equal(0, listening.GetProperty("deaf").GetArrayLength());
    }

    [Fact]
    public async Task Walk_ServiceRestarts_GoesOnAtTheNextPoint()
    {
        Bench bench = await Bench.StartAsync();
        using (WebClient technician = await bench.Web.SignedInAsync(Role.Technician))
        {
            await bench.BeginAsync(technician);
            await bench.HearAsync(technician, 1, "fridge-1/shelf-1", "left");
            await OkAsync(technician, "commissionings/1/skip", new { shelf = "fridge-1/shelf-1", side = "middle", reason = "a box is in the way" });
        }

        await using WebFixture next = await bench.Web.RestartAsync();
        using WebClient after = await next.SignedInAsync(Role.Technician);

        JsonElement walk = await after.JsonAsync("/api/v1/commissionings/1");
        Assert.Equal(("fridge-1/shelf-1", "right"), (walk.GetProperty("next").Text("shelf"), walk.GetProperty("next").Text("side")));
        Assert.Equal("a box is in the way", walk.GetProperty("points")[1].Text("reason"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Activate_MapOfAWalk_IsWeighedAtOnceWhereTheSettingsWantIt(bool placesByWalk)
    {
        await using Bench bench = await Bench.StartAsync(placesByWalk);
        using WebClient second = await bench.Web.SignedInAsync(Role.Supervisor);
        PlaceId[] shelves = [.. Enumerable.Range(1, 2).Select(static shelf => PlaceId.Parse($"fridge-1/shelf-{shelf}"))];
        PointFigure[] figures = [.. from at in Enumerable.Range(0, 4) from side in Enum.GetValues<ShelfSide>()
            let own = at % 2 == at / 2 // the antenna of shelf 1 hears shelf 2 as well, and not the other way round
            select new PointFigure(shelves[at / 2], side, "reader-1", (byte)((at % 2) + 1), shelves[at % 2], 5, 50, 50, 100, own ? -48 : at == 2 ? -49 : -80)];
        DateTimeOffset now = bench.Web.Time.GetUtcNow();
        await bench.Web.RecordAsync(new CabinetQualified(
            1, PlaceId.Parse("fridge-1"), default, 1, TagUii.Parse(TagHex), 5, now, "0142", [], [], figures, [], [], QualificationVerdict.Passed, now));

        await OkAsync(second, "models/fridge-1", new { version = 1, reason = "" });
        await bench.LookAsync();

        PlaceBelief belief = bench.BeliefOfATagThatBothHearAlike();
        double lead = (belief.Zone == shelves[1] ? 1 : -1) * (belief.Chance - belief.NextChance);
        if (placesByWalk) Assert.InRange(lead, 0.2, 1);
        else Assert.InRange(lead, -0.05, 0.05); // by its kind alone neither is likelier
    }

    [Theory]
    [InlineData("fridge-9", TagHex, 5)]
    [InlineData("fridge-1", "no tag", 5)]
    [InlineData("fridge-1", TagHex, 1)]
    public async Task Begin_WhatCannotBeWalked_IsBad(string cabinet, string tag, int seconds)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient technician = await web.SignedInAsync(Role.Technician);

        (HttpStatusCode status, _) = await technician.ExchangeAsync("/api/v1/commissionings", new { cabinet, tag, secondsPerPoint = seconds });

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private static async Task OkAsync(WebClient client, string path, object body)
    {
        (HttpStatusCode status, JsonElement answer) = await client.ExchangeAsync($"/api/v1/{path}", body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer}");
    }

    /// <summary>The real host with the desk that listens, on a stepped site of one cabinet with two drawers.</summary>
    private sealed class Bench : ISiteListener, IAsyncDisposable
    {
        private PresenceEngine _presence = null!;
        private ServiceRecorder _recorder = null!;
        private CarriedTag _tag = null!;

        public WebFixture Web { get; private set; } = null!;
        public SteppedSite Site { get; private set; } = null!;

        public static InventoryProfile Profile(int moreDb = 0) => new(
            [.. Enumerable.Range(1, 2).Select(port => new AntennaSettings((byte)port, 24) { MoreDb = moreDb })], Session.S1, PollInputs: true);

        public static async Task<Bench> StartAsync(bool placesByWalk = false)
        {
            Bench bench = new();
            SimulationOptions options = new() { Seed = new Seed(3), Cabinets = 1, ShelvesPerCabinet = 2, Bags = 6, StrayTags = 0, Activity = 0 };
            SiteSettings usual = TestSite.Settings();
            SiteSettings settings = new()
            {
                Site = usual.Site, Web = usual.Web, Cabinets = [usual.Cabinets[0]], Presence = new PresenceSection { PlacesByWalk = placesByWalk },
                Readers = [new ReaderSection
                {
                    Id = "reader-1", Port = "tcp://127.0.0.1:1",
                    Antennas = [.. Enumerable.Range(1, 2).Select(static port => new AntennaSection { Port = port, Place = $"fridge-1/shelf-{port}", PowerDbm = 24 })],
                }],
            };
            bench._presence = TestPresence.Engine(SiteLayout.Of(settings), settings);
            bench.Web = await WebFixture.StartAsync(_ => settings, services: all => all.AddSingleton(bench._presence)
                .AddSingleton(new ServiceBoot(Guid.NewGuid(), DateTimeOffset.UnixEpoch)).AddHosted<ServiceRecorder>().AddHosted<WalkDesk>());
            bench._recorder = bench.Web.Services.GetRequiredService<ServiceRecorder>();
            bench.Site = new SteppedSite(options, bench.Web.Time.GetUtcNow(), Profile(), TimeSpan.FromSeconds(15), bench);
            bench._tag = new CarriedTag(bench.Site.World);
            return bench;
        }

        public Task BeginAsync(WebClient client) => OkAsync(client, "commissionings", new { cabinet = "fridge-1", tag = TagHex, secondsPerPoint = 3 });

        public async Task ListenAsync(WebClient client, int walk, string shelf, string side)
        {
            _tag.HoldAt(shelf);
            Site.AdvanceBy(TimeSpan.FromSeconds(2)); // what was heard before it was held there is told
            await OkAsync(client, $"commissionings/{walk}/listen", new { shelf, side });
        }

        public async Task HearAsync(WebClient client, int walk, string shelf, string side)
        {
            await ListenAsync(client, walk, shelf, side);
            while (!Web.Ledger.Current.State.Walks[walk].IsDone(PlaceId.Parse(shelf), Enum.Parse<ShelfSide>(side, ignoreCase: true)))
            {
                Site.AdvanceBy(TimeSpan.FromSeconds(1));
                Web.Time.Advance(TimeSpan.FromSeconds(1));
                await LetTheDeskActAsync();
            }
        }

        public async Task WalkAsync(WebClient client, int walk)
        {
            await BeginAsync(client);
            foreach (string shelf in new[] { "fridge-1/shelf-1", "fridge-1/shelf-2" })
                foreach (string side in new[] { "left", "middle", "right" }) await HearAsync(client, walk, shelf, side);
        }

        /// <summary>The desk looks at what is in use.</summary>
        public async Task LookAsync()
        {
            for (int look = 0; look < 8; look++)
            {
                Web.Time.Advance(TimeSpan.FromSeconds(1));
                await LetTheDeskActAsync();
            }
        }

        public PlaceBelief BeliefOfATagThatBothHearAlike()
        {
            Assert.True(Epc.TryCreate(Convert.FromHexString("E28011700000020F00000001"), out Epc epc));
            DateTimeOffset at = Web.Time.GetUtcNow();
            foreach (byte port in new byte[] { 1, 2, 1, 2 })
                _presence.Process("reader-1", [ReaderEvent.Of(new TagRead { Epc = epc, AntennaPort = port, RssiDbm = -55, ObservedAt = at += TimeSpan.FromSeconds(1), Count = 1 })]);
            return _presence.Find(TagUii.Parse("E28011700000020F00000001"), at)!.Value;
        }

        public void OnReader(string reader, in ReaderEvent happened) => _presence.Process(reader, new ReadOnlySpan<ReaderEvent>(in happened));

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

        public ValueTask DisposeAsync() => Web.DisposeAsync();

        /// <summary>The test's clock must not run away from a desk that waits for the disk.</summary>
        private async Task LetTheDeskActAsync()
        {
            TaskCompletionSource recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _recorder.RecordAsync("mark", _ =>
            {
                recorded.TrySetResult();
                return new Decision.Refused(Refusal.AlreadyKnown);
            }, WebFixture.Ct);
            await recorded.Task;
        }
    }
}
