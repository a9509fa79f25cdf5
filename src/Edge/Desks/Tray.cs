using Inventory;
using Readers;
using Readers.Writing;

namespace Edge.Desks;

/// <param name="RssiDbm">Smoothed over the last reads; null when the reader tells none.</param>
/// <param name="IsNearby">Heard so weakly that it lies beside the plate rather than on it.</param>
internal sealed record TrayTag(TagUii Tag, DateTimeOffset LaidAt, double? RssiDbm, bool IsNearby);

/// <summary>What the antennas of one desk or tunnel hear now. Fed by the reader's worker, read by all.</summary>
/// <remarks>
/// A tag leaves the tray when its antennas have listened for a while without it. While a tag is written they do not listen, and nothing
/// leaves. Of several antennas the one that hears a tag most strongly tells how near it is, and writes it.
/// </remarks>
/// <param name="antennaPorts">At least one, all of the same reader.</param>
internal sealed class Tray(string id, string reader, IReadOnlyList<byte> antennaPorts, double nearbyBelowDbm, TimeProvider time)
{
    private const double Smoothing = 0.2, HysteresisDb = 3;

    /// <summary>For each antenna, since they listen in turn: longer than a tag keeps quiet after it was read in session S1.</summary>
    private static readonly TimeSpan s_leavesAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_deafAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<TagUii, Lying> _tags = [];
    private long _listenedAt;
    private bool _hasListened;

    public string Id => id;
    public string Reader => reader;
    public bool Has(byte port) => antennaPorts.Contains(port);

    /// <summary>The antenna that hears a tag most strongly; the first one for a tag that is not here.</summary>
    public byte AntennaFor(TagUii tag)
    {
        lock (_gate) return _tags.TryGetValue(tag, out Lying? lying) ? lying.AntennaPort : antennaPorts[0];
    }

    /// <summary>Null while the reader is away, or when it cannot write.</summary>
    public ITagWriter? Writer { get; private set; }

    /// <summary>The antenna listens; otherwise nobody knows what lies here.</summary>
    public bool IsListening { get { lock (_gate) return _hasListened && time.GetElapsedTime(_listenedAt) < s_deafAfter; } }

    /// <summary>In the order in which they were laid down.</summary>
    public IReadOnlyList<TrayTag> Tags
    {
        get
        {
            lock (_gate)
                return [.. from tag in _tags orderby tag.Value.LaidAt, tag.Key.ToString()
                    select new TrayTag(tag.Key, tag.Value.LaidAt, tag.Value.RssiDbm, tag.Value.IsNearby)];
        }
    }

    public void Opened(ITagReader device)
    {
        lock (_gate) Writer = device as ITagWriter;
    }

    /// <returns>True when pages should look again.</returns>
    public bool Lost()
    {
        lock (_gate)
        {
            bool news = _hasListened || _tags.Count > 0;
            (Writer, _hasListened) = (null, false);
            _tags.Clear();
            return news;
        }
    }

    /// <returns>True when pages should look again.</returns>
    public bool Heard(in TagRead read, TagUii tag)
    {
        lock (_gate)
        {
            bool news = !_tags.TryGetValue(tag, out Lying? lying);
            if (lying is null) _tags[tag] = lying = new Lying { LaidAt = read.ObservedAt, AntennaPort = read.AntennaPort };
            lying.Missed = TimeSpan.Zero;
            if (read.RssiDbm is not { } dbm) return news;
            if (lying.RssiDbm is not { } before || (read.AntennaPort != lying.AntennaPort && dbm > before))
                (lying.AntennaPort, lying.RssiDbm) = (read.AntennaPort, dbm);
            else if (read.AntennaPort == lying.AntennaPort) lying.RssiDbm = before + (Smoothing * (dbm - before));
            else return news; // heard better by another antenna
            bool nearby = lying.RssiDbm < nearbyBelowDbm + (lying.IsNearby ? HysteresisDb : 0);
            news |= nearby != lying.IsNearby;
            lying.IsNearby = nearby;
            return news;
        }
    }

    /// <returns>True when pages should look again.</returns>
    public bool Listened(in ListeningPeriod period)
    {
        lock (_gate)
        {
            bool news = !_hasListened;
            (_hasListened, _listenedAt) = (true, time.GetTimestamp());
            TimeSpan listened = period.EndedAt - period.StartedAt;
            List<TagUii> gone = [];
            foreach ((TagUii tag, Lying lying) in _tags)
                if ((lying.Missed += listened) > s_leavesAfter * antennaPorts.Count) gone.Add(tag); // a read sets it back to nothing
            foreach (TagUii tag in gone) _tags.Remove(tag);
            return news || gone.Count > 0;
        }
    }

    private sealed class Lying
    {
        public DateTimeOffset LaidAt { get; init; }
        public byte AntennaPort { get; set; }
        public TimeSpan Missed { get; set; }
        public double? RssiDbm { get; set; }
        public bool IsNearby { get; set; }
    }
}
