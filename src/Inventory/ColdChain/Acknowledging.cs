namespace Inventory.ColdChain;

/// <param name="Reason">A chip's word or the person's own; never empty.</param>
public sealed record AcknowledgeAlarm(int Alarm, string Reason, DateTimeOffset At);

/// <summary>"I have seen it and see to it." It silences; only the end of the condition closes an alarm.</summary>
public static class Acknowledging
{
    public static Decision Decide(SiteState state, AcknowledgeAlarm command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Alarms.TryGetValue(command.Alarm, out Alarm? alarm)) return new Decision.Refused(Refusal.UnknownAlarm);
        return alarm.State == AlarmState.Acknowledged
            ? new Decision.Refused(Refusal.AlreadyAcknowledged, alarm.AcknowledgedBy)
            : new Decision.Accepted(new AlarmAcknowledged(command.Alarm, command.Reason.Trim(), command.At));
    }
}
