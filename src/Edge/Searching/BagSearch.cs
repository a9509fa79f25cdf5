using System.Collections.Frozen;
using Inventory;
using Inventory.Identification;

namespace Edge.Searching;

/// <summary>
/// Somebody gets nearer to one bag: its antennas try to hear it, one at a time. Locked by itself: reads come from the devices, pages look at it.
/// </summary>
internal sealed class BagSearch
{
    /// <summary>Between two tries of other antennas the best one has so many: the number must follow the hand.</summary>
    private const int TriesOfTheBest = 3;

    /// <summary>A bag that was not heard for so long has no number.</summary>
    private static readonly TimeSpan s_unheardAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_now = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_shown = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SearchAntenna[] _antennas;
    private readonly Queue<SearchTry> _heard = new();
    private readonly FrozenSet<TagUii> _tags;
    private int _reading, _rotation, _tries;
    private bool _inForce;
    private double? _strongest;
    private long _triedAt;

    /// <param name="tags">Of the bag; at least one.</param>
    /// <param name="antennas">At least one, the likeliest first.</param>
    public BagSearch(int number, SearchOrder order, IEnumerable<TagUii> tags, IReadOnlyList<SearchAntenna> antennas, TimeProvider time)
    {
        (Number, Order, _time) = (number, order, time);
        (_tags, _antennas, BeganAt) = (tags.ToFrozenSet(), [.. antennas], time.GetUtcNow());
        _triedAt = WantedAt = time.GetTimestamp();
    }

    public int Number { get; }

    public SearchOrder Order { get; }

    public DateTimeOffset BeganAt { get; }

    /// <summary>When a page last said that somebody looks at it; a timestamp.</summary>
    public long WantedAt { get; set; }

    public bool Uses(string reader) => Array.Exists(_antennas, antenna => antenna.Reader == reader);

    public bool Uses(PlaceId cabinet) => Array.Exists(_antennas, antenna => antenna.Place.Cabinet == cabinet);

    /// <summary>The antenna whose turn it is.</summary>
    public SearchAntenna Reading
    {
        get { lock (_gate) return _antennas[_reading]; }
    }

    /// <summary>Since the last try ended.</summary>
    public TimeSpan Waiting
    {
        get { lock (_gate) return _time.GetElapsedTime(_triedAt); }
    }

    /// <param name="inForce">Its reader reads so already.</param>
    public void Begin(bool inForce)
    {
        lock (_gate) (_inForce, _strongest, _triedAt) = (inForce, null, _time.GetTimestamp());
    }

    /// <summary>The reader reads with these powers from here on; null: it counts.</summary>
    public void Tuned(string reader, Func<byte, int?> stepDb)
    {
        lock (_gate)
            if (_antennas[_reading] is { } antenna && antenna.Reader == reader)
                (_inForce, _strongest) = (stepDb(antenna.Port) == antenna.StepDb, null);
    }

    public void Hears(string reader, byte port, in TagUii tag, double rssiDbm)
    {
        lock (_gate)
            if (_inForce && _antennas[_reading] is { } antenna && antenna.Reader == reader && antenna.Port == port && _tags.Contains(tag))
                _strongest = _strongest is not { } before || double.IsNaN(before) ? rssiDbm : double.IsNaN(rssiDbm) ? before : Math.Max(before, rssiDbm);
    }

    /// <returns>True when this ended a try: it is another antenna's turn, or another power's.</returns>
    public bool Listened(string reader, byte port)
    {
        lock (_gate)
        {
            if (!_inForce || _antennas[_reading] is not { } antenna || antenna.Reader != reader || antenna.Port != port) return false;
            SearchTry told = antenna.Tried(_strongest, _time.GetUtcNow());
            if (told.MarginDb is not null) _heard.Enqueue(told);
            while (_heard.TryPeek(out SearchTry oldest) && told.At - oldest.At > s_shown) _heard.Dequeue();
            TakeTurns();
            return true;
        }
    }

    /// <summary>The reader does not answer: the next antenna.</summary>
    public void PassOver()
    {
        lock (_gate) TakeTurns();
    }

