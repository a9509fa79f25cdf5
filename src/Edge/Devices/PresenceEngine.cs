using Edge.RawReads;
using Inventory;
using Inventory.Presence;
using Readers;

namespace Edge.Devices;

/// <summary>
/// The one tracker of the site, fed by every reader and asked by every page. One lock, held for a batch at a time. What the tracker
/// is told is kept for replay in the same order.
/// </summary>
internal sealed class PresenceEngine(AntennaIndex antennas, PresenceTracker tracker, RawReadRing ring, HeardNames names, TimeProvider time) : IBeliefs
{
    /// <summary>Takes part in every read; quick, called under the engine's lock.</summary>
    public delegate void ReadsTold(ReadOnlySpan<TagObservation> reads);

    private const double SureInside = 0.95;
    private readonly Lock _gate = new();
    private readonly List<PlaceChange> _concluded = new(256);
    private readonly ShutTimes _shut = new();
    private readonly int[] _moreDb = new int[names.Antennas.Count];
    private readonly TagObservation[] _reads = new TagObservation[64]; // together, so that the tracker can fetch ahead

    /// <summary>Whoever counts while the tracker goes on.</summary>
    public ReadsTold? ReadsHeard { get; set; }

    /// <summary>With the power step of a count in decibels to the usual power; null where the reader watches.</summary>
    public Action<AntennaListened, int?>? PeriodEnded { get; set; }

    /// <summary>A reader that counts has ended a sweep; false where it begins anew or does something else from here on.</summary>
    public Action<string, bool>? SweepEnded { get; set; }

    /// <summary>Takes what one reader told, in order.</summary>
    public void Process(string reader, ReadOnlySpan<ReaderEvent> events)
    {
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        lock (_gate)
        {
            int waiting = 0;
            foreach (ref readonly ReaderEvent told in events)
            {
                if (told.Kind == ReaderEventKind.TagRead)
                {
                    TagRead read = told.Read;
                    int antenna = antennas.Find(reader, read.AntennaPort);
                    if (antenna < 0) continue;
                    TagUii tag = new(read.Epc.CopyTo(bytes));
                    if (waiting == _reads.Length) Hand(ref waiting);
                    _reads[waiting++] = new TagObservation(tag, antenna, read.RssiDbm ?? float.NaN, read.ObservedAt.UtcTicks);
                }
                else if (told.Kind == ReaderEventKind.Listened)
                {
                    Hand(ref waiting); // reads and the end of their period stay in order
                    ListeningPeriod period = told.Listening;
                    int antenna = antennas.Find(reader, period.AntennaPort);
                    if (antenna < 0) continue;
                    AntennaListened listened = new(antenna, period.StartedAt.UtcTicks, period.EndedAt.UtcTicks);
                    _shut.Listened(names.Antennas[antenna].Zone, listened.ToTicks - listened.FromTicks);
                    PeriodEnded?.Invoke(listened, period.Counting ? period.StepDb : null);
                    if (period.Counting || _moreDb[antenna] == PresenceTracker.Counting) continue; // counted tags keep quiet, and less power hears less: silence is no evidence
                    tracker.Listened(listened);
                    ring.Add(Heard.Of(listened));
                }
                else if (told.Kind == ReaderEventKind.Swept)
                {
                    Hand(ref waiting);
                    SweepEnded?.Invoke(reader, true);
                }
                else if (told.Fit is { } fit)
                {
                    Hand(ref waiting);
                    Tune(reader, fit);
                    SweepEnded?.Invoke(reader, false);
                }
            }
            Hand(ref waiting);
        }
    }

    /// <summary>Notices absence; call several times a second.</summary>
    public void Sweep(DateTimeOffset now) { lock (_gate) tracker.Sweep(now.UtcTicks, _concluded); }

