namespace HardwareSim;

/// <summary>A clock that runs faster than the machine's; service and simulator share one instance.</summary>
/// <remarks>
/// Timers wait at least one real millisecond, the machine's own grain: at 60-fold speed that is 60 simulated milliseconds, so radio rounds
/// follow each other a little more slowly than in real time.
/// </remarks>
public sealed class ScaledTime : TimeProvider
{
    private readonly DateTimeOffset _startedAt;
    private readonly long _startTimestamp;

    /// <param name="speed">Simulated seconds in a real one; at least 1.</param>
    /// <param name="startAt">What the clock shows now; null for the machine's own time.</param>
    public ScaledTime(double speed, DateTimeOffset? startAt = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        Speed = speed;
        _startedAt = startAt ?? System.GetUtcNow();
        _startTimestamp = System.GetTimestamp();
    }

    public double Speed { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(System.GetElapsedTime(_startTimestamp).Ticks * Speed);

    public override DateTimeOffset GetUtcNow() => _startedAt.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan simulated) =>
        simulated <= TimeSpan.Zero ? simulated : TimeSpan.FromMilliseconds(Math.Ceiling(simulated.TotalMilliseconds / Speed));

    private sealed class ScaledTimer(ITimer inner, ScaledTime owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(owner.Real(dueTime), owner.Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