    public SearchState Look()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            SearchAntenna? best = Best(now);
            DateTimeOffset? heardAt = _heard.Count == 0 ? null : _heard.Max(static one => one.At);
            double? margin = best is null ? null : best.MarginDb(now - s_now) ?? best.MarginDb(now - s_unheardAfter);
            return new SearchState(
                margin is { } db ? Nearness.Of(db) : null,
                margin is { } present ? Nearness.Trend(present, Before(now)) : NearnessTrend.Steady,
                heardAt, Of(best ?? _antennas[_reading]), Of(_antennas[_reading]), [.. _antennas.Select(Of)], Course(now));

            SearchAntennaState Of(SearchAntenna antenna) => new(
                antenna.Reader, antenna.Port, antenna.Place, antenna.Heard, antenna.Tries.Count,
                antenna.MarginDb(now - s_unheardAfter) is { } margin ? Nearness.Of(margin) : null);
        }
    }

    private SearchAntenna? Best(DateTimeOffset now)
    {
        (SearchAntenna? best, double most) = (null, double.NegativeInfinity);
        foreach (SearchAntenna antenna in _antennas)
            if (antenna.MarginDb(now - s_unheardAfter) is { } margin && margin > most)
                (best, most) = (antenna, margin);
        return best;
    }

    private double? Before(DateTimeOffset now)
    {
        double[] before = [.. from one in _heard where one.At < now - s_now && one.At >= now - (s_now + s_unheardAfter) select one.MarginDb!.Value];
        return before.Length == 0 ? null : before.Average();
    }

    /// <summary>The nearest of each second, the oldest first.</summary>
    private int?[] Course(DateTimeOffset now)
    {
        int?[] course = new int?[(int)s_shown.TotalSeconds];
        foreach (SearchTry one in _heard)
        {
            int at = course.Length - 1 - (int)(now - one.At).TotalSeconds;
            if (at < 0 || at >= course.Length) continue;
            int number = Nearness.Of(one.MarginDb!.Value);
            if (course[at] is not { } before || number > before) course[at] = number;
        }
        return course;
    }

    private void TakeTurns()
    {
        SearchAntenna? best = Best(_time.GetUtcNow());
        bool othersTurn = best is null || _tries++ % (TriesOfTheBest + 1) == TriesOfTheBest;
        if (!othersTurn)
        {
            _reading = Array.IndexOf(_antennas, best);
        }
        else
        {
            _rotation = (_rotation + 1) % _antennas.Length;
            if (best == _antennas[_rotation]) _rotation = (_rotation + 1) % _antennas.Length;
            _reading = _rotation;
        }
        (_inForce, _strongest, _triedAt) = (false, null, _time.GetTimestamp());
    }
}

/// <summary>What a page shows of a search.</summary>
/// <param name="Number">1, far, to 10, here; null when the bag was not heard for a while.</param>
/// <param name="Best">The antenna that hears it most strongly, or the one that tries now.</param>
/// <param name="Course">The last 30 s, a number each second, the oldest first; null where it was not heard.</param>
internal sealed record SearchState(
    int? Number, NearnessTrend Trend, DateTimeOffset? HeardAt, SearchAntennaState Best, SearchAntennaState Reading,
    IReadOnlyList<SearchAntennaState> Antennas, IReadOnlyList<int?> Course);

/// <param name="Heard">Of its last tries, those in which it heard the bag.</param>
/// <param name="Number">Of this antenna; null when it has not heard the bag for a while.</param>
internal sealed record SearchAntennaState(string Reader, byte Port, PlaceId Place, int Heard, int Tries, int? Number);

/// <summary>What somebody wants to get nearer to. The same one said again goes on; another one is another search.</summary>
/// <param name="Place">Where to look; null for where the bag is believed to be.</param>
/// <param name="Reader">A hand-held reader to look with; null for the antennas of that place.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Name">What that one is called, for others who wait.</param>
internal sealed record SearchOrder(UnitKey Unit, PlaceId? Place, string? Reader, Actor By, string Name);
