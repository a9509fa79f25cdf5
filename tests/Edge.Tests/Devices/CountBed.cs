using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;
using Readers;

namespace Edge.Tests.Devices;

/// <summary>Two fridges with bags, a real ledger and tracker, and the desk that counts; the test plays the antennas.</summary>
internal sealed class CountBed : IAsyncDisposable
{
    public const int RoundSeconds = 5;

    private static readonly string[] s_shelves = ["fridge-1/shelf-1", "fridge-1/shelf-2", "fridge-2/shelf-1"]; // heard by the ports 1, 2, 3
    private static readonly PlaceId[] s_places = [.. s_shelves.Select(PlaceId.Parse)];

    private readonly SiteSettings _settings = new()
    {
        Cabinets =
        [
            new CabinetSection { Id = "fridge-1", Shelves = ["shelf-1", "shelf-2"], Kind = CabinetKind.MetalDrawers },
            new CabinetSection { Id = "fridge-2", Shelves = ["shelf-1"], Kind = CabinetKind.MetalDrawers },
        ],
        Readers = [new ReaderSection
        {
            Id = "reader-1",
            Antennas = [.. s_shelves.Select(static (shelf, at) => new AntennaSection { Port = at + 1, Place = shelf })],
        }],
        Stocktaking = new StocktakeSection { RoundSeconds = RoundSeconds },
    };
    private readonly int[] _portOf; // by bag, from 1
    private readonly ReaderOrders _orders;
    private PresenceEngine _presence;
    private CountDesk _desk;

    private CountBed(LedgerFixture site, int[] portOf)
    {
        (Site, _portOf) = (site, portOf);
        _orders = new ReaderOrders(_settings, site.Time);
        (_presence, _desk) = Desk();
    }

    public LedgerFixture Site { get; }
    public DateTimeOffset Now => Site.Time.GetUtcNow();
    public Stocktake Count => Site.State.Stocktakes[1];
    public StocktakeReport Report => ReportOf(1);

    public static UnitKey Key(int bag) => UnitKey.Parse($"G123417{bag:000000}E0304V00");

    /// <param name="bags">In fridge 1, on its two shelves in turn.</param>
    /// <param name="inFridge2">More bags, numbered after those.</param>
    public static async Task<CountBed> StartAsync(int bags, int inFridge2 = 0)
    {
        LedgerFixture site = await LedgerFixture.StartAsync();
        int[] portOf = [0, .. Enumerable.Range(1, bags).Select(static bag => 1 + (bag % 2)), .. Enumerable.Repeat(3, inFridge2)];
        CountBed bed = new(site, portOf);
        for (int bag = 1; bag < portOf.Length; bag++)
            await site.GivenAsync(
                new UnitReceived(
                    Key(bag), new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
                    bed.Now.AddDays(20), QuarantineReason.None, null, bed.Now),
                new TagAssociated(Tag(bag), Key(bag), bed.Now),
                new TagPlaced(Tag(bag), PresenceChange.Arrived, s_places[portOf[bag] - 1], null, 0.99, Key(bag), bed.Now));
        await bed._desk.StartAsync(default);
        return bed;
    }

    public Task BeginAsync(PlaceId[] cabinets, int limit = 120) => ActAsync(state => RunningStocktake.Start(
        state, new StartStocktake(StocktakeKind.Full, cabinets, limit, [], static _ => (0, 0), Now)));

    public async Task ActAsync(Func<SiteState, Decision> decide, Actor? by = null) => Assert.Null(await TryAsync(decide, by));

    /// <returns>Why it was refused; null when it was done.</returns>
    public async Task<Refusal?> TryAsync(Func<SiteState, Decision> decide, Actor? by = null) =>
        ((await Site.Ledger.ExecuteAsync(new LedgerCommand($"{Guid.NewGuid()}", by ?? Actor.Service, decide), default)).Decision as Decision.Refused)?.Why;

    public Decision Close(SiteState state, Actor second) => ClosingStocktake.Close(
        state, 1, second.Name, static _ => new OutLimit(TimeSpan.FromMinutes(30), 3), Now);

    public StocktakeReport ReportOf(int number) => ReportingStocktake.Of(Site.State, Site.State.Stocktakes[number], Now);

    public Task HearAsync(IEnumerable<int> bags, double seconds)
    {
        DateTimeOffset end = Now.AddSeconds(seconds);
        return HearAsync(bags, _ => Now >= end);
    }

