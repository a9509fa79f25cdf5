namespace Readers.Contacts;

/// <summary>An input of a reader, which tells its level by itself or is asked between its rounds.</summary>
internal sealed class ReaderInput(
    ReaderTerminals owner, string name, byte line, bool activeLow, TimeSpan debounce, TimeProvider time) : IContactInput
{
    private const int Waiting = 1_000;
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1), s_silentAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<ContactState> _changes = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContactState? _level;
    private bool _settled, _isLost;
    private long _levelSince, _heard = time.GetTimestamp();
    private DateTimeOffset? _heardAt;

    public string Name => name;

    public DateTimeOffset? HeardAt { get { lock (_gate) return _heardAt; } }

    /// <summary>Never waits: nobody may hold up a reader.</summary>
    public void Tell(in ContactState state)
    {
        if (state.Line != line) return;
        ContactState told = state with { High = state.High != activeLow };
        lock (_gate)
        {
            (_heardAt, _heard) = (told.ObservedAt, time.GetTimestamp());
            if (_level?.High == told.High) return;
            bool first = _level is null;
            Settle(); // the level before this one may have stood long enough
            (_level, _levelSince) = (told, _heard);
            if (first) Take(told);
            WakeUp();
        }
    }

    public void Lose()
    {
        lock (_gate)
        {
            _isLost = true;
            WakeUp();
        }
    }

    public async ValueTask<ContactState> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            Task news;
            TimeSpan wait;
            bool isSilent;
            lock (_gate)
            {
                Settle();
                if (_changes.TryDequeue(out ContactState change)) return change;
                if (_isLost) throw owner.Gone();
                isSilent = time.GetElapsedTime(_heard) >= s_silentAfter;
                bool flutters = _level is { } level && level.High != _settled;
                (news, wait) = (_news.Task, flutters ? debounce - time.GetElapsedTime(_levelSince) : s_lookEvery);
            }
            if (isSilent) throw owner.Silence(line); // the owner's lock is never taken inside this one
            if (wait <= TimeSpan.Zero) continue;
            try
            {
                await news.WaitAsync(wait, time, ct);
            }
            catch (TimeoutException)
            {
                // a level has stood long enough, or it is time to see whether anything is heard at all
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        owner.Forget(this);
        Lose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Believes the level when it has stood for the debounce time.</summary>
    private void Settle()
    {
        if (_level is { } level && level.High != _settled && time.GetElapsedTime(_levelSince) >= debounce) Take(level);
    }

    private void Take(ContactState level)
    {
        _settled = level.High;
        if (_changes.Count == Waiting) _changes.Dequeue(); // nobody takes them: the newest counts
        _changes.Enqueue(level);
    }

    private void WakeUp()
    {
        _news.TrySetResult();
        _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