    /// <param name="open">Null when nobody knows it any more.</param>
    public void Door(PlaceId cabinet, bool? open, DateTimeOffset at)
    {
        lock (_gate)
        {
            _shut.Door(cabinet, open, at.UtcTicks);
            if (open is null) tracker.DoorUnknown(cabinet);
            else if (open.Value) tracker.DoorOpened(cabinet, at.UtcTicks);
            else tracker.DoorClosed(cabinet, at.UtcTicks);
            if (names.IndexOf(cabinet) is >= 0 and int index) ring.Add(Heard.Door(index, open, at.UtcTicks));
        }
    }

    /// <summary>Where the ledger says each tag was: a restart is no reason to move anything.</summary>
    public void Restore(SiteState state)
    {
        lock (_gate)
            foreach ((TagUii tag, SiteTag known) in state.Tags)
                if (known.Place is not null)
                    tracker.Restore(tag, known.Place, known.Since.UtcTicks);
    }

    /// <summary>Moves what was concluded since the last call to the end of <paramref name="into"/>, in order.</summary>
    public void TakeConcluded(List<PlaceChange> into)
    {
        lock (_gate)
        {
            into.AddRange(_concluded);
            _concluded.Clear();
        }
    }

    /// <summary>For those who take part in reads, under the engine's lock: the antenna does not look harder now.</summary>
    public bool HasUsualPower(int antenna) => _moreDb[antenna] == 0;

    private void Tune(string reader, InventoryFit fit)
    {
        foreach (AntennaSettings settings in fit.Antennas)
        {
            int antenna = antennas.Find(reader, settings.Port), moreDb = fit.Count is null && settings.MoreDb >= 0 ? settings.MoreDb : PresenceTracker.Counting;
            if (antenna < 0 || _moreDb[antenna] == moreDb) continue;
            _moreDb[antenna] = moreDb;
            tracker.Tuned(antenna, moreDb);
            ring.Add(Heard.Tuned(antenna, moreDb, time.GetUtcNow().UtcTicks));
        }
    }

    private void Hand(ref int waiting)
    {
        foreach (ref readonly TagObservation read in _reads.AsSpan(0, waiting)) ring.Add(Heard.Of(read));
        tracker.Observe(_reads.AsSpan(0, waiting), _concluded);
        if (waiting > 0) ReadsHeard?.Invoke(_reads.AsSpan(0, waiting));
        waiting = 0;
    }

    public (int Hits, double Seconds) Usual(TagUii tag)
    {
        lock (_gate) return tracker.TryGetUsual(tag, out int hits, out double seconds) ? (hits, seconds) : (0, 0);
    }

    /// <summary>Places are weighed by another map from here on.</summary>
    public void Use(PresenceModel map) { lock (_gate) tracker.Use(map); }

    public double? LimitDbm(string reader, byte port)
    {
        lock (_gate) return antennas.Find(reader, port) is >= 0 and int antenna ? tracker.LimitDbm(antenna) : null;
    }

    public double? StrengthDb(TagUii tag)
    {
        lock (_gate) return tracker.TryGetStrength(tag, out double overLimitDb) ? overLimitDb : null;
    }

    public void Take(TagUii tag, PlaceId place, DateTimeOffset at) { lock (_gate) tracker.Seen(tag, place, at.UtcTicks); }

    public WatchKnowledge? Knows(TagUii tag, PlaceId place, DateTimeOffset placedAt, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (!tracker.TryGetBelief(tag, at.UtcTicks, out PlaceBelief belief)) return null;
            long usualGap = tracker.TryGetUsual(tag, out int hits, out double seconds) ? (long)(seconds / hits * TimeSpan.TicksPerSecond) : 0;
            WatchKnowledge? known = _shut.Of(place, belief.HeardInsideAt?.UtcTicks ?? 0, placedAt.UtcTicks, usualGap);
            bool inside = belief.Zone?.Cabinet == place.Cabinet && belief.CabinetChance >= SureInside;
            return known is { Knows: WatchKnows.HeardSinceShut } && !inside ? null : known; // heard through a wall, or by another cabinet
        }
    }

    public PlaceBelief? Find(TagUii tag, DateTimeOffset at)
    {
        lock (_gate) return tracker.TryGetBelief(tag, at.UtcTicks, out PlaceBelief belief) ? belief : null;
    }
}
