using System.Diagnostics;
using Edge.Devices;
using Edge.Operations;
using Edge.RawReads;
using HardwareSim;
using HardwareSim.Faults;
using HardwareSim.Goods;
using HardwareSim.Radio;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Readers;
using Readers.Sensors;
using Testing;
using RadioCabinet = HardwareSim.CabinetKind;
using SiteCabinet = Inventory.Presence.CabinetKind;

namespace Benchmarks;

/// <summary>What is counted, and how.</summary>
/// <param name="Taken">Bags that somebody takes away before the count, without a word.</param>
/// <param name="LookDb">Decibels over <paramref name="Dbm"/> that the antennas may have; 0 for none.</param>
/// <param name="Readings">Readings at most: after each the staff do what the count advises, if it advises anything. 1: nobody opens a drawer.</param>
/// <param name="Counts">False: the readers watch on, as they did before there was a count mode.</param>
/// <param name="WorkedIn">Each drawer was opened once since the watch began, as in a day of work; false: nobody has touched anything since.</param>
internal sealed record SimulatedCountPlan(
    int Seed, int Bags = 2000, int Cabinets = 10, int Taken = 20, RadioCabinet Kind = RadioCabinet.MetalDrawers, int Dbm = 27, int LookDb = 3,
    bool Counts = true, double LimitSeconds = 120, int Readings = 3, bool WorkedIn = true);

/// <summary>How a count came out, by the truth.</summary>
/// <param name="Seconds">Of reading; every reader reads at the same time. <paramref name="WallSeconds"/> with the time in which the staff opened drawers.</param>
/// <param name="Openings">Drawers, or shelves behind one door, that the staff opened; <paramref name="Readings"/>: how often it was read.</param>
/// <param name="ByHand">Bags that the list tells to look for by hand: their tags were never heard; <paramref name="ByHandHere"/> of them are here.</param>
/// <param name="Gone">Bags on the list that are truly away; <paramref name="Named"/> of them with a chance of absence of at least 0.5.</param>
/// <param name="FalselyMissing">Bags that are here with such a chance; <paramref name="FalselyMissingDead"/> of them have a dead tag, which no radio hears.</param>
/// <param name="Unheard">Bags that are here and were not heard.</param>
/// <param name="Error">Estimated number of bags that are here, less their true number.</param>
/// <param name="Held">The interval holds the true number.</param>
/// <param name="FalseRemovals">Bags that the tracker took for removed since the count began, and that are here.</param>
/// <param name="EstimateMs">What the last report took to make.</param>
internal sealed record SimulatedCountResult(
    StocktakeEnd? End, double Seconds, double WallSeconds, int Readings, int Openings, int ByHand, int ByHandHere, int Present, int Gone, int Named, int FalselyMissing, int FalselyMissingDead, int Unheard, double Error, bool Held,
    int FalseRemovals, StocktakeReport Report, double EstimateMs);

/// <summary>A count on the simulated site by the service's own tracker, orders, tally, estimate and stop rule, without its threads and its disk.</summary>
internal sealed class SimulatedCount : ISiteListener, IDisposable
{
    private const int RoundSeconds = 5, WarmUpSeconds = 60, SecondsPerTake = 6, SettleSeconds = 40, SecondsDrawerOpen = 4, SecondsPerOpening = 7, SecondsToScreen = 10;
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly SimulatedCountPlan _plan;
    private readonly ManualTime _time = new(s_start);
    private readonly SteppedSite _site;
    private readonly SiteSettings _settings;
    private readonly PresenceLayout _layout;
    private readonly PresenceEngine _presence;
    private readonly ReaderOrders _orders;
    private readonly Dictionary<(string, byte), PlaceId> _doors = [];
    private readonly List<PlaceChange> _concluded = [];
    private readonly HashSet<TagUii> _removed = [];
    private RunningCount? _running;
    private SiteState _state = SiteState.Empty;

