using Edge.Ledger;
using Inventory.ColdChain;

namespace Edge.Web.Views;

/// <summary>
/// The alarm that cannot stand in the ledger: that it cannot record. It is shown from what the writer says, and recorded with its life when that is over.
/// </summary>
internal static class LedgerAlarm
{
    /// <summary>Alarms of the ledger begin with 1.</summary>
    public const int Number = 0;

    private const string Source = "ledger";

    /// <returns>Null while the ledger records.</returns>
    public static Alarm? Of(ILedger ledger) => ledger is SqliteLedger { Health: { CanRecord: false } health }
        ? new Alarm(
            Number, AlarmKind.CannotRecord, AlarmPriority.Critical, Source, AlarmState.Unacknowledged, null, 0, health.Since, null, null, null, 1)
        : null;

    /// <summary>How a page is told that it is over.</summary>
    public static Alarm Over(DateTimeOffset now) => new(
        Number, AlarmKind.CannotRecord, AlarmPriority.Critical, Source, AlarmState.Unacknowledged, null, 0, now, null, null, null, 1);
}
