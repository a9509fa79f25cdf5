using Edge.Ledger;

namespace Edge.Hub;

/// <summary>How far the broker has acknowledged, kept on disk now and then: losing the last bit only makes some messages go twice.</summary>
internal sealed partial class SavedCursor(ICursorStore store, TimeProvider time, ILogger log)
{
    /// <summary>Name under which the ledger keeps it.</summary>
    public const string Name = "hub";

    private const int EveryEntries = 100;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private long _position, _saved;
    private long _savedAt = time.GetTimestamp();

    /// <summary>Last ledger entry of which the broker has everything.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Until the next save is due; null when nothing is to be saved.</summary>
    public TimeSpan? DueIn => Position == _saved ? null : s_every - time.GetElapsedTime(_savedAt);

    /// <param name="lastSeq">The ledger's end: a ledger that was restored from a backup may be shorter than what was sent.</param>
    public async Task LoadAsync(long lastSeq, CancellationToken ct)
    {
        long kept = await store.GetCursorAsync(Name, ct);
        if (kept > lastSeq) LogAhead(kept, lastSeq);
        _saved = kept;
        Volatile.Write(ref _position, Math.Min(kept, lastSeq));
    }

    public async ValueTask MoveAsync(long position, CancellationToken ct)
    {
        Volatile.Write(ref _position, position);
        if (Math.Abs(position - _saved) >= EveryEntries || DueIn <= TimeSpan.Zero) await SaveAsync(ct);
    }

    public async ValueTask SaveAsync(CancellationToken ct)
    {
        long position = Position;
        if (position == _saved) return;
        _savedAt = time.GetTimestamp(); // also after a failure: a full disk is not asked for every message
        try
        {
            await store.SetCursorAsync(Name, position, ct);
            _saved = position;
        }
        catch (LedgerUnavailableException e)
        {
            LogNotSaved(e, position);
        }
    }

    [LoggerMessage(1410, LogLevel.Warning, "The hub's position {Position} cannot be kept; some messages may go twice")]
    private partial void LogNotSaved(Exception e, long position);

    [LoggerMessage(1411, LogLevel.Warning, "The hub's position {Kept} is behind the ledger's end {LastSeq}: the ledger was restored")]
    private partial void LogAhead(long kept, long lastSeq);
}