    public SimulatedCount(SimulatedCountPlan plan)
    {
        _plan = plan;
        InventoryProfile watch = new(
            [.. Enumerable.Range(1, 4).Select(port => new AntennaSettings((byte)port, plan.Dbm))], Session.S1, PollInputs: true);
        _site = new SteppedSite(
            new SimulationOptions { Seed = new Seed(plan.Seed), Activity = 0, Cabinet = plan.Kind, Bags = plan.Bags, Cabinets = plan.Cabinets },
            s_start, watch, TimeSpan.FromMinutes(10), this);
        _site.World.Truth.KeepTemperatures = false;
        foreach (DoorLine door in _site.DoorLines) _doors[(door.Reader, door.Line)] = PlaceId.Parse(door.Cabinet);
        _settings = Settings(_site.World, plan);
        _layout = SiteLayout.Of(_settings);
        HeardNames names = new(_layout.Antennas, [.. _settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))]);
        _presence = new PresenceEngine(
            new AntennaIndex(_layout), new PresenceTracker(_layout, PresenceModel.Prior(_layout), new PresenceOptions()),
            new RawReadRing(
                new RawReadSection { MaxMegabytes = 0 }, Path.GetTempPath(), names, new Metrics(), TimeProvider.System, NullLogger<RawReadRing>.Instance),
            names, _time)
        {
            ReadsHeard = reads => _running?.Observe(reads),
            PeriodEnded = (period, step) => _running?.Listened(period, step),
            SweepEnded = (reader, whole) => _running?.SweepEnded(reader, whole),
        };
        _orders = new ReaderOrders(_settings, _time);
        foreach (ReaderSection reader in _settings.Readers) _orders.Follow(reader.Id, new SteppedReader(reader.Id, _site));
        Receive();
    }

    private IEnumerable<SimulatedTag> Bags => _site.World.Tags.Where(static tag => tag.Bag is not null);

    public SimulatedCountResult Run()
    {
        AdvanceBy(WarmUpSeconds);
        if (_plan.WorkedIn) Open([.. _site.World.Cabinets.SelectMany(static cabinet => cabinet.Shelves).Select(PlaceId.Parse)]);
        Take();
        AdvanceBy(SecondsPerTake * _plan.Taken);
        while (Bags.Count(static tag => tag.Where == Whereabouts.Away) < _plan.Taken || _site.World.Cabinets.Any(static cabinet => cabinet.DoorOpen)) AdvanceBy(1);
        AdvanceBy(SettleSeconds);
        PlaceId[] cabinets = [.. _settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))];
        Do(RunningStocktake.Start(_state, new StartStocktake(
            StocktakeKind.Full, cabinets, (int)_plan.LimitSeconds, [], static _ => (0, 0), _time.GetUtcNow())
        {
            UsualDb = unit => unit.Tags.Select(_presence.StrengthDb).Max(),
            Watch = unit => unit.Location is { Place: { } place } location
                ? _presence.Knows(unit.Tags.First(), place, location.Since, _time.GetUtcNow())
                : null,
        }));
        _removed.Clear();
        if (_plan.Counts) _orders.Count(cabinets.ToHashSet());
        _running = new RunningCount(_state.Stocktakes[1], _layout, _time);
        DateTimeOffset began = _time.GetUtcNow();
        Read();
        int openings = 0;
        for (int reading = 1; reading < _plan.Readings && Advised() is { Count: > 0 } places; reading++)
        {
            openings += places.Count;
            Open(places);
            AdvanceBy(SecondsToScreen);
            Do(RunningStocktake.Continue(_state, 1, _time.GetUtcNow()));
            if (_plan.Counts) _orders.Count(cabinets.ToHashSet());
            _running = new RunningCount(_state.Stocktakes[1], _layout, _time);
            Read();
        }
        double wall = (_time.GetUtcNow() - began).TotalSeconds;
        AdvanceBy(SettleSeconds); // a quiet of the count that was taken for removal would show by now
        return Judge(wall, openings);
    }

    private void Read()
    {
        while (_state.Stocktakes[1].Stage == StocktakeStage.Counting)
        {
            AdvanceBy(s_look.TotalSeconds);
            if (_running!.RoundLasts >= TimeSpan.FromSeconds(RoundSeconds)) EndRound(_running);
        }
        _orders.Count(new HashSet<PlaceId>());
    }

    /// <returns>What the page asks to open before it is read again; empty where it asks for nothing.</returns>
    private IReadOnlyList<PlaceId> Advised()
    {
        Stocktake count = _state.Stocktakes[1];
        StocktakeReport report = ReportingStocktake.Of(_state, count, _time.GetUtcNow());
        return RunningStocktake.Advise(report, count) == CountAdvice.ReadAgain ? RunningStocktake.ToOpen(report) : [];
    }

    /// <summary>One person goes along the fridges and pulls each drawer out once.</summary>
    private void Open(IReadOnlyList<PlaceId> places)
    {
        foreach (PlaceId place in places)
        {
            TimeSpan at = _time.GetUtcNow() - s_start;
            _site.Apply(new FaultPlan([new Fault(at, FaultKind.Open, place.ToString(), TimeSpan.FromSeconds(SecondsDrawerOpen), null)]));
            AdvanceBy(SecondsPerOpening);
        }
    }

    public void Dispose() => _orders.Dispose();

    public void OnReader(string reader, in ReaderEvent told)
    {
        _presence.Process(reader, [told]);
        if (told.Kind != ReaderEventKind.Input || !_doors.TryGetValue((reader, told.Input.Line), out PlaceId cabinet)) return;
        _presence.Door(cabinet, told.Input.High, told.Input.ObservedAt);
        _orders.Door(cabinet, told.Input.High);
    }

    public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

    private void AdvanceBy(double seconds)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(250);
        for (DateTimeOffset end = _time.GetUtcNow().AddSeconds(seconds); _time.GetUtcNow() < end;)
        {
            _site.AdvanceBy(step);
            _time.Advance(step);
            _presence.Sweep(_time.GetUtcNow());
            _presence.TakeConcluded(_concluded);
            foreach (PlaceChange change in _concluded)
                if (change.Change == PresenceChange.Removed) _removed.Add(change.Tag);
            _concluded.Clear();
        }
    }

    /// <summary>What the desk of the service does when a round is over.</summary>
    private void EndRound(RunningCount running)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Do(RunningStocktake.EndRound(_state, running.TakeRound(tag => UnitResolver.Resolve(_state, tag, default!), now)));
        Stocktake count = _state.Stocktakes[1];
        if (count.Stage == StocktakeStage.Counting && RunningStocktake.EndOf(ReportingStocktake.Of(_state, count, now), count) is { } end)
            Do(RunningStocktake.End(_state, 1, count.Rounds, end, now));
    }

    private void Do(Decision decision)
    {
        foreach (DomainEvent happened in ((Decision.Accepted)decision).Events) _state = _state.Apply(happened, Actor.Service);
    }

    /// <summary>The ledger knows every bag where it stands.</summary>
    private void Receive()
    {
        foreach (SimulatedTag tag in Bags)
        {
            UnitKey key = UnitKey.Parse(tag.Bag!.UnitKey);
            TagUii uii = TagUii.Parse(tag.Bag.TagUiiHex);
            PlaceId place = PlaceId.Parse(_site.World.Cabinets[tag.Cabinet].Shelves[tag.Shelf]);
            Do(new Decision.Accepted(
                new UnitReceived(
                    key, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
                    s_start.AddDays(20), QuarantineReason.None, null, s_start),
                new TagAssociated(uii, key, s_start), new TagPlaced(uii, PresenceChange.Arrived, place, null, 1, key, s_start)));
        }
        _presence.Restore(_state);
    }

    private void Take()
    {
        Random dice = new(_plan.Seed);
        TimeSpan began = _time.GetUtcNow() - s_start;
        string[] bags = [.. Bags.Select(static tag => tag.Bag!.TagUiiHex)];
        dice.Shuffle(bags);
        _site.Apply(new FaultPlan([.. bags.Take(_plan.Taken).Select((bag, at) => new Fault(
            began + TimeSpan.FromSeconds(SecondsPerTake * at), FaultKind.Take, bag, TimeSpan.Zero, null))]));
    }

    private SimulatedCountResult Judge(double wallSeconds, int openings)
    {
        long asked = Stopwatch.GetTimestamp();
        StocktakeReport report = ReportingStocktake.Of(_state, _state.Stocktakes[1], _time.GetUtcNow());
        double estimateMs = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        Dictionary<string, double> missing = report.Rows.Where(static row => row.Classes.Contains(DifferenceClass.Missing))
            .ToDictionary(static row => row.Subject, static row => row.ChanceAbsent ?? 0);
        SimulatedTag[] here = [.. Bags.Where(static tag => tag.Where == Whereabouts.Shelf)];
        SimulatedTag[] called = [.. here.Where(tag => missing.GetValueOrDefault(tag.Bag!.UnitKey) >= 0.5)];
        HashSet<string> present = [.. here.Select(static tag => tag.Bag!.UnitKey)];
        string[] byHand = [.. report.Rows.Where(static row => row.Watch is { IsMute: true }).Select(static row => row.Subject)];
        return new SimulatedCountResult(
            report.End, report.CountedSeconds, wallSeconds, _state.Stocktakes[1].Passes.Length, openings, byHand.Length, byHand.Count(present.Contains),
            present.Count, report.Expected - present.Count,
            missing.Count(bag => !present.Contains(bag.Key) && bag.Value >= 0.5), called.Length, called.Count(static tag => tag.Dead),
            missing.Keys.Count(present.Contains), report.Present - present.Count, present.Count >= report.Low && present.Count <= report.High,
            here.Count(tag => _removed.Contains(TagUii.Parse(tag.Bag!.TagUiiHex))), report, estimateMs);
    }

    private static SiteSettings Settings(SimulatedWorld world, SimulatedCountPlan plan) => new()
    {
        Cabinets = [.. world.Cabinets.Select(cabinet => new CabinetSection
        {
            Id = cabinet.Id,
            Shelves = [.. cabinet.Shelves.Select(static shelf => PlaceId.Parse(shelf).Shelf!)],
            Kind = Enum.Parse<SiteCabinet>(plan.Kind.ToString()),
        })],
        Readers = [.. world.Antennas.GroupBy(static antenna => antenna.Reader).Select(reader => new ReaderSection
        {
            Id = reader.Key,
            Session = Session.S1,
            Antennas = [.. reader.Select(antenna => new AntennaSection
            {
                Port = antenna.Port, PowerDbm = plan.Dbm, LookDbm = plan.LookDb > 0 ? plan.Dbm + plan.LookDb : null, Place = PlaceOf(world, antenna),
            })],
        })],
    };

    private static string PlaceOf(SimulatedWorld world, SimulatedAntenna antenna) => world.Cabinets[antenna.Cabinet].Shelves[antenna.Shelf];
}
