namespace HardwareSim.Score;

/// <summary>The seconds of a run that count: whole UTC seconds, compared at their start, without or only with the times of faults.</summary>
internal sealed class Windows
{
    private readonly long _from, _to;
    private readonly bool _inFaults;
    private readonly List<(long From, long To)> _faults = [];

    /// <param name="from">UTC ticks, included; <paramref name="to"/> excluded.</param>
    /// <param name="faults">UTC ticks; may overlap.</param>
    /// <param name="inFaults">True to count the faults' times alone, false to leave them out.</param>
    public Windows(long from, long to, IEnumerable<(long From, long To)> faults, bool inFaults)
    {
        (_from, _to, _inFaults) = (from, to, inFaults);
        foreach ((long a, long b) in faults.OrderBy(static window => window.From))
        {
            if (_faults.Count > 0 && a <= _faults[^1].To) _faults[^1] = (_faults[^1].From, Math.Max(b, _faults[^1].To));
            else _faults.Add((a, b));
        }
    }

    /// <summary>UTC ticks at which the run ends.</summary>
    public long To => _to;

    public bool Holds(long ticks) =>
        ticks >= _from && ticks < _to && _faults.Exists(fault => ticks >= fault.From && ticks < fault.To) == _inFaults;

    /// <summary>Seconds that begin in [from, to) and count.</summary>
    public long Seconds(long from, long to)
    {
        (from, to) = (Math.Max(from, _from), Math.Min(to, _to));
        if (from >= to) return 0;
        long faulty = 0;
        foreach ((long a, long b) in _faults) faulty += Between(Math.Max(a, from), Math.Min(b, to));
        return _inFaults ? faulty : Between(from, to) - faulty;
    }

    private static long Between(long from, long to) => from >= to ? 0 : Up(to) - Up(from);

    private static long Up(long ticks) => (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
