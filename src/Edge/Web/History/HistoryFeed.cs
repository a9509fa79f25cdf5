using Edge.Ledger;
using Microsoft.Data.Sqlite;

namespace Edge.Web.History;

/// <summary>Keeps the history at the heels of the ledger.</summary>
internal sealed partial class HistoryFeed(HistoryStore store, ILedger ledger, TimeProvider time, ILogger<HistoryFeed> log) : BackgroundService
{
    private const int AtOnce = 1_000;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    private volatile TaskCompletionSource _moved = NewSignal();
    private long _seq;

    /// <summary>Entries up to this one are in the history.</summary>
    public long Seq => Interlocked.Read(ref _seq);

    /// <summary>What keeps it from going on; null when well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Waits until the history is at <paramref name="seq"/>, but not for ever: an old answer is better than none.</summary>
    public async Task CatchUpAsync(long seq, CancellationToken ct)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2), TimeProvider.System);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            while (true)
            {
                Task moved = _moved.Task;
                if (Seq >= seq) return;
                await moved.WaitAsync(both.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogSlow(seq, Seq);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the first look may take a while, and the host must not wait for it
        while (true)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (e is SqliteException or IOException)
            {
                Trouble = e.Message;
                LogStuck(e, Seq);
                await Task.Delay(s_retryAfter, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        Interlocked.Exchange(ref _seq, await PositionAsync(ct));
        while (true)
        {
            Interlocked.Exchange(ref _moved, NewSignal()).SetResult();
            await ledger.WaitPastAsync(Seq, ct);
            IReadOnlyList<LedgerEntry> entries = await ledger.ReadAsync(Seq, AtOnce, ct);
            if (entries.Count == 0) continue;
            store.Write(all => HistoryWriter.Apply(all, entries));
            Interlocked.Exchange(ref _seq, entries[^1].Seq);
            Trouble = null;
        }
    }

    /// <summary>Where to go on; from the beginning when what is there is not of this ledger.</summary>
    private async Task<long> PositionAsync(CancellationToken ct)
    {
        (long seq, byte[] hash) = store.Position();
        if (seq == 0) return 0;
        bool fits = seq <= ledger.Current.Seq
            && await ledger.ReadAsync(seq - 1, 1, ct) is [{ } entry] && entry.Hash.Span.SequenceEqual(hash);
        if (fits) return seq;
        LogMadeAnew();
        store.Clear();
        return 0;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1530, LogLevel.Warning, "The history stays at entry {Seq}; it is tried again")]
    private partial void LogStuck(Exception e, long seq);

    [LoggerMessage(1531, LogLevel.Warning, "The history belongs to another past of the ledger and is made anew")]
    private partial void LogMadeAnew();

    [LoggerMessage(1532, LogLevel.Warning, "The history is asked for entry {Wanted} and stands at {Seq}")]
    private partial void LogSlow(long wanted, long seq);
}
