using Inventory.ColdChain;

namespace Inventory.Tests.ColdChain;

public sealed class AlarmLifeCycleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);
    private static readonly Actor LiNa = new(ActorKind.Person, "lina");

    private SiteState _state = SiteState.Empty;

    [Fact]
    public void Decide_ConditionTrue_RaisesOnce()
    {
        Assert.True(Condition(true));
        Assert.False(Condition(true));

        Assert.Equal(AlarmState.Unacknowledged, Assert.Single(_state.Alarms).Value.State);
    }

    [Fact]
    public void Decide_Acknowledged_StaysUntilTheConditionIsOver()
    {
        Condition(true);
        Assert.True(Acknowledge("going there"));
        Assert.Equal(("lina", AlarmState.Acknowledged), (_state.Alarms[1].AcknowledgedBy, _state.Alarms[1].State));

        Condition(false);

        Assert.Empty(_state.Alarms);
    }

    [Fact]
    public void Decide_OverBeforeAnybodySawIt_StaysInViewUntilAcknowledged()
    {
        Condition(true);
        Condition(false);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, _state.Alarms[1].State);

        Acknowledge("door");

        Assert.Empty(_state.Alarms);
    }

    [Fact]
    public void Decide_BackBeforeAnybodySawItsEnd_IsTheSameAlarmAgain()
    {
        Condition(true);
        Condition(false);
        Condition(true);

        Assert.Equal((AlarmState.Unacknowledged, 2), (_state.Alarms[1].State, _state.Alarms[1].Times));
    }

    [Theory]
    [InlineData(1, " ", Refusal.ReasonMissing)]
    [InlineData(2, "door", Refusal.UnknownAlarm)]
    public void Acknowledge_WithoutReasonOrAlarm_IsRefused(int alarm, string reason, Refusal why)
    {
        Condition(true);

        Decision decision = Acknowledging.Decide(_state, new AcknowledgeAlarm(alarm, reason, Start));

        Assert.Equal(why, Assert.IsType<Decision.Refused>(decision).Why);
    }

    [Fact]
    public void Acknowledge_Twice_IsRefusedWithTheFirstName()
    {
        Condition(true);
        Acknowledge("door");

        Decision decision = Acknowledging.Decide(_state, new AcknowledgeAlarm(1, "me too", Start));

        Assert.Equal(new Decision.Refused(Refusal.AlreadyAcknowledged, "lina"), decision);
    }

    private bool Condition(bool active) => Apply(Alarming.Decide(_state, new AlarmCondition(
        AlarmKind.TemperatureHigh, AlarmPriority.Critical, "fridge-1/top", active, 6.4, 12, Start)));

    private bool Acknowledge(string reason) => Apply(Acknowledging.Decide(_state, new AcknowledgeAlarm(1, reason, Start)));

    private bool Apply(Decision decision)
    {
        if (decision is not Decision.Accepted accepted) return false;
        foreach (DomainEvent happened in accepted.Events) _state = _state.Apply(happened, LiNa);
        return true;
    }
}
