using Edge.RawReads;
using Inventory;
using Inventory.Presence;

namespace Edge.Operations.Recordings;

/// <summary>Feeds recordings to the presence tracker as the service does, and hands out what it concludes.</summary>
internal sealed class Replayer
{
    private const long SweepTicks = TimeSpan.TicksPerSecond / 10;

    private readonly PresenceLayout _layout;
    private readonly PresenceModel _model;
    private readonly PresenceOptions _options;
    private readonly HeardNames _names;
    private readonly string _reader;
    private readonly HashSet<TagUii> _allTags = [];
    private readonly List<TagUii> _tags = []; // of the present state, in the order of their first read
    private readonly HashSet<TagUii> _known = [];
    private readonly List<PlaceChange> _changes = [];
    private readonly List<Step> _steps = [];
    private PresenceTracker _tracker;

    /// <param name="reader">The reader of the layout that recordings of one reader come from.</param>
    public Replayer(PresenceLayout layout, PresenceModel model, PresenceOptions options, string reader)
    {
        (_layout, _model, _options, _reader) = (layout, model, options, reader);
        _names = new HeardNames(layout.Antennas, [.. layout.Kinds.Keys]);
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
        foreach (Heard heard in recording.Heard(_names, _reader))
        {
            ct.ThrowIfCancellationRequested();
            long at = heard.AtTicks;
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
            Take(heard);
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

    private void Take(in Heard heard)
    {
        switch (heard.Kind)
        {
            case HeardKind.Listened: _tracker.Listened(heard.Period); break;
            case HeardKind.Tuned: _tracker.Tuned(heard.Index, heard.MoreDb); break;
            case HeardKind.DoorOpened: _tracker.DoorOpened(_names.Cabinets[heard.Index], heard.AtTicks); break;
            case HeardKind.DoorClosed: _tracker.DoorClosed(_names.Cabinets[heard.Index], heard.AtTicks); break;
            case HeardKind.DoorUnknown: _tracker.DoorUnknown(_names.Cabinets[heard.Index]); break;
            default: Take(heard.Read); break;
        }
    }

    private void Take(in TagObservation read)
    {
        if (_known.Add(read.Tag))
        {
            _tags.Add(read.Tag);
            _allTags.Add(read.Tag);
        }
        Reads++;
        _tracker.Observe(read, _changes);
        Report();
    }

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
