using Edge.Ledger;
using Inventory;

namespace Edge.Web.Accounts;

/// <summary>Moves what happened to accounts into the ledger, in order, each once.</summary>
internal sealed partial class AccountAuditWorker(
    AuditQueue queue, AccountDatabase database, ILedger ledger, TimeProvider time, ILogger<AccountAuditWorker> log) : BackgroundService
{
    /// <summary>The command line may have added something meanwhile.</summary>
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task added = queue.Added; // before looking: what comes while we look must wake us
            await DrainAsync(stoppingToken);
            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(added, Task.Delay(s_lookAgain, time, waiting.Token));
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        try
        {
            while (queue.Oldest(100) is { Count: > 0 } items)
                foreach (AuditQueue.Item item in items)
                {
                    // The key holds whatever happens between the ledger's answer and the removal here.
                    await ledger.ExecuteAsync(
                        new LedgerCommand($"account/{database.Id}/{item.Id}", item.By, _ => new Decision.Accepted(item.Happened), item.Reason),
                        ct);
                    queue.Remove(item.Id);
                }
        }
        catch (LedgerUnavailableException e)
        {
            LogWaiting(e); // it stays in the queue
        }
    }

    [LoggerMessage(1520, LogLevel.Warning, "The ledger cannot record what happened to accounts; it waits")]
    private partial void LogWaiting(Exception e);
}
