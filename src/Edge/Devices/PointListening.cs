using System.Collections.Immutable;
using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Devices;

/// <summary>What the antennas hear of the reference tag at one point. Locked by itself: reads come from the devices, pages look at it.</summary>
/// <remarks>Only whole visits with the usual power and the door shut count: at an open door every antenna hears everything.</remarks>
internal sealed class PointListening
{
    private readonly Lock _gate = new();
    private readonly ShelfWalk _walk;
    private readonly PresenceLayout _layout;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Ear[] _ears;
    private long _heardAt;

    public PointListening(ShelfWalk walk, PlaceId shelf, ShelfSide side, PresenceLayout layout, TimeProvider time)
    {
        (_walk, Shelf, Side, _layout, _time, _began) = (walk, shelf, side, layout, time, time.GetTimestamp());
        _heardAt = _began;
        _ears = new Ear[layout.Antennas.Count];
    }

    public int Walk => _walk.Number;
    public PlaceId Cabinet => _walk.Cabinet;
    public PlaceId Shelf { get; }
    public ShelfSide Side { get; }

    /// <summary>It was handed to the ledger; nothing more is taken.</summary>
    public bool IsRecorded { get; set; }

    public void Observe(ReadOnlySpan<TagObservation> reads)
    {
        foreach (ref readonly TagObservation read in reads)
        {
            if (read.Tag != _walk.Tag) continue;
            lock (_gate)
            {
                ref Ear ear = ref _ears[read.Antenna];
                ear.NewReads++;
                if (!float.IsNaN(read.RssiDbm)) (ear.NewStrengths, ear.NewSum) = (ear.NewStrengths + 1, ear.NewSum + read.RssiDbm);
                _heardAt = _time.GetTimestamp();
            }
        }
    }

    /// <param name="counts">The door is shut and the power is the usual one.</param>
    public void Listened(AntennaListened period, bool counts)
    {
        lock (_gate)
        {
            ref Ear ear = ref _ears[period.Antenna];
            if (counts && !IsRecorded)
            {
                ear.Seconds += Math.Max(0, period.ToTicks - period.FromTicks) / (double)TimeSpan.TicksPerSecond;
                ear.Visits++;
                if (ear.NewReads > 0) ear.HeardIn++;
                ear.Reads += ear.NewReads;
                (ear.Strengths, ear.Sum) = (ear.Strengths + ear.NewStrengths, ear.Sum + ear.NewSum);
            }
            (ear.NewReads, ear.NewStrengths, ear.NewSum) = (0, 0, 0);
        }
    }

    /// <summary>Listening time of the cabinet's antenna that has listened least; its end is the walk's seconds a point.</summary>
    public double LeastSeconds()
    {
        lock (_gate)
            return _layout.Antennas.Index().Where(antenna => antenna.Item.Zone.Cabinet == Cabinet).Min(antenna => _ears[antenna.Index].Seconds);
    }

    public bool IsComplete => LeastSeconds() >= _walk.SecondsPerPoint;

    /// <summary>Since any antenna heard the tag, or since the beginning.</summary>
    public TimeSpan Silence
    {
        get { lock (_gate) return _time.GetElapsedTime(_heardAt); }
    }

    public PointFigure[] Figures()
    {
        lock (_gate)
            return [.. _layout.Antennas.Select((antenna, at) => new PointFigure(
                Shelf, Side, antenna.Reader, antenna.Port, antenna.Zone, Math.Round(_ears[at].Seconds, 2), _ears[at].Visits, _ears[at].HeardIn,
                _ears[at].Reads, _ears[at].Strengths == 0 ? null : Math.Round(_ears[at].Sum / _ears[at].Strengths, 1)))];
    }

    private struct Ear
    {
        public double Seconds, Sum, NewSum;
        public int Visits, HeardIn, Reads, Strengths, NewReads, NewStrengths;
    }
}

/// <summary>The points that are listened to now: at most one a walk.</summary>
internal sealed class RunningListenings
{
    private readonly Lock _gate = new();
    private ImmutableArray<PointListening> _all = [];

    /// <summary>Read without a lock by whoever hands on reads.</summary>
    public ImmutableArray<PointListening> All => _all;

    public PointListening? Find(int walk) => _all.FirstOrDefault(point => point.Walk == walk);

    /// <summary>In the place of the point that this walk listened to before.</summary>
    public void Begin(PointListening point)
    {
        lock (_gate) _all = _all.RemoveAll(other => other.Walk == point.Walk).Add(point);
    }

    public void End(PointListening point)
    {
        lock (_gate) _all = _all.Remove(point);
    }
}
