using Edge.Ledger;
using Inventory.ColdChain;

namespace Edge.Devices;

/// <summary>Where observers report conditions. Only news becomes a command: a condition that stays as it is costs nothing.</summary>
internal sealed partial class AlarmDesk(ILedger ledger, ServiceRecorder recorder, ILogger<AlarmDesk> log)
{
    /// <remarks>While the ledger cannot record, reports may be dropped: the observer says it again at its next look.</remarks>
    public void Report(AlarmCondition condition)
    {
        if (!Alarming.IsNews(ledger.Current.State, condition.Kind, condition.Source, condition.Active)) return;
        if (recorder.TryRecord("alarm", state => Alarming.Decide(state, condition)))
            LogAlarm(condition.Kind, condition.Source, condition.Active);
    }

    [LoggerMessage(1201, LogLevel.Warning, "Alarm {Kind} of {Source}: active {Active}")]
    private partial void LogAlarm(AlarmKind kind, string source, bool active);
}
