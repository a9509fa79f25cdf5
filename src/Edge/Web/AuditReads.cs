using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edge.Ledger;
using Inventory;
using Inventory.People;

namespace Edge.Web;

/// <summary>Records that somebody looked into the audit, and at what.</summary>
internal sealed partial class AuditReads(ILedger ledger, TimeProvider time, ILogger<AuditReads> log)
{
    /// <summary>The same person who asks the same again within this time has looked once.</summary>
    private static readonly TimeSpan s_once = TimeSpan.FromMinutes(10);

    /// <remarks>A ledger that cannot record is when an inspector most needs to read it: then only the log says it.</remarks>
    public async Task RecordAsync(Actor reader, LedgerQuery query, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        AuditRead read = new(query.Unit?.ToString(), query.Person, query.From, query.To, now, query.KnownAt);
        string what = string.Join(
            '\n', reader.Kind, reader.Name, read.Unit, read.Person, read.From?.UtcTicks.ToString(CultureInfo.InvariantCulture),
            read.To?.UtcTicks.ToString(CultureInfo.InvariantCulture), read.KnownAt?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        string key = $"audit-read/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16))}/{now.UtcTicks / s_once.Ticks}";
        try
        {
            await ledger.ExecuteAsync(new LedgerCommand(key, reader, _ => new Decision.Accepted(read)), ct);
        }
        catch (LedgerUnavailableException e)
        {
            LogUnrecorded(e, reader.Name);
        }
    }

    [LoggerMessage(1560, LogLevel.Warning, "{Account} read the audit while the ledger cannot record it")]
    private partial void LogUnrecorded(Exception e, string account);
}
