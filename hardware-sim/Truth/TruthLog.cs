namespace HardwareSim.Truth;

/// <summary>A stretch of time in which a bag was in one place.</summary>
/// <param name="Place"><c>fridge-1/shelf-2</c>; null for a hand, bench or trolley and for away.</param>
/// <param name="Away">True when it has left the room.</param>
public readonly record struct TrueStay(long FromTicks, string? Place, bool Away);

/// <param name="ClosedTicks">Null while it is open.</param>
public readonly record struct DoorOpening(int Cabinet, long OpenedTicks, long? ClosedTicks);

/// <summary>Where every bag really was at each moment, which door was open, how warm each probe's liquid was.</summary>
/// <remarks>Ticks of the world, 0 at its start. Written under the world's gate; read when the world stands still.</remarks>
public sealed class TruthLog
{
    private readonly Dictionary<string, List<TrueStay>> _stays = new(StringComparer.Ordinal);
    private readonly List<DoorOpening> _doors = [];
    private readonly Dictionary<string, List<float>> _celsius = new(StringComparer.Ordinal);
    private readonly List<(long FromTicks, long ToTicks, string What)> _faults = [];

    /// <summary>By UII in upper-case hex; the first stay begins with the bag's life.</summary>
    public IReadOnlyDictionary<string, List<TrueStay>> Stays => _stays;
    public IReadOnlyList<DoorOpening> Doors => _doors;

    /// <summary>By 1-wire device, one value a second from the start.</summary>
    public IReadOnlyDictionary<string, List<float>> Celsius => _celsius;

    /// <summary>Injected faults, which have a column of their own in the score.</summary>
    public IReadOnlyList<(long FromTicks, long ToTicks, string What)> Faults => _faults;

    /// <summary>What readers told.</summary>
    public ReadLog Reads { get; } = new();

    /// <summary>False saves the memory of temperatures in runs of many days.</summary>
    public bool KeepTemperatures { get; set; } = true;

    /// <summary>Where a tag is at one instant; null before its first stay.</summary>
    public TrueStay? At(string tag, long ticks)
    {
        if (!_stays.TryGetValue(tag, out List<TrueStay>? stays)) return null;
        int low = 0, high = stays.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (stays[middle].FromTicks <= ticks) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : stays[low - 1];
    }

    internal void Placed(string tag, long at, string? place, bool away)
    {
        if (!_stays.TryGetValue(tag, out List<TrueStay>? stays)) _stays[tag] = stays = [];
        if (stays.Count > 0 && stays[^1].Place == place && stays[^1].Away == away) return;
        stays.Add(new TrueStay(at, place, away));
    }

    internal void DoorOpened(int cabinet, long at) => _doors.Add(new DoorOpening(cabinet, at, null));

    internal void DoorClosed(int cabinet, long at)
    {
        int index = _doors.FindLastIndex(door => door.Cabinet == cabinet);
        _doors[index] = _doors[index] with { ClosedTicks = at };
    }

    internal void Measured(string device, double celsius)
    {
        if (!KeepTemperatures) return;
        if (!_celsius.TryGetValue(device, out List<float>? values)) _celsius[device] = values = [];
        values.Add((float)celsius);
    }

    internal void Faulty(long from, long to, string what) => _faults.Add((from, to, what));
}
