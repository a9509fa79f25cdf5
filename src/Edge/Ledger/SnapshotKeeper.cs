namespace Edge.Ledger;

/// <summary>Stores a snapshot now and then, away from the writer. One at a time; a failed one costs only time at the next start.</summary>
/// <param name="every">Entries between two snapshots at least.</param>
internal sealed partial class SnapshotKeeper(LedgerPaths paths, int every, long storedSeq, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>Also between two snapshots at least: a snapshot costs as much as the state is great, however fast entries come.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private long _storedSeq = storedSeq;
    private long? _lastBegun;
    private Task _writing = Task.CompletedTask;

    /// <summary>Called by one thread at a time.</summary>
    public void Offer(LedgerTip tip)
    {
        if (tip.Snapshot.Seq - Volatile.Read(ref _storedSeq) < every || !_writing.IsCompleted) return;
        if (_lastBegun is { } begun && time.GetElapsedTime(begun) < Pause) return;
        _lastBegun = time.GetTimestamp();
        _writing = Task.Run(() => Write(tip.Snapshot, tip.Hash));
    }

    public async ValueTask DisposeAsync() => await _writing;

    private void Write(LedgerSnapshot snapshot, byte[] hash)
    {
        try
        {
            SnapshotFile.Write(paths, snapshot, hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(e, snapshot.Seq);
        }
        Volatile.Write(ref _storedSeq, snapshot.Seq); // after a failure too: the next try is a snapshot's distance away
    }

    [LoggerMessage(2020, LogLevel.Warning, "The snapshot at entry {Seq} could not be stored")]
    private partial void LogNotStored(Exception e, long seq);
}
