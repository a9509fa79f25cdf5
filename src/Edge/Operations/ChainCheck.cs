using Edge.Ledger;

namespace Edge.Operations;

/// <summary>What the last walk over the whole ledger found, and whether one goes on.</summary>
/// <param name="Running">Since when; null when none goes on.</param>
/// <param name="CheckedAt">When the last one ended; null when there was none since the start.</param>
/// <param name="Failure">Why the last one could not be made, for support; null when it was.</param>
public sealed record ChainState(DateTimeOffset? Running, DateTimeOffset? CheckedAt, double Seconds, LedgerVerdict? Verdict, string? Failure);

/// <summary>Walks the ledger's hash chain from the first entry to the last, beside the service: some minutes after the start, each day, and when asked.</summary>
internal sealed partial class ChainCheck(LedgerFolder folder, TimeProvider time, ILogger<ChainCheck> log) : BackgroundService
{
    private static readonly TimeSpan s_afterStart = TimeSpan.FromMinutes(5), s_every = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _asked = new(0, 1);

    public ChainState State { get; private set; } = new(null, null, 0, null, null);

    /// <summary>Begins a walk soon; one that goes on is enough.</summary>
    public void Ask()
    {
        lock (_asked)
            if (_asked.CurrentCount == 0) _asked.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (TimeSpan wait = s_afterStart; ; wait = s_every)
        {
            await WaitAsync(wait, stoppingToken);
            long began = time.GetTimestamp();
            State = State with { Running = time.GetUtcNow() };
            (LedgerVerdict? verdict, string? failure) = await Task.Run(() => Walk(stoppingToken), stoppingToken);
            if (verdict is null && State.Verdict is { IsWhole: false } broken) verdict = broken; // a walk that could not be made mends nothing
            State = new ChainState(null, time.GetUtcNow(), time.GetElapsedTime(began).TotalSeconds, verdict, failure);
            if (verdict is { IsWhole: false }) LogBroken(verdict.Sentence);
        }
    }

    private async Task WaitAsync(TimeSpan most, CancellationToken ct)
    {
        using CancellationTokenSource late = new(most, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            await _asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return; // it is time
        }
    }

    private (LedgerVerdict? Verdict, string? Failure) Walk(CancellationToken ct)
    {
        try
        {
            return (LedgerCheck.Verify(folder.Path, ct), null);
        }
        catch (IOException e)
        {
            LogUnread(e);
            return (null, e.Message);
        }
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    [LoggerMessage(1570, LogLevel.Critical, "The ledger's chain is broken: {Sentence}")]
    private partial void LogBroken(string sentence);

    [LoggerMessage(1571, LogLevel.Warning, "The ledger's chain could not be read")]
    private partial void LogUnread(Exception e);
}

/// <param name="Path">Folder of the ledger's files.</param>
public sealed record LedgerFolder(string Path);
