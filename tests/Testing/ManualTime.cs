namespace Testing;

/// <summary>A clock that moves only when told. Timers whose time has come fire inside <see cref="Advance"/>, in order.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private long _elapsedTicks;

    public ManualTime() : this(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() { lock (_gate) return _now; }

    public override long GetTimestamp() { lock (_gate) return _elapsedTicks; }

    /// <summary>Timers that wait to fire: lets a test wait until the code under test sleeps.</summary>
    public int Waiting { get { lock (_gate) return _timers.Count; } }

    public void Advance(TimeSpan by)
    {
        long end;
        lock (_gate) end = _elapsedTicks + by.Ticks;
        while (NextDue(end) is { } due) due.Fire();
        lock (_gate) MoveTo(end);
    }

    /// <summary>The wall clock jumps; elapsed time and timers do not.</summary>
    public void SetWallClock(DateTimeOffset now) { lock (_gate) _now = now; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(long end)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.Where(timer => timer.DueTicks <= end).MinBy(static timer => timer.DueTicks);
            if (next is null) return null;
            MoveTo(Math.Max(next.DueTicks, _elapsedTicks));
            if (next.PeriodTicks > 0) next.DueTicks += next.PeriodTicks;
            else _timers.Remove(next);
            return next;
        }
    }

    private void MoveTo(long elapsedTicks)
    {
        _now += TimeSpan.FromTicks(elapsedTicks - _elapsedTicks);
        _elapsedTicks = elapsedTicks;
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        public long DueTicks { get; set; }
        public long PeriodTicks { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueTicks = owner._elapsedTicks + dueTime.Ticks;
                PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                owner._timers.Add(this);
            }
            return true;
        }

        public void Dispose() { lock (owner._gate) owner._timers.Remove(this); }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
