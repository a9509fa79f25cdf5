namespace Inventory.ColdChain;

/// <summary>A condition as its observer sees it now. Whether it is news is decided against the ledger's state.</summary>
/// <param name="Source">The thing that is wrong; together with the kind it names the alarm.</param>
public sealed record AlarmCondition(
    AlarmKind Kind, AlarmPriority Priority, string Source, bool Active, double? Celsius, int UnitsAffected, DateTimeOffset At);

/// <summary>From a condition to the alarm's next step. ISA-18.2 life cycle, the part without shelving and suppression.</summary>
public static class Alarming
{
    public static Decision Decide(SiteState state, AlarmCondition condition)
    {
        Alarm? alarm = Find(state, condition.Kind, condition.Source);
        DomainEvent? step = (alarm, condition.Active) switch
        {
            (null, true) => new AlarmRaised(
                state.LastAlarm + 1, condition.Kind, condition.Priority, condition.Source, condition.Celsius,
                condition.UnitsAffected, condition.At),
            ({ State: AlarmState.ReturnedUnacknowledged }, true) =>
                new AlarmRecurred(alarm.Number, condition.Celsius, condition.UnitsAffected, condition.At),
            ({ State: not AlarmState.ReturnedUnacknowledged }, false) => new AlarmReturned(alarm.Number, condition.At),
            _ => null,
        };
        return step is null ? new Decision.Refused(Refusal.AlreadyKnown) : new Decision.Accepted(step);
    }

    /// <summary>True when <see cref="Decide"/> would record something: saves a command for each unchanged sample.</summary>
    public static bool IsNews(SiteState state, AlarmKind kind, string source, bool active) =>
        active != Find(state, kind, source) is { State: not AlarmState.ReturnedUnacknowledged };

    private static Alarm? Find(SiteState state, AlarmKind kind, string source)
    {
        foreach (Alarm alarm in state.Alarms.Values)
            if (alarm.Kind == kind && alarm.Source == source)
                return alarm;
        return null;
    }
}
