namespace Testing;

/// <summary>A clock that runs so many times faster than the machine's, and waits for the machine where it cannot keep up.</summary>
/// <remarks>
/// Fast time on real ports makes a second of every hiccup: time-outs run out that no device has earned. Here time moves in small steps; the next one
/// is taken when what the last one set going has settled, and a step that comes late is no longer than one that comes in time.
/// </remarks>
public sealed class PacedTime : TimeProvider, IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(2);
    private readonly ManualTime _inner = new(System.GetUtcNow());
    private readonly CancellationTokenSource _over = new();
    private readonly Task _pumped;

    /// <summary>The machine's own speed, but still while the machine stalls: a time-out on a real port runs out only when a device has earned it.</summary>
    public static TimeProvider Machine { get; } = new PacedTime(1);

    /// <param name="speed">Seconds of this clock in one of the machine's, at most.</param>
    /// <param name="settle">Ends when what is under way on the ports has had its time; null where there are none.</param>
    public PacedTime(double speed, Func<ValueTask>? settle = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        _pumped = Task.Run(() => PumpAsync(speed, settle));
    }

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow();

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(_ => ThreadPool.UnsafeQueueUserWorkItem(static call => call.callback(call.state), (callback, state), preferLocal: false), null, dueTime, period);

    /// <summary>The clock stands still from now on: whoever waits on it must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _pumped;
        _over.Dispose();
    }

    private async Task PumpAsync(double speed, Func<ValueTask>? settle)
    {
        while (!_over.IsCancellationRequested)
        {
            long began = System.GetTimestamp();
            if (settle is not null) await settle();
            TaskCompletionSource idle = new(); // goes on where it stands: behind all that is due
            ThreadPool.UnsafeQueueUserWorkItem(static idle => idle.SetResult(), idle, preferLocal: false);
            await idle.Task;
            await Task.Delay(s_tick, System);
            TimeSpan took = System.GetElapsedTime(began);
            _inner.Advance((took < 2 * s_tick ? took : 2 * s_tick) * speed);
        }
    }
}
