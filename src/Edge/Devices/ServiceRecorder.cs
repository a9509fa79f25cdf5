using System.Threading.Channels;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.People;

namespace Edge.Devices;

/// <summary>
/// Records what the service itself observes, in order, many in one commit. While the ledger refuses (disk full, clock set back)
/// what was observed waits here and is recorded when that is over.
/// </summary>
internal sealed partial class ServiceRecorder(
    ILedger ledger, ServiceBoot boot, TimeProvider time, ILogger<ServiceRecorder> log) : BackgroundService
{
    private const int MostAtOnce = 512;
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<LedgerCommand> _waiting = Channel.CreateBounded<LedgerCommand>(
        new BoundedChannelOptions(16_384) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _last;

    /// <summary>Commands that wait to be recorded.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Waits when the queue is full: what is recorded this way must not be lost.</summary>
    public ValueTask RecordAsync(string kind, Func<SiteState, Decision> decide, CancellationToken ct) =>
        _waiting.Writer.WriteAsync(Command(kind, decide), ct);

    /// <summary>Like <see cref="RecordAsync"/>, for what will be said again: false when the queue is full.</summary>
    public bool TryRecord(string kind, Func<SiteState, Decision> decide) => _waiting.Writer.TryWrite(Command(kind, decide));

    /// <summary>Everything that was observed before the stop is still recorded: observers are stopped first.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } recording) await recording.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TryRecord("start", _ => new Decision.Accepted(new ServiceStarted(ServiceVersion.Text, boot.Id, boot.StartedAt)));
        List<LedgerCommand> batch = new(MostAtOnce);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out LedgerCommand? command)) batch.Add(command);
            while (!await TryRecordAllAsync(batch)) await Task.Delay(s_retryAfter, time, stoppingToken);
            batch.Clear();
        }
    }

    /// <summary>Hands over all at once, so that they share a commit; their keys make a second try harmless.</summary>
    private async Task<bool> TryRecordAllAsync(List<LedgerCommand> batch)
    {
        Task<CommandAnswer>[] answers = [.. batch.Select(command => ledger.ExecuteAsync(command, CancellationToken.None).AsTask())];
        try
        {
            await Task.WhenAll(answers);
            return true;
        }
        catch (LedgerUnavailableException e)
        {
            LogWaiting(e, batch.Count);
            return false;
        }
    }

    // Unique for each run of the service: the same observation is never handed in twice under two keys.
    private LedgerCommand Command(string kind, Func<SiteState, Decision> decide) =>
        new($"{kind}/{boot.Id:n}/{Interlocked.Increment(ref _last)}", Actor.Service, decide);

    [LoggerMessage(1210, LogLevel.Error, "The ledger cannot record; {Count} observations wait")]
    private partial void LogWaiting(Exception e, int count);
}

/// <summary>Names this run of the service.</summary>
internal sealed record ServiceBoot(Guid Id, DateTimeOffset StartedAt);
