using System.Net;
using System.Text.Json;
using Edge.Devices;
using Edge.Operations;
using Edge.Searching;
using Edge.Tests.Devices;
using HardwareSim;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;
using Microsoft.Extensions.DependencyInjection;
using Readers;
using Readers.Sensors;

namespace Edge.Tests.Web;

/// <summary>Somebody gets nearer to a bag in a simulated cabinet: the number follows where the bag is held.</summary>
public sealed class SearchTests
{
    [Fact]
    public async Task Search_BagIsCarriedFromDrawerToDrawer_TheBestAntennaFollows()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);

        JsonElement began = await Bench.BeginAsync(technician);
        List<(string Held, JsonElement Seen)> looks = [];
        for (int time = 0; time < 10; time++)
        {
            string held = $"fridge-1/shelf-{1 + (time % 2)}";
            bench.Bag.HoldAt(held);
            looks.Add((held, await bench.LookAsync(technician, 8)));
        }

        Assert.Equal(("Technician 测试", true), (began.Text("name"), began.GetProperty("mine").GetBoolean()));
        Assert.Equal(["fridge-1"], began.GetProperty("paused").EnumerateArray().Select(static id => id.GetString()!));
        // In metal drawers the own antenna is the strongest in over 92 % of cases: physics, no fault of the search.
        Assert.InRange(looks.Count(static look => look.Held == look.Seen.GetProperty("best").Text("place")), 7, 10);
        Assert.All(looks, static look => Assert.InRange(look.Seen.GetProperty("nearness").GetInt32(), 1, 10));
        Assert.All(looks, static look => Assert.InRange(look.Seen.GetProperty("best").GetProperty("heard").GetInt32(), 1, 6));
        Assert.All(looks, static look => Assert.Contains(look.Seen.GetProperty("course").EnumerateArray(), static second => second.ValueKind == JsonValueKind.Number));
    }

    [Fact]
    public async Task Search_WhileItLasts_NothingIsConcludedOfTheStockAndThenTheReaderWatchesAgain()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        bench.Bag.HoldAt("fridge-1/shelf-2");
        await bench.LookAsync(technician, 30, search: null); // the tracker knows its bags
        int before = bench.Concluded().Count;
        Assert.NotEqual(0, before);

        await Bench.BeginAsync(technician);
        await bench.LookAsync(technician, 60);
        List<PlaceChange> during = bench.Concluded();
        Assert.Single(bench.Asked().Antennas);
        (HttpStatusCode ended, _) = await technician.ExchangeAsync("/api/v1/searches/1/end", new { });
        await bench.LookAsync(technician, 30, search: null);

        Assert.DoesNotContain(during, static change => change.Change == PresenceChange.Removed);
        Assert.Equal(HttpStatusCode.OK, ended);
        Assert.Equal([(1, 0), (2, 0)], bench.Asked().Antennas.Select(static antenna => ((int)antenna.Port, antenna.MoreDb)));
        Assert.DoesNotContain(bench.Concluded(), static change => change.Change == PresenceChange.Removed);
        Assert.Equal(HttpStatusCode.NotFound, (await technician.GetAsync("/api/v1/searches/1")).StatusCode);
    }

    [Fact]
    public async Task Search_BagIsTakenAway_HasNoNumberAfterFiveSeconds()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        bench.Bag.HoldAt("fridge-1/shelf-2");
        await Bench.BeginAsync(technician);
        Assert.Equal(JsonValueKind.Number, (await bench.LookAsync(technician, 5)).GetProperty("nearness").ValueKind);

        bench.Bag.TakeAway();
        JsonElement gone = await bench.LookAsync(technician, 7);

        Assert.Equal(JsonValueKind.Null, gone.GetProperty("nearness").ValueKind);
        Assert.Equal(JsonValueKind.String, gone.GetProperty("heardAt").ValueKind);
        Assert.Equal(0, gone.GetProperty("best").GetProperty("heard").GetInt32());
    }

    [Fact]
    public async Task Begin_AnotherPersonHasTheReader_SaysWho()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician), staff = await bench.Web.SignedInAsync(Role.Staff);
        await Bench.BeginAsync(technician);

        (HttpStatusCode status, JsonElement refused) = await staff.ExchangeAsync("/api/v1/searches", new { unit = TestBags.Key(1).ToString() });
        JsonElement again = await Bench.BeginAsync(technician);
        JsonElement seen = (await staff.JsonAsync("/api/v1/searches")).GetProperty("items")[0];

        Assert.Equal((HttpStatusCode.Conflict, "searchedAlready"), (status, refused.Text("refusal")));
        Assert.Contains("Technician 测试", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, again.GetProperty("number").GetInt32());
        Assert.False(seen.GetProperty("mine").GetBoolean());
    }

    [Fact]
    public async Task Begin_AnotherPlaceOfTheSameReader_IsAnotherSearchInThePlaceOfTheFirst()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        await Bench.BeginAsync(technician);

        (_, JsonElement elsewhere) = await technician.ExchangeAsync("/api/v1/searches", new { unit = TestBags.Key(1).ToString(), place = "fridge-1/shelf-2" });

        Assert.Equal((2, "fridge-1/shelf-2"), (elsewhere.GetProperty("number").GetInt32(), elsewhere.GetProperty("reading").Text("place")));
        Assert.Equal(2, Assert.Single(bench.Web.Services.GetRequiredService<SearchDesk>().All).Number);
    }

    [Fact]
    public async Task Search_NobodyLooksAnyMore_EndsByItself()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        await Bench.BeginAsync(technician);
        SearchDesk desk = bench.Web.Services.GetRequiredService<SearchDesk>();

        await bench.LookAsync(technician, (int)SearchDesk.EndsUnwanted.TotalSeconds - 2, search: null);
        Assert.Single(desk.All);
        while (!desk.All.IsEmpty)
        {
            await bench.LookAsync(technician, 1, search: null);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, WebFixture.Ct); // the desk's own loop
        }

        Assert.Equal(2, bench.Asked().Antennas.Count);
    }

    [Theory]
    [InlineData("fridge-2", "noAntennaThere")]
    [InlineData("fridge-1/shelf-1", "noTagToHear")]
    public async Task Begin_NothingCanHearIt_SaysWhy(string place, string refusal)
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient technician = await bench.Web.SignedInAsync(Role.Technician);
        await bench.Web.RecordAsync(bench.Web.Received(2));
        UnitKey unit = TestBags.Key(refusal == "noTagToHear" ? 2 : 1);

        (HttpStatusCode status, JsonElement refused) = await technician.ExchangeAsync("/api/v1/searches", new { unit = unit.ToString(), place });

        Assert.Equal((HttpStatusCode.Conflict, refusal), (status, refused.Text("refusal")));
    }

    /// <summary>The real host with the desk that searches, on a stepped site of one cabinet with two drawers and a bag in somebody's hand.</summary>
    private sealed class Bench : ISiteListener, IAsyncDisposable
    {
        private PresenceEngine _presence = null!;
        private SearchDesk _desk = null!;
        private ReaderOrders _orders = null!;

        public WebFixture Web { get; private set; } = null!;
        public SteppedSite Site { get; private set; } = null!;
        public CarriedTag Bag { get; private set; } = null!;

        public static async Task<Bench> StartAsync()
        {
            Bench bench = new();
            SimulationOptions options = new() { Seed = new Seed(5), Cabinets = 1, ShelvesPerCabinet = 2, Bags = 6, StrayTags = 0, Activity = 0 };
            SiteSettings usual = TestSite.Settings();
            SiteSettings settings = new()
            {
                Site = usual.Site, Web = usual.Web, Cabinets = [.. usual.Cabinets],
                Readers = [new ReaderSection
                {
                    Id = "reader-1", Port = "tcp://127.0.0.1:1",
                    Antennas = [.. Enumerable.Range(1, 2).Select(static port => new AntennaSection { Port = port, Place = $"fridge-1/shelf-{port}", PowerDbm = 24 })],
                }],
            };
            bench._presence = TestPresence.Engine(SiteLayout.Of(settings), settings);
            bench.Web = await WebFixture.StartAsync(_ => settings, services: all => all.AddSingleton(bench._presence)
                .AddSingleton<IBeliefs>(bench._presence).AddSingleton<ReaderOrders>().AddHosted<SearchDesk>());
            bench._desk = bench.Web.Services.GetRequiredService<SearchDesk>();
            bench._orders = bench.Web.Services.GetRequiredService<ReaderOrders>();
            bench.Site = new SteppedSite(options, bench.Web.Time.GetUtcNow(), bench.Asked(), TimeSpan.FromSeconds(15), bench);
            bench._orders.Follow("reader-1", new SteppedReader("reader-1", bench.Site));
            bench.Bag = new CarriedTag(bench.Site.World);
            await bench.Web.RecordAsync(
                bench.Web.Received(1), new TagAssociated(TagUii.Parse(bench.Bag.Uii.ToString()), TestBags.Key(1), bench.Web.Time.GetUtcNow()));
            return bench;
        }

        public InventoryProfile Asked() => _orders.Of("reader-1");

        public static async Task<JsonElement> BeginAsync(WebClient client)
        {
            (HttpStatusCode status, JsonElement search) = await client.ExchangeAsync("/api/v1/searches", new { unit = TestBags.Key(1).ToString() });
            Assert.True(status == HttpStatusCode.OK, $"{status} {search}");
            return search;
        }

        /// <summary>Lets time go on as a page does that is looked at.</summary>
        /// <returns>The search at the end.</returns>
        public async Task<JsonElement> LookAsync(WebClient client, int seconds, int? search = 1)
        {
            for (int second = 0; second < seconds; second++)
            {
                Site.AdvanceBy(TimeSpan.FromSeconds(1));
                Web.Time.Advance(TimeSpan.FromSeconds(1));
                if (search is not null && second % 4 == 3) await BeginAsync(client);
            }
            return search is { } number ? await client.JsonAsync($"/api/v1/searches/{number}") : default;
        }

        public List<PlaceChange> Concluded()
        {
            _presence.Sweep(Web.Time.GetUtcNow());
            List<PlaceChange> concluded = [];
            _presence.TakeConcluded(concluded);
            return concluded;
        }

        public void OnReader(string reader, in ReaderEvent happened)
        {
            ReadOnlySpan<ReaderEvent> told = new(in happened);
            _presence.Process(reader, told);
            _desk.Process(reader, told);
        }

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

        public ValueTask DisposeAsync() => Web.DisposeAsync();
    }
}
