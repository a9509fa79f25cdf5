using System.Runtime.CompilerServices;
using Inventory;
using Inventory.Presence;

namespace Benchmarks;

/// <summary>Reads a second through the tracker at 200, 10,000 and 100,000 tags: 50 shelves, each bag heard by three antennas.</summary>
internal static class PresenceBenchmark
{
    private const int Cabinets = 10, Shelves = 5, Batch = 1 << 16;

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        PlaceId[] zones = [.. from cabinet in Enumerable.Range(1, Cabinets)
                              from shelf in Enumerable.Range(1, Shelves)
                              select PlaceId.Parse($"fridge-{cabinet}/shelf-{shelf}")];
        PresenceLayout layout = new(zones, [.. zones.Select((zone, at) => new AntennaSite("reader", (byte)(at + 1), zone))]);
        IEnumerable<int> sizes = arguments.Length > 0 ? arguments.Select(int.Parse) : [200, 10_000, 100_000];
        foreach (int tags in sizes)
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            Bench bench = new(layout, tags);
            long bytes = GC.GetTotalMemory(forceFullCollection: true) - before - bench.OwnBytes;
            yield return new Figure($"presence {tags} tags: memory", Math.Round(bytes / (double)tags), "B/tag");
            yield return Figure.Rate($"presence {tags} tags", "reads/s", bench.Feed);
            yield return Figure.Allocation($"presence {tags} tags: allocation", bench.Feed);
            yield return Figure.Rate($"presence {tags} tags: looked at for silence", "tags/s", bench.Sweep);
        }
    }

    private sealed class Bench
    {
        private readonly PresenceTracker _tracker;
        private readonly List<PlaceChange> _changes = new(1024);
        private readonly TagObservation[] _reads = new TagObservation[Batch * 4]; // in the order of reading, as a reader's line has them
        private readonly TagObservation[] _handed = new TagObservation[64];
        private readonly int _antennas;
        private long _now = 639_000_000_000_000_000;
        private int _at, _listener;

        public Bench(PresenceLayout layout, int tags)
        {
            Random random = new(1);
            _antennas = layout.Antennas.Count;
            _tracker = new PresenceTracker(layout, PresenceModel.Prior(layout), new PresenceOptions());
            TagUii[] all = [.. Enumerable.Range(0, tags).Select(static tag => TagUii.Parse($"B2CA66FF35E0C47D{tag:X8}"))];
            for (int read = 0; read < _reads.Length; read++)
            {
                int tag = random.Next(tags), shelf = tag % _antennas, off = random.Next(3) - 1;
                int antenna = Math.Clamp(shelf + off, shelf / Shelves * Shelves, (shelf / Shelves * Shelves) + Shelves - 1);
                _reads[read] = new TagObservation(all[tag], antenna, (antenna == shelf ? -50 : -62) + random.Next(-4, 5), 0);
            }
            for (int tag = 0; tag < tags; tag++)
                _tracker.Observe(new TagObservation(all[tag], tag % _antennas, -50, _now), _changes);
            while (_at < _reads.Length) Feed();
            OwnBytes = _reads.LongLength * Unsafe.SizeOf<TagObservation>();
        }

        public long OwnBytes { get; }

        /// <summary>At about 1,000 reads a second, handed over 64 at a time as the service does; each antenna listens in turn.</summary>
        public long Feed()
        {
            if (_at + Batch > _reads.Length) _at = 0;
            for (int read = 0; read < Batch; read += _handed.Length)
            {
                for (int next = 0; next < _handed.Length; next++)
                {
                    _now += TimeSpan.TicksPerMillisecond;
                    _handed[next] = _reads[_at++] with { AtTicks = _now };
                }
                _tracker.Observe(_handed, _changes);
                _listener = (_listener + 1) % _antennas;
                _tracker.Listened(new AntennaListened(_listener, _now - (_handed.Length * TimeSpan.TicksPerMillisecond), _now));
            }
            _changes.Clear();
            return Batch;
        }

        public long Sweep()
        {
            _now += TimeSpan.TicksPerSecond;
            _tracker.Sweep(_now, _changes);
            _changes.Clear();
            return _tracker.Count;
        }
    }
}
