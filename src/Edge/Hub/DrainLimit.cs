namespace Edge.Hub;

/// <summary>
/// Holds back a backlog, and everything while the hub asks us to slow down. A token bucket that may go into debt: a batch goes
/// out whole, and the next one waits for it.
/// </summary>
/// <remarks>One loop takes; <see cref="SlowDown"/> may come from another thread.</remarks>
internal sealed class DrainLimit(double eventsPerSecond, TimeProvider time, Random random)
{
    /// <summary>Events that leave at once after a quiet time: a short outage is over in no time.</summary>
    private const double Burst = 200;

    private readonly Lock _gate = new();
    private double _tokens = Burst;
    private long _filledAt = time.GetTimestamp();
    private double _slowRate;
    private long _slowFrom;
    private TimeSpan _slowFor = TimeSpan.Zero;

    /// <summary>The hub's wish: at most this rate, news included, for this long. 0 means: nothing.</summary>
    public void SlowDown(double eventsPerSecondAtMost, TimeSpan lasts)
    {
        lock (_gate)
        {
            (_slowRate, _slowFrom, _slowFor) = (eventsPerSecondAtMost, time.GetTimestamp(), lasts);
            _tokens = Math.Min(_tokens, 0);
        }
    }

    /// <param name="isBacklog">It was recorded before this connection came up.</param>
    /// <returns>Zero when the events may go now; else how long to wait before asking again.</returns>
    public TimeSpan Take(int events, bool isBacklog)
    {
        lock (_gate)
        {
            TimeSpan slowLeft = _slowFor - time.GetElapsedTime(_slowFrom);
            bool slowed = slowLeft > TimeSpan.Zero;
            if (!isBacklog && !slowed) return TimeSpan.Zero;
            double rate = slowed ? Math.Min(_slowRate, eventsPerSecond) : eventsPerSecond;
            _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_filledAt).TotalSeconds * rate));
            _filledAt = time.GetTimestamp();
            if (rate <= 0) return slowLeft;
            if (_tokens < 0)
            {
                // up to a quarter more, so that sites which came back together drift apart; never past the end of a slow-down
                double seconds = (0.001 - _tokens) / rate * (1 + (0.25 * random.NextDouble()));
                return slowed && seconds > slowLeft.TotalSeconds ? slowLeft : TimeSpan.FromSeconds(seconds);
            }
            _tokens -= events;
            return TimeSpan.Zero;
        }
    }
}
