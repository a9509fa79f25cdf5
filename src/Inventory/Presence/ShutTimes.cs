namespace Inventory.Presence;

/// <summary>When the door of each cabinet was shut, and for how much of that time an antenna listened inside. One owner.</summary>
/// <remarks>
/// Bags leave through the door. So a bag that was heard since it was last shut is still behind it, and one whose tag fell silent long before
/// the next opening was there while it was silent: that tag's silence is no sign of anything. Times are UTC ticks of this service.
/// </remarks>
public sealed class ShutTimes
{
    private const int Kept = 64; // openings of a cabinet: more than a day of a busy one

    /// <summary>A contact is asked every round: a door that is reported shut has been so for a moment, and nobody takes a bag in less.</summary>
    private const long SlackTicks = 2 * TimeSpan.TicksPerSecond;

    /// <summary>Silence shorter than this is usual for a bag that is read by turns.</summary>
    private const long LongTicks = 20 * TimeSpan.TicksPerSecond;

    /// <summary>And shorter than so many of its own usual gaps.</summary>
    private const double UsualGaps = 5;

    /// <summary>With less of the time listened to, silence may be the reader's.</summary>
    private const double LeastListened = 0.5;

    private readonly Dictionary<PlaceId, List<Shut>> _cabinets = [];

    /// <param name="open">Null when nobody knows it any more: what was known of the cabinet is void.</param>
    public void Door(PlaceId cabinet, bool? open, long atTicks)
    {
        if (open is null)
        {
            _cabinets.Remove(cabinet);
            return;
        }
        List<Shut> times = _cabinets.TryGetValue(cabinet, out List<Shut>? known) ? known : _cabinets[cabinet] = [];
        Shut? last = times.Count > 0 ? times[^1] : null;
        if (open.Value)
        {
            if (last is { OpenedTicks: null }) last.OpenedTicks = Math.Max(atTicks, last.FromTicks);
        }
        else if (last is null or { OpenedTicks: not null })
        {
            if (times.Count == Kept) times.RemoveAt(0);
            times.Add(new Shut(times.Count == 0 ? atTicks - SlackTicks : atTicks + SlackTicks)); // what is heard as it falls shut may just have left
        }
    }

    /// <summary>An antenna inside the cabinet has listened; several add up.</summary>
    public void Listened(PlaceId cabinet, long ticks)
    {
        if (_cabinets.TryGetValue(cabinet.Cabinet, out List<Shut>? times) && times.Count > 0 && times[^1].OpenedTicks is null)
            times[^1].ListenedTicks += Math.Max(0, ticks);
    }

    /// <param name="heardTicks">When an antenna inside last heard the tag; 0 for never.</param>
    /// <param name="placedTicks">Since when the ledger has it there.</param>
    /// <param name="usualGapTicks">Mean time between two of its reads; 0 when that is not known.</param>
    /// <returns>Null when the doors prove nothing.</returns>
    public WatchKnowledge? Of(PlaceId place, long heardTicks, long placedTicks, long usualGapTicks)
    {
        if (!_cabinets.TryGetValue(place.Cabinet, out List<Shut>? times) || times.Count == 0) return null;
        DateTimeOffset? heardAt = heardTicks > 0 ? new DateTimeOffset(heardTicks, TimeSpan.Zero) : null;
        Shut now = times[^1];
        if (now.OpenedTicks is null && heardTicks > now.FromTicks) return new WatchKnowledge(WatchKnows.HeardSinceShut, heardAt);
        long there = Math.Max(heardTicks, placedTicks); // the last instant at which it certainly was inside
        if (there < times[0].FromTicks) return null; // what the door did just after is not known
        Shut? silent = times.Find(time => time.OpenedTicks is not { } opened || opened > there);
        if (silent is null || silent.FromTicks > there) return null; // it was last heard at an open door
        long until = silent.OpenedTicks ?? long.MaxValue;
        long least = Math.Max(LongTicks, (long)(UsualGaps * usualGapTicks));
        bool wasLong = until - there >= least && silent.ListenedTicks >= LeastListened * least;
        return wasLong && (silent.OpenedTicks is null || silent.ListenedTicks >= LeastListened * (until - silent.FromTicks))
            ? new WatchKnowledge(WatchKnows.SilentBefore, heardAt)
            : null;
    }

    private sealed class Shut(long fromTicks)
    {
        /// <summary>From here on whatever is heard cannot leave before it is opened.</summary>
        public long FromTicks { get; } = fromTicks;

        /// <summary>Null while it is shut.</summary>
        public long? OpenedTicks { get; set; }
        public long ListenedTicks { get; set; }
    }
}
