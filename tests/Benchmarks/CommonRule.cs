using Inventory;

namespace Benchmarks;

/// <summary>
/// How common middleware places tags, for comparison only: the antenna with the greatest mean of its last 20 strengths, with an offset
/// for the one that has the tag. The offset is 6 dB and falls by 0.008 dB a millisecond from 500 ms after the last read there.
/// </summary>
internal sealed class CommonRule
{
    private const int Window = 20, FewestReads = 2;
    private const double OffsetDb = 6, FallDbPerMs = 0.008, FallAfterMs = 500;

    private readonly Dictionary<TagUii, Tag> _tags = [];

    /// <summary>Changes of place so far, first places not counted.</summary>
    public int Moves { get; private set; }

    /// <returns>The antenna that has the tag now.</returns>
    public int Observe(TagUii tag, int antenna, float rssi, long atTicks)
    {
        if (!_tags.TryGetValue(tag, out Tag? known)) _tags[tag] = known = new Tag(antenna);
        Heard heard = known.At(antenna);
        heard.Add(rssi, atTicks);
        if (antenna == known.Antenna || heard.Count < FewestReads) return known.Antenna;
        Heard old = known.At(known.Antenna);
        double silentMs = (atTicks - old.LastTicks) / (double)TimeSpan.TicksPerMillisecond;
        double offset = OffsetDb - (FallDbPerMs * Math.Max(0, silentMs - FallAfterMs));
        if (heard.Mean > old.Mean + offset)
        {
            known.Antenna = antenna;
            Moves++;
        }
        return known.Antenna;
    }

    /// <summary>Tags that were not heard for <paramref name="ticks"/>: the rule calls them departed.</summary>
    public IEnumerable<(TagUii Tag, int Antenna)> Departed(long nowTicks, long ticks)
    {
        foreach ((TagUii tag, Tag known) in _tags)
        {
            if (nowTicks - known.LastTicks <= ticks) continue;
            _tags.Remove(tag);
            yield return (tag, known.Antenna);
        }
    }

    private sealed class Tag(int antenna)
    {
        private readonly Dictionary<int, Heard> _heard = [];

        public int Antenna { get; set; } = antenna;
        public long LastTicks => _heard.Values.Max(static heard => heard.LastTicks);

        public Heard At(int antenna)
        {
            if (!_heard.TryGetValue(antenna, out Heard? heard)) _heard[antenna] = heard = new Heard();
            return heard;
        }
    }

    private sealed class Heard
    {
        private readonly Queue<float> _last = new(Window);

        public int Count => _last.Count;
        public double Mean => _last.Average();
        public long LastTicks { get; private set; }

        public void Add(float rssi, long atTicks)
        {
            if (_last.Count == Window) _last.Dequeue();
            _last.Enqueue(rssi);
            LastTicks = atTicks;
        }
    }
}