    /// <summary>Each antenna listens without pause and hears its bags among these ten times a second.</summary>
    /// <param name="deafPort">Does not listen.</param>
    /// <param name="leaks">Bags that another port hears too, weakly, each so many rounds.</param>
    public async Task HearAsync(
        IEnumerable<int> bags, Func<Stocktake, bool> until, int deafPort = 0, (int Bag, int Port, int Every)[]? leaks = null)
    {
        int[] heard = [.. bags];
        for (int turn = 0; !until(Count); turn++)
        {
            Assert.True(turn < 20_000, $"It never came to that: {Count.Stage}, round {Count.Rounds}, {Count.CountedSeconds} s.");
            DateTimeOffset from = Now;
            Site.Time.Advance(TimeSpan.FromMilliseconds(100));
            List<ReaderEvent> told = [.. heard.Select(bag => Read(bag, _portOf[bag], -48))];
            foreach ((int bag, int port, int every) in leaks ?? [])
                if (turn % every == 0) told.Add(Read(bag, port, -71));
            told.AddRange(Enumerable.Range(1, 3).Where(port => port != deafPort).Select(port => ReaderEvent.Of(new ListeningPeriod((byte)port, from, Now, 1))));
            _presence.Process("reader-1", told.ToArray());
            await LetTheDeskActAsync();
        }
    }

    /// <summary>The reader counts: a sweep over its antennas with two power steps, of which each of these bags answers the first.</summary>
    /// <param name="whole">False: it ends in the middle.</param>
    public async Task SweepAsync(IEnumerable<int> bags, bool whole = true)
    {
        int[] heard = [.. bags];
        foreach (int stepDb in (int[])[-6, 0])
        {
            for (byte port = 1; port <= 3; port++)
            {
                DateTimeOffset from = Now;
                Site.Time.Advance(TimeSpan.FromMilliseconds(500));
                ReaderEvent[] reads = [.. heard.Where(bag => _portOf[bag] == port && stepDb < 0).Select(bag => Read(bag, port, -55))];
                _presence.Process("reader-1", reads);
                if (!whole && stepDb == 0) return;
                _presence.Process("reader-1", [ReaderEvent.Of(new ListeningPeriod(port, from, Now, reads.Length, Counting: true, stepDb))]);
                await LetTheDeskActAsync();
            }
        }
        _presence.Process("reader-1", [ReaderEvent.Of(new CountSweep(1, Now.AddSeconds(-3), Now, heard.Length, Exhausted: true))]);
    }

    /// <summary>The reader tells that it counts from here on, or watches.</summary>
    public void Tune(bool counts) => _presence.Process("reader-1", [ReaderEvent.Of(InventoryFit.Of(
        new InventoryProfile([.. Enumerable.Range(1, 3).Select(static port => new AntennaSettings((byte)port, 27))], Session.S1, PollInputs: true)
        {
            Count = counts ? new CountPlan() : null,
        }, new ReaderCapabilities { Model = "test", ChoosesTarget = true, CountsInSteps = true }))]);

    /// <summary>What the tracker makes of the time that has passed.</summary>
    public IReadOnlyList<PlaceChange> Concluded()
    {
        List<PlaceChange> concluded = [];
        for (int look = 0; look < 8; look++) _presence.Sweep(Now.AddMilliseconds(250 * look));
        _presence.TakeConcluded(concluded);
        return concluded;
    }

    /// <summary>The desk of a service that was started anew over the same ledger.</summary>
    public async Task RestartAsync()
    {
        await _desk.StopAsync(default);
        _desk.Dispose();
        (_presence, _desk) = Desk();
        await _desk.StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.StopAsync(default);
        _desk.Dispose();
        _orders.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>The test's clock must not run away from a desk that waits for the disk.</summary>
    private async Task LetTheDeskActAsync()
    {
        TaskCompletionSource recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Site.Recorder.RecordAsync("mark", _ =>
        {
            recorded.TrySetResult();
            return new Decision.Refused(Refusal.AlreadyKnown);
        }, default);
        await recorded.Task;
    }

    private (PresenceEngine Presence, CountDesk Desk) Desk()
    {
        PresenceEngine presence = TestPresence.Engine(SiteLayout.Of(_settings), _settings);
        return (presence, new CountDesk(Site.Ledger, presence, _settings, Site.Recorder, new RunningCounts(), _orders, Site.Time));
    }

    private ReaderEvent Read(int bag, int port, float rssiDbm)
    {
        Assert.True(Epc.TryCreate(Convert.FromHexString(Tag(bag).ToString()), out Epc epc));
        return ReaderEvent.Of(new TagRead { Epc = epc, AntennaPort = (byte)port, RssiDbm = rssiDbm, ObservedAt = Now, Count = 1 });
    }

    private static TagUii Tag(int bag) => TagUii.Parse($"E28011700000020F{bag:X8}");
}
