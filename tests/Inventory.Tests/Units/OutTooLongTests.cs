using Inventory.Presence;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

/// <summary>A bag that antennas miss since this morning lies on a bench and is still available: nobody may use it as if it were cold.</summary>
public sealed class OutTooLongTests
{
    private static readonly OutLimit s_limit = new(TimeSpan.FromMinutes(30), 3);
    private static readonly PlaceId s_shelf = PlaceId.Parse("fridge-1/shelf-1");

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, Refusal.OutTooLong)]
    public void Issue_ByItsTimeOut_IsRefusedPastTheLimit(int minutes, Refusal? expected) =>
        Assert.Equal(expected, WhyRefused(Issuing.Decide(OnTheBench(), new IssueUnit(Red, "ward 12", null, s_limit, Now.AddMinutes(minutes)))));

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, Refusal.OutTooLong)]
    public void Reserve_ByItsTimeOut_IsRefusedPastTheLimit(int minutes, Refusal? expected)
    {
        DateTimeOffset at = Now.AddMinutes(minutes);
        ReserveUnit command = new(Red, "A7", at.AddHours(1), TimeSpan.FromHours(48), s_limit, at);

        Assert.Equal(expected, WhyRefused(Reserving.Decide(OnTheBench(), command)));
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, Refusal.OutTooLong)]
    public void Dispatch_ByItsTimeOut_IsRefusedPastTheLimit(int minutes, Refusal? expected) => Assert.Equal(expected, WhyRefused(Dispatching.Decide(
        OnTheBench(), new DispatchUnit(Red, "T-1", "site-2", null, null, s_limit, Now.AddMinutes(minutes)))));

    [Fact]
    public void Issue_ReservedWhileCold_IsRefusedWhenItWasOutSince()
    {
        SiteState state = OnTheBench().Apply(new UnitReserved(Red, "A7", Now.AddDays(1), Now), Person);

        Decision.Refused refused = Assert.IsType<Decision.Refused>(
            Issuing.Decide(state, new IssueUnit(Red, "ward 12", "A7", s_limit, Now.AddHours(3))));

        Assert.Equal((Refusal.OutTooLong, "180"), (refused.Why, refused.Detail));
    }

    [Fact]
    public void Issue_AfterTwoPeopleCorrectedItsTime_IsAccepted()
    {
        SiteState state = OnTheBench().Apply(new StorageTimeCorrected(Red, Now.AddHours(3)), Person);

        Assert.Null(WhyRefused(Issuing.Decide(state, new IssueUnit(Red, "ward 12", null, s_limit, Now.AddHours(3)))));
    }

    [Theory]
    [InlineData(31, null, Refusal.OutTooLong, null)]
    [InlineData(31, "  ", Refusal.OutTooLong, null)]
    [InlineData(31, " no other O ", null, "no other O")]
    [InlineData(30, "no other O", null, null)] // nothing was overruled
    public void IssueInEmergency_ByItsTimeOut_NeedsAReasonAndKeepsIt(int minutes, string? reason, Refusal? refused, string? kept)
    {
        Decision decision = EmergencyIssuing.Decide(
            OnTheBench(), new IssueInEmergency(Red, "theatre 2", "Dr Lin", null, s_limit, Now.AddMinutes(minutes)) { Override = reason });

        Assert.Equal(refused, WhyRefused(decision));
        if (decision is Decision.Accepted) Assert.Equal(kept, Assert.IsType<UnitIssuedInEmergency>(Assert.Single(Events(decision))).Override);
    }

    [Fact]
    public void IssueInEmergency_Damaged_NoReasonOverrules()
    {
        SiteState state = OnTheBench();
        state = state with { Units = state.Units.SetItem(Red, state.Units[Red] with { Condition = BagCondition.Damaged }) };

        Assert.Equal(Refusal.NotIntact, WhyRefused(EmergencyIssuing.Decide(
            state, new IssueInEmergency(Red, "theatre 2", "Dr Lin", null, s_limit, Now) { Override = "no other O" })));
    }

    private static SiteState OnTheBench() => State(
        Received(Red), new TagAssociated(BlankTag, Red, Now),
        new TagPlaced(BlankTag, PresenceChange.Arrived, s_shelf, null, 0.99, Red, Now),
        new TagPlaced(BlankTag, PresenceChange.Removed, null, s_shelf, 0.99, Red, Now));
}
