namespace Inventory.ColdChain;

/// <summary>How excursion and alarm events change the state. Only an acknowledged alarm whose condition is over leaves it.</summary>
internal static class ColdChainFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened, Actor by) => happened switch
    {
        ExcursionBegan e => state with
        {
            LastExcursion = Math.Max(state.LastExcursion, e.Excursion),
            Excursions = state.Excursions.SetItem(e.Excursion, new Excursion(
                e.Excursion, e.Cabinet, e.Probe, e.Side, e.LimitCelsius, e.Celsius, e.UnitsInside, e.OccurredAt)),
        },
        ExcursionWorsened e when state.Excursions.TryGetValue(e.Excursion, out Excursion? open) => state with
        {
            Excursions = state.Excursions.SetItem(e.Excursion, open with { WorstCelsius = e.WorstCelsius, UnitsInside = e.UnitsInside }),
        },
        ExcursionEnded e => state with { Excursions = state.Excursions.Remove(e.Excursion) },
        AlarmRaised e => state with
        {
            LastAlarm = Math.Max(state.LastAlarm, e.Alarm),
            Alarms = state.Alarms.SetItem(e.Alarm, new Alarm(
                e.Alarm, e.Kind, e.Priority, e.Source, AlarmState.Unacknowledged, e.Celsius, e.UnitsAffected, e.OccurredAt,
                null, null, null, 1)),
        },
        AlarmAcknowledged e when state.Alarms.TryGetValue(e.Alarm, out Alarm? alarm) =>
            state with { Alarms = Acknowledge(state, alarm, e, by) },
        AlarmReturned e when state.Alarms.TryGetValue(e.Alarm, out Alarm? alarm) => state with
        {
            Alarms = alarm.State == AlarmState.Acknowledged
                ? state.Alarms.Remove(e.Alarm)
                : state.Alarms.SetItem(e.Alarm, alarm with { State = AlarmState.ReturnedUnacknowledged }),
        },
        AlarmRecurred e when state.Alarms.TryGetValue(e.Alarm, out Alarm? alarm) => state with
        {
            Alarms = state.Alarms.SetItem(e.Alarm, alarm with
            {
                State = AlarmState.Unacknowledged, Celsius = e.Celsius, UnitsAffected = e.UnitsAffected, Times = alarm.Times + 1,
            }),
        },
        _ => state,
    };

    private static System.Collections.Immutable.ImmutableSortedDictionary<int, Alarm> Acknowledge(
        SiteState state, Alarm alarm, AlarmAcknowledged e, Actor by) =>
        alarm.State == AlarmState.ReturnedUnacknowledged
            ? state.Alarms.Remove(alarm.Number)
            : state.Alarms.SetItem(alarm.Number, alarm with
            {
                State = AlarmState.Acknowledged, AcknowledgedBy = by.Name, AcknowledgeReason = e.Reason, AcknowledgedAt = e.OccurredAt,
            });
}
