using Inventory;
using Inventory.Presence;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Feeds recordings to the presence tracker as the service does, and hands out what it concludes.</summary>
internal sealed class Replayer
{
    private const long SweepTicks = TimeSpan.TicksPerSecond / 10;

    private readonly PresenceLayout _layout;
    private readonly PresenceModel _model;
    private readonly PresenceOptions _options;
    private readonly int[] _antennaOf = new int[256];
    private readonly HashSet<TagUii> _allTags = [];
    private readonly List<TagUii> _tags = []; // of the present state, in the order of their first read
    private readonly HashSet<TagUii> _known = [];
    private readonly List<PlaceChange> _changes = [];
    private readonly List<Step> _steps = [];
    private PresenceTracker _tracker;

    /// <param name="reader">The reader of the layout that the recordings come from.</param>
    public Replayer(PresenceLayout layout, PresenceModel model, PresenceOptions options, string reader)
    {
        (_layout, _model, _options) = (layout, model, options);
        Array.Fill(_antennaOf, -1);
        for (int antenna = 0; antenna < layout.Antennas.Count; antenna++)
            if (layout.Antennas[antenna].Reader == reader) _antennaOf[layout.Antennas[antenna].Port] = antenna;
        _tracker = new PresenceTracker(layout, model, options);
    }

    public long Reads { get; private set; }
    public long Ticks { get; private set; }
    public int Tags => _allTags.Count;

    /// <summary>Called for each conclusion.</summary>
    public Action<PlaceChange>? Concluded { get; set; }

    /// <summary>Calls back at each step of recorded time, from the first event of each recording on, for each tag known by then.</summary>
    public void Every(TimeSpan step, Action<TagUii, PlaceBelief, long> stepped) => _steps.Add(new Step(step.Ticks, stepped));

    /// <summary>Forgets everything: the next recording starts fresh.</summary>
    public void Reset()
    {
        _tracker = new PresenceTracker(_layout, _model, _options);
        _tags.Clear();
        _known.Clear();
    }

    public void Play(Recording recording, CancellationToken ct)
    {
        long first = 0, now = 0, sweep = 0;
        foreach (ReaderEvent happened in recording.Events())
        {
            ct.ThrowIfCancellationRequested();
            long at = At(happened);
            if (now == 0)
            {
                (first, sweep) = (at, at + SweepTicks);
                foreach (Step step in _steps) step.NextTicks = at + step.Ticks;
            }
            foreach (Step step in _steps) Take(step, at);
            if (at >= sweep)
            {
                Sweep(at);
                sweep = at + SweepTicks;
            }
            now = Math.Max(now, at);
            Take(recording, happened);
        }
        Ticks += now - first;
    }

    private void Take(Step step, long until)
    {
        for (; step.NextTicks <= until; step.NextTicks += step.Ticks)
        {
            Sweep(step.NextTicks);
            foreach (TagUii tag in _tags)
                if (_tracker.TryGetBelief(tag, step.NextTicks, out PlaceBelief belief)) step.Stepped(tag, belief, step.NextTicks);
        }
    }

    private static long At(in ReaderEvent happened) => happened.Kind switch
    {
        ReaderEventKind.TagRead => happened.Read.ObservedAt.UtcTicks,
        ReaderEventKind.Listened => happened.Listening.EndedAt.UtcTicks,
        ReaderEventKind.Input => happened.Input.ObservedAt.UtcTicks,
        _ => happened.Fault!.ObservedAt.UtcTicks,
    };

    private void Take(Recording recording, in ReaderEvent happened)
    {
        if (happened.Kind == ReaderEventKind.Listened)
        {
            ListeningPeriod period = happened.Listening;
            _tracker.Listened(new AntennaListened(
                Antenna(recording, period.AntennaPort), period.StartedAt.UtcTicks, period.EndedAt.UtcTicks));
        }
        if (happened.Kind != ReaderEventKind.TagRead) return;
        TagRead read = happened.Read;
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        TagUii tag = new(read.Epc.CopyTo(bytes));
        if (_known.Add(tag))
        {
            _tags.Add(tag);
            _allTags.Add(tag);
        }
        Reads++;
        _tracker.Observe(
            new TagObservation(tag, Antenna(recording, read.AntennaPort), read.RssiDbm ?? float.NaN, read.ObservedAt.UtcTicks),
            _changes);
        Report();
    }

    private int Antenna(Recording recording, byte port) => _antennaOf[port] is >= 0 and int antenna
        ? antenna
        : throw new ReplayException($"{recording.Name} has reads of antenna {port}; the configuration has no such antenna at that reader.");

    private void Sweep(long at)
    {
        _tracker.Sweep(at, _changes);
        Report();
    }

    private void Report()
    {
        foreach (PlaceChange change in _changes) Concluded?.Invoke(change);
        _changes.Clear();
    }

    private sealed class Step(long ticks, Action<TagUii, PlaceBelief, long> stepped)
    {
        public long Ticks { get; } = ticks;
        public long NextTicks { get; set; }
        public Action<TagUii, PlaceBelief, long> Stepped { get; } = stepped;
    }
}

/// <summary>Recordings and configuration do not fit together. The message is for the person who called the verb.</summary>
internal sealed class ReplayException(string message) : Exception(message);
