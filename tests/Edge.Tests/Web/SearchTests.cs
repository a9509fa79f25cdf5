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

    [Fact]
    public async Task Place_LabelScannedOnAShelf_SettlesTheBagAndEndsTheSearch()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        bench.Bag.HoldAt("fridge-1/shelf-2");
        await Bench.BeginAsync(staff);

        (HttpStatusCode status, _) = await staff.ExchangeAsync($"/api/v1/units/{TestBags.Key(1)}/place", new { place = "fridge-1/shelf-2" });
        JsonElement where = (await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}")).GetProperty("where");
        JsonElement placed = (await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}/events")).Items()[0];
        await bench.LookAsync(staff, 30, search: null); // it lies there, and nothing is concluded anew

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(bench.Web.Services.GetRequiredService<SearchDesk>().All);
        Assert.Equal(("fridge-1/shelf-2", "here"), (where.Text("place"), where.Text("state")));
        Assert.Equal(("TagPlaced/1", "Staff 测试"), (placed.Text("type"), placed.Text("actorName")));
        Assert.DoesNotContain(bench.Concluded(), change => change.Tag == TagUii.Parse(bench.Bag.Uii.ToString()));
    }

    [Theory]
    [InlineData("fridge-1/shelf-9", HttpStatusCode.BadRequest)]
    [InlineData("desk-1", HttpStatusCode.BadRequest)]
    [InlineData("fridge-1/shelf-1", HttpStatusCode.Conflict)]
    public async Task Place_NoShelfOfThisSite_OrABagThatIsNotInStock_IsRefused(string place, HttpStatusCode wanted)
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        if (wanted == HttpStatusCode.Conflict) await bench.Web.RecordAsync(new UnitIssued(TestBags.Key(1), "ICU", null, bench.Web.Time.GetUtcNow()));

        (HttpStatusCode status, _) = await staff.ExchangeAsync($"/api/v1/units/{TestBags.Key(1)}/place", new { place });

        Assert.Equal(wanted, status);
    }

    [Fact]
    public async Task Place_LostBag_IsFoundAndHeldAndHasAPlace()
    {
        await using Bench bench = await Bench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(new UnitLost(TestBags.Key(1), "nowhere", bench.Web.Time.GetUtcNow()));

        (HttpStatusCode status, _) = await staff.ExchangeAsync($"/api/v1/units/{TestBags.Key(1)}/place", new { place = "fridge-1" });
        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}");

        Assert.Equal((HttpStatusCode.OK, "quarantined", "fridge-1"), (status, unit.Text("status"), unit.GetProperty("where").Text("cabinet")));
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

    [Fact]
    public async Task Search_WithAHandHeldReader_FollowsItsStrengthAndPausesNoCabinet()
    {
        SiteSettings usual = TestSite.Settings();
        SiteSettings settings = new()
        {
            Site = usual.Site, Web = usual.Web, Cabinets = [.. usual.Cabinets],
            Readers = [.. usual.Readers, new ReaderSection { Id = "hand-1", Port = "tcp://127.0.0.1:1", HandHeld = true, Antennas = [new AntennaSection { Port = 1, Place = "hand-1" }] }],
        };
        await using WebFixture web = await WebFixture.StartAsync(_ => settings);
        using WebClient technician = await web.SignedInAsync(Role.Technician);
        await web.PlaceAsync(1, "fridge-2/shelf-1"); // where no antenna is
        SearchDesk desk = web.Services.GetRequiredService<SearchDesk>();

        (HttpStatusCode noReader, _) = await technician.ExchangeAsync("/api/v1/searches", new { unit = TestBags.Key(1).ToString(), reader = "reader-1" });
        (HttpStatusCode began, _) = await technician.ExchangeAsync("/api/v1/searches", new { unit = TestBags.Key(1).ToString(), reader = "hand-1" });
        JsonElement silent = await Hear(null), far = await Hear(-62), near = await Hear(-35);
        JsonElement readers = await technician.JsonAsync("/api/v1/searches/readers");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (noReader, began));
        Assert.Equal(JsonValueKind.Null, silent.GetProperty("nearness").ValueKind);
        Assert.InRange(far.GetProperty("nearness").GetInt32(), 1, 3);
        Assert.True(near.GetProperty("nearness").GetInt32() > far.GetProperty("nearness").GetInt32());
        Assert.Equal((0, "hand-1"), (near.GetProperty("paused").GetArrayLength(), near.GetProperty("best").Text("place")));
        Assert.Equal(("hand-1", false), (Assert.Single(readers.Items()).Text("id"), readers.Items()[0].GetProperty("inService").GetBoolean()));
        Assert.DoesNotContain(SiteLayout.Of(settings).Antennas, static antenna => antenna.Reader == "hand-1"); // what it hears is of no place

        async Task<JsonElement> Hear(float? rssiDbm)
        {
            DateTimeOffset now = web.Time.GetUtcNow();
            List<ReaderEvent> told = [];
            Assert.True(Epc.TryCreate(Convert.FromHexString(TestBags.Tag(1).ToString()), out Epc epc));
            if (rssiDbm is { } dbm) told.Add(ReaderEvent.Of(new TagRead { Epc = epc, AntennaPort = 1, RssiDbm = dbm, ObservedAt = now }));
            told.Add(ReaderEvent.Of(new ListeningPeriod(1, now, now, told.Count)));
            desk.Process("hand-1", told.ToArray());
            web.Time.Advance(TimeSpan.FromSeconds(3));
            return await technician.JsonAsync("/api/v1/searches/1");
        }
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
