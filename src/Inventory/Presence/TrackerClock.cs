namespace Inventory.Presence;

/// <summary>Time as the tracker counts it: goes only forward, whatever the stamps of reads do.</summary>
internal struct TrackerClock
{
    private const long LateTicks = 5 * TimeSpan.TicksPerSecond; // older stamps than this are a clock that was set back
    private const long LongestStepTicks = 60 * TimeSpan.TicksPerSecond;

    private long _elapsedTicks, _lastTicks;

    /// <summary>Milliseconds since the start; wraps, so only differences mean something.</summary>
    public uint NowMs { get; private set; }

    public uint Advance(long atTicks)
    {
        long step = atTicks - _lastTicks;
        if (step <= 0 && step > -LateTicks) return NowMs;
        if (step > 0) _elapsedTicks += Math.Min(step, LongestStepTicks);
        _lastTicks = atTicks;
        return NowMs = (uint)(_elapsedTicks / TimeSpan.TicksPerMillisecond);
    }
}
