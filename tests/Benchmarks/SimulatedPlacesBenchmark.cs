using System.Diagnostics;
using System.Globalization;
using HardwareSim;
using HardwareSim.Score;
using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;
using Readers;
using Readers.Sensors;
using RadioCabinet = HardwareSim.CabinetKind;

namespace Benchmarks;

/// <summary>
/// The tracker on the simulated room, and the common rule on the same reads, both judged against the truth. Arguments:
/// <c>seeds=3 hours=8 activity=10 kind=MetalDrawers session=S0 dbm=24 bags=200 cabinets=2 look=3 departed=600</c>: how much harder to look
/// after a door was shut in dB, and seconds of silence for the common rule. <c>first=101</c>: the first seed; <c>late=20</c>: each removal
/// noticed later than that, and each false one, with what was heard of it. <c>believed=SheetShelves</c>: the settings name another kind of
/// cabinet than it is; <c>walk=1</c>: a walk through each cabinet comes first, and its map is the tracker's prior.
/// </summary>
internal static class SimulatedPlacesBenchmark
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        Dictionary<string, string> given = arguments.Select(static text => text.Split('=', 2)).ToDictionary(
            static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        int seeds = int.Parse(given.GetValueOrDefault("seeds", "3"), CultureInfo.InvariantCulture);
        int dbm = int.Parse(given.GetValueOrDefault("dbm", "24"), CultureInfo.InvariantCulture);
        int bags = int.Parse(given.GetValueOrDefault("bags", "200"), CultureInfo.InvariantCulture);
        int cabinets = int.Parse(given.GetValueOrDefault("cabinets", "2"), CultureInfo.InvariantCulture);
        double hours = double.Parse(given.GetValueOrDefault("hours", "8"), CultureInfo.InvariantCulture);
        double activity = double.Parse(given.GetValueOrDefault("activity", "10"), CultureInfo.InvariantCulture);
        RadioCabinet kind = Enum.Parse<RadioCabinet>(given.GetValueOrDefault("kind", nameof(RadioCabinet.MetalDrawers)));
        Session session = Enum.Parse<Session>(given.GetValueOrDefault("session", nameof(Session.S0)));

        TimeSpan departed = TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("departed", "600"), CultureInfo.InvariantCulture));

        int lookDb = int.Parse(given.GetValueOrDefault("look", "3"), CultureInfo.InvariantCulture);
        RadioCabinet believed = Enum.Parse<RadioCabinet>(given.GetValueOrDefault("believed", kind.ToString()));
        bool walks = given.GetValueOrDefault("walk", "0") == "1";
        double late = double.Parse(given.GetValueOrDefault("late", "0"), CultureInfo.InvariantCulture);
        List<RunScore> scores = [], commonScores = [];
        long reads = 0, began = Stopwatch.GetTimestamp();
        int first = int.Parse(given.GetValueOrDefault("first", "1"), CultureInfo.InvariantCulture);
        for (int seed = first; seed < first + seeds; seed++)
        {
            SimulatedCases? cases = late > 0 ? new() : null;
            Service service = new(cases, departed, look => Profile(dbm, look ? lookDb : 0, session));
            SimulationOptions options = new() { Seed = new Seed(seed), Activity = activity, Cabinet = kind, Bags = bags, Cabinets = cabinets };
            SteppedSite site = new(options, s_start, Profile(dbm, 0, session), TimeSpan.FromSeconds(15), service);
            Inventory.Presence.CabinetKind said = Enum.Parse<Inventory.Presence.CabinetKind>(believed.ToString());
            service.Begin(site, said, walks ? SimulatedWalk.Through(options, s_start, Profile(dbm, 0, session), said) : []);
            site.AdvanceBy(TimeSpan.FromHours(hours));
            scores.Add(RunScore.Of(site.World, service.Claims, TimeSpan.FromSeconds(600), []));
            commonScores.Add(RunScore.Of(site.World, service.CommonClaims, TimeSpan.FromSeconds(600), []));
            cases?.Write(scores[^1].Shelves, late, Console.Error);
            reads += service.Reads;
            Console.Error.WriteLine($"seed {seed}\n{scores[^1]}");
        }
        double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (Figure figure in Figures("places", scores)) yield return figure;
        foreach (Figure figure in Figures("commonRule", commonScores)) yield return figure;
        yield return new Figure("simulator.speed", Math.Round(seeds * hours * 3600 / elapsed), "simulated s/s");
        yield return new Figure("simulator.reads", Math.Round(reads / (seeds * hours * 3600), 1), "reads/s");
    }

    private static InventoryProfile Profile(int dbm, int moreDb, Session session) => new(
        [.. Enumerable.Range(1, 4).Select(port => new AntennaSettings((byte)port, dbm) { MoreDb = moreDb })], session, PollInputs: true);

    private static IEnumerable<Figure> Figures(string name, List<RunScore> scores)
    {
        double days = scores.Sum(static score => score.Shelves.BagDays);
        double[] removals = [.. scores.SelectMany(static score => score.Shelves.RemovalSeconds).Order()];
        double[] arrivals = [.. scores.SelectMany(static score => score.Shelves.ArrivalSeconds).Order()];
        yield return new Figure($"{name}.shelfRight", Percent(static score => score.Shelves), "%");
        yield return new Figure($"{name}.cabinetRight", Percent(static score => score.Cabinets), "%");
        yield return new Figure($"{name}.worstSeedShelfRight", Math.Round(scores.Min(static score => score.Shelves.RightPercent), 3), "%");
        yield return new Figure($"{name}.falseMoves", Per1000(static score => score.Shelves.FalseMoves), "per 1,000 bag-days");
        yield return new Figure($"{name}.falseRemovals", Per1000(static score => score.Shelves.FalseRemovals), "per 1,000 bag-days");
        yield return new Figure($"{name}.bagDays", Math.Round(days, 1), "d");
        yield return new Figure($"{name}.removalMedian", Capped(Statistics.NearestRank(removals, 0.5)), "s");
        yield return new Figure($"{name}.removalP99", Capped(Statistics.NearestRank(removals, 0.99)), "s");
        yield return new Figure($"{name}.removalsMissed", removals.Count(double.IsPositiveInfinity), $"of {removals.Length}");
        yield return new Figure($"{name}.arrivalMedian", Capped(Statistics.NearestRank(arrivals, 0.5)), "s");
        yield return new Figure($"{name}.arrivalP99", Capped(Statistics.NearestRank(arrivals, 0.99)), "s");

        double Percent(Func<RunScore, PlaceScore> part) => Math.Round(scores.Average(score => part(score).RightPercent), 3);
        double Per1000(Func<RunScore, int> count) => Math.Round(1000 * scores.Sum(count) / days, 2);
        // Not a number when there was none, infinite when it was missed: JSON knows neither.
        static double Capped(double seconds) => double.IsFinite(seconds) ? Math.Round(seconds, 1) : double.IsNaN(seconds) ? 0 : 9999;
    }

    /// <summary>What the service does with its devices, without its threads: reads and listening into the tracker, a sweep four times a second.</summary>
    private sealed class Service(SimulatedCases? cases, TimeSpan departed, Func<bool, InventoryProfile> profile) : ISiteListener
    {
        private static readonly long s_sweepTicks = TimeSpan.FromMilliseconds(250).Ticks, s_lookTicks = TimeSpan.FromSeconds(10).Ticks;
        private readonly List<PlaceChange> _changes = [];
        private readonly Dictionary<(string, byte), int> _antennas = [];
        private readonly Dictionary<(string, byte), PlaceId> _doors = [];
        private readonly CommonRule _rule = new();
        private readonly Dictionary<TagUii, int> _ruled = [];
        private PlaceId[] _zoneOfAntenna = [];
        private PresenceTracker _tracker = null!;
        private readonly Dictionary<string, long> _looksUntil = [];
        private SteppedSite _site = null!;
        private long _sweptTicks, _departedTicks;

        public ClaimBook Claims { get; } = new();
        public ClaimBook CommonClaims { get; } = new();
        public long Reads { get; private set; }

        public void Begin(SteppedSite site, Inventory.Presence.CabinetKind kind, IReadOnlyList<CabinetQualified> walks)
        {
            _site = site;
            SimulatedWorld world = site.World;
            PlaceId[] zones = [.. world.Cabinets.SelectMany(static cabinet => cabinet.Shelves).Select(static shelf => PlaceId.Parse(shelf))];
            List<AntennaSite> antennas = [];
            foreach (HardwareSim.Radio.SimulatedAntenna antenna in world.Antennas)
            {
                _antennas[(antenna.Reader, antenna.Port)] = antennas.Count;
                antennas.Add(new AntennaSite(
                    antenna.Reader, antenna.Port, PlaceId.Parse(world.Cabinets[antenna.Cabinet].Shelves[antenna.Shelf])));
            }
            foreach (DoorLine door in site.DoorLines) _doors[(door.Reader, door.Line)] = PlaceId.Parse(door.Cabinet);
            _zoneOfAntenna = [.. antennas.Select(static antenna => antenna.Zone)];
            PresenceLayout layout = new(zones, antennas)
            {
                Kinds = world.Cabinets.ToDictionary(
                    static cabinet => PlaceId.Parse(cabinet.Id), _ => kind),
            };
            _tracker = new PresenceTracker(layout, PresenceModel.Prior(layout, walks), new PresenceOptions());
        }

        public void OnReader(string reader, in ReaderEvent told)
        {
            switch (told.Kind)
            {
                case ReaderEventKind.TagRead:
                    Reads++;
                    TagRead read = told.Read;
                    Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
                    TagObservation seen = new(
                        new TagUii(read.Epc.CopyTo(bytes)), _antennas[(reader, read.AntennaPort)], read.RssiDbm!.Value, read.ObservedAt.UtcTicks);
                    _tracker.Observe(seen, _changes);
                    cases?.Heard(seen);
                    Rule(seen);
                    Sweep(read.ObservedAt.UtcTicks);
                    break;
                case ReaderEventKind.Listened:
                    ListeningPeriod period = told.Listening;
                    _tracker.Listened(new AntennaListened(
                        _antennas[(reader, period.AntennaPort)], period.StartedAt.UtcTicks, period.EndedAt.UtcTicks));
                    Sweep(period.EndedAt.UtcTicks);
                    break;
                case ReaderEventKind.Input when _doors.TryGetValue((reader, told.Input.Line), out PlaceId cabinet):
                    cases?.Door(told.Input.ObservedAt.UtcTicks, $"{cabinet} {(told.Input.High ? "open" : "shut")}");
                    if (told.Input.High) _tracker.DoorOpened(cabinet, told.Input.ObservedAt.UtcTicks);
                    else _tracker.DoorClosed(cabinet, told.Input.ObservedAt.UtcTicks);
                    Look(reader, shut: !told.Input.High, told.Input.ObservedAt.UtcTicks);
                    break;
                case ReaderEventKind.Tuned:
                    foreach (AntennaSettings antenna in told.Fit!.Antennas)
                        if (_antennas.TryGetValue((reader, antenna.Port), out int tuned)) _tracker.Tuned(tuned, antenna.MoreDb);
                    break;
            }
        }

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

        private void Look(string reader, bool shut, long ticks)
        {
            if (shut) _looksUntil[reader] = ticks + s_lookTicks;
            else _looksUntil.Remove(reader);
            _site.Change(reader, profile(shut));
        }

        private void Rule(in TagObservation seen)
        {
            int antenna = _rule.Observe(seen.Tag, seen.Antenna, seen.RssiDbm, seen.AtTicks);
            bool known = _ruled.TryGetValue(seen.Tag, out int before);
            if (known && before == antenna) return;
            ClaimKind kind = !known ? ClaimKind.Arrived : before < 0 ? ClaimKind.Back : ClaimKind.Moved;
            _ruled[seen.Tag] = antenna;
            CommonClaims.Claim(new PlaceClaim(
                seen.Tag.ToString(), kind, _zoneOfAntenna[antenna].ToString(), new DateTimeOffset(seen.AtTicks, TimeSpan.Zero)));
        }

        private void Sweep(long ticks)
        {
            if (ticks - _departedTicks >= TimeSpan.TicksPerSecond)
            {
                cases?.Look(_tracker, ticks);
                foreach ((string reader, _) in _looksUntil.Where(look => look.Value <= ticks).ToArray()) Look(reader, shut: false, ticks);
                foreach ((TagUii tag, _) in _rule.Departed(ticks, departed.Ticks))
                {
                    _ruled[tag] = -1;
                    CommonClaims.Claim(new PlaceClaim(tag.ToString(), ClaimKind.Removed, null, new DateTimeOffset(ticks, TimeSpan.Zero)));
                }
                _departedTicks = ticks;
            }
            if (ticks - _sweptTicks >= s_sweepTicks)
            {
                _tracker.Sweep(ticks, _changes);
                _sweptTicks = ticks;
            }
            foreach (PlaceChange change in _changes)
            {
                Claims.Claim(new PlaceClaim(
                    change.Tag.ToString(), Enum.Parse<ClaimKind>(change.Change.ToString()), change.Place?.ToString(),
                    new DateTimeOffset(change.AtTicks, TimeSpan.Zero)));
            }
            _changes.Clear();
        }
    }
}
