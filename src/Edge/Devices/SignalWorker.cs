using Edge.Ledger;
using Edge.Operations;
using Inventory.ColdChain;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>A lamp or buzzer that follows the alarms of this site, without hub, page or network.</summary>
/// <remarks>
/// The relay is pulled in while all is well and falls off on alarm: a dead service, a dead machine and a cut wire are alarms too.
/// So is a ledger that cannot record, since it could record no alarm either.
/// </remarks>
internal sealed class SignalWorker(
    SignalSection settings, Func<IOutputLine> open, SqliteLedger ledger, LiveSite live, TimeProvider time, ILogger<SignalWorker> log)
    : OutputWorker(settings, "signal", open, live, time, log)
{
    protected override (bool On, Func<CancellationToken, Task> News) Look()
    {
        LedgerSnapshot now = ledger.Current;
        return (ledger.Health.CanRecord && !now.State.Alarms.Values.Any(Calls), ct => ledger.WaitPastAsync(now.Seq, ct).AsTask());
    }

    /// <summary>A lamp stays on until the alarm is over and somebody has seen it; a buzzer is silenced by whoever takes the alarm.</summary>
    private bool Calls(Alarm alarm) => alarm.Priority <= settings.LowestPriority && settings.Kind switch
    {
        SignalKind.Buzzer => alarm.State == AlarmState.Unacknowledged,
        _ => alarm.State is AlarmState.Unacknowledged or AlarmState.Acknowledged or AlarmState.ReturnedUnacknowledged,
    };
}
