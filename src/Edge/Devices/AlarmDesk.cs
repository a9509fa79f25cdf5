using System.Collections.Concurrent;
using Edge.Ledger;
using Inventory.ColdChain;

namespace Edge.Devices;

/// <summary>Where observers report conditions. Only news becomes a command: a condition that stays as it is costs nothing.</summary>
internal sealed partial class AlarmDesk(ILedger ledger, ServiceRecorder recorder, ILogger<AlarmDesk> log)
{
    private readonly ConcurrentDictionary<(AlarmKind Kind, string Source), bool> _waiting = new();

    /// <remarks>While the ledger cannot record, reports may be dropped: the observer says it again at its next look.</remarks>
    public void Report(AlarmCondition condition)
    {
        (AlarmKind, string) alarm = (condition.Kind, condition.Source);
        if (!Alarming.IsNews(ledger.Current.State, condition.Kind, condition.Source, condition.Active))
        {
            _waiting.TryRemove(alarm, out _);
            return;
        }
        if (_waiting.TryGetValue(alarm, out bool told) && told == condition.Active) return; // it waits for a ledger that cannot record
        if (!recorder.TryRecord("alarm", state => Alarming.Decide(state, condition))) return;
        _waiting[alarm] = condition.Active;
        LogAlarm(condition.Kind, condition.Source, condition.Active);
    }

    [LoggerMessage(1201, LogLevel.Warning, "Alarm {Kind} of {Source}: active {Active}")]
    private partial void LogAlarm(AlarmKind kind, string source, bool active);
}
