namespace HardwareSim;

/// <summary>The world's time on a machine's clock: ticks since the start, and waits in them.</summary>
internal sealed class WorldClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public long Now => time.GetElapsedTime(_start).Ticks;

    public Task DelayAsync(long ticks, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, ticks)), time, ct);

    public Task DelayUntilAsync(long ticks, CancellationToken ct) => DelayAsync(ticks - Now, ct);
}
