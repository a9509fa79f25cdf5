using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

/// <summary>Every decision in every status: what is allowed leads to its status, what is not says why.</summary>
public sealed class StatusDecisionTests
{
    public static readonly TheoryData<UnitStatus, Refusal?, Refusal?, Refusal?, Refusal?, Refusal?> Table = new()
    {
        // status                      quarantine                  release              issue                  return             discard
        { UnitStatus.Expected, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.NotIssued, Refusal.WrongStatus },
        { UnitStatus.Received, null, null, Refusal.NotReleased, Refusal.NotIssued, null },
        { UnitStatus.Quarantined, null, null, Refusal.NotReleased, Refusal.NotIssued, null },
        { UnitStatus.Available, null, Refusal.WrongStatus, null, Refusal.NotIssued, null },
        { UnitStatus.Reserved, null, Refusal.WrongStatus, null, Refusal.NotIssued, null },
        { UnitStatus.Issued, Refusal.AlreadyIssued, Refusal.AlreadyIssued, Refusal.AlreadyIssued, null, Refusal.AlreadyIssued },
        { UnitStatus.Returned, null, Refusal.WrongStatus, Refusal.NotReleased, Refusal.NotIssued, null },
        { UnitStatus.InTransfer, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.NotIssued, Refusal.WrongStatus },
        { UnitStatus.Lost, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.WrongStatus, Refusal.NotIssued, Refusal.WrongStatus },
        { UnitStatus.Transfused, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
        { UnitStatus.Discarded, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
        { UnitStatus.ReturnedToSupplier, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
        { UnitStatus.TransferredOut, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
        { UnitStatus.EnteredInError, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
        { UnitStatus.Cancelled, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed, Refusal.Closed },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_EachStatus_AllowsWhatTheTableSays(
        UnitStatus status, Refusal? quarantine, Refusal? release, Refusal? issue, Refusal? returning, Refusal? discard)
    {
        SiteState state = InStatus(status, status == UnitStatus.Quarantined ? QuarantineReason.ReceivingCheck : QuarantineReason.None);

        Expect(quarantine, UnitStatus.Quarantined, Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.TemperatureExposure, Now)));
        Expect(release, UnitStatus.Available, Releasing.Decide(state, new ReleaseUnit(Red, RedCells, OutLimit.None, Now)));
        Expect(issue, UnitStatus.Issued, Issuing.Decide(state, new IssueUnit(Red, "ward 12", null, OutLimit.None, Now)));
        Expect(returning, UnitStatus.Quarantined, Returning.Decide(state, new ReturnUnit(Red, BagCondition.Intact, OutLimit.None, Now)));
        Expect(discard, UnitStatus.Discarded, Discarding.Decide(state, new DiscardUnit(Red, "damaged", Now)));

        void Expect(Refusal? why, UnitStatus after, Decision decision)
        {
            Assert.Equal(why, WhyRefused(decision));
            if (decision is not Decision.Accepted accepted) return;
            BloodUnit unit = accepted.Events.Aggregate(state, static (s, e) => s.Apply(e, Person)).Units[Red];
            Assert.Equal(after, unit.Status);
            Assert.Equal(after == UnitStatus.Quarantined, unit.Quarantine != QuarantineReason.None);
            Assert.Equal(Now, unit.StatusSince);
        }
    }

    /// <summary>A recall also reaches what is not here, except what will never come.</summary>
    [Theory]
    [InlineData(UnitStatus.Expected, true)]
    [InlineData(UnitStatus.Issued, true)]
    [InlineData(UnitStatus.InTransfer, true)]
    [InlineData(UnitStatus.Lost, true)]
    [InlineData(UnitStatus.ReturnedToSupplier, true)]
    [InlineData(UnitStatus.TransferredOut, true)]
    [InlineData(UnitStatus.EnteredInError, true)]
    [InlineData(UnitStatus.Cancelled, true)]
    [InlineData(UnitStatus.Transfused, false)]
    [InlineData(UnitStatus.Discarded, false)]
    public void Recall_OfWhatIsNotHere_IsRecordedAndTheStatusStands(UnitStatus status, bool recorded)
    {
        SiteState state = InStatus(status, QuarantineReason.None);

        Decision decision = Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.Recall, Now));

        Assert.Equal(recorded ? null : Refusal.Closed, WhyRefused(decision));
        if (!recorded) return;
        Assert.Equal(new UnitRecalled(Red, Now), Assert.Single(Events(decision)));
        Assert.Equal((status, QuarantineReason.Recall), (After(state, decision).Units[Red].Status, After(state, decision).Units[Red].HeldFor));
    }

    [Fact]
    public void Table_HasEveryStatus() =>
        Assert.Equal(Enum.GetValues<UnitStatus>().Order(), Table.Select(static row => row.Data.Item1).Order());

    [Fact]
    public void Decide_UnknownBag_IsRefusedByAll()
    {
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(Quarantining.Decide(SiteState.Empty, new QuarantineUnit(Red, QuarantineReason.Recall, Now))));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(Releasing.Decide(SiteState.Empty, new ReleaseUnit(Red, null, OutLimit.None, Now))));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(Issuing.Decide(SiteState.Empty, new IssueUnit(Red, "ward 12", null, OutLimit.None, Now))));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(Returning.Decide(SiteState.Empty, new ReturnUnit(Red, BagCondition.Intact, OutLimit.None, Now))));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(Discarding.Decide(SiteState.Empty, new DiscardUnit(Red, "damaged", Now))));
    }

    [Fact]
    public void Issuing_AtTheInstantOfExpiry_IsRefused()
    {
        SiteState state = State(Received(Red));
        DateTimeOffset expiry = state.Units[Red].ExpiresAt;

        Assert.Null(WhyRefused(Issuing.Decide(state, new IssueUnit(Red, "ward 12", null, OutLimit.None, expiry.AddTicks(-1)))));
        Assert.Equal(Refusal.Expired, WhyRefused(Issuing.Decide(state, new IssueUnit(Red, "ward 12", null, OutLimit.None, expiry))));
    }

    [Fact]
    public void Releasing_Expired_IsRefused()
    {
        SiteState state = State(Received(Red, QuarantineReason.ReceivingCheck));

        Assert.Equal(Refusal.Expired, WhyRefused(Releasing.Decide(state, new ReleaseUnit(Red, RedCells, OutLimit.None, Now.AddDays(20)))));
    }

    [Theory]
    [InlineData("Mq00", Refusal.LabelHold)]
    [InlineData("Md00", Refusal.LabelHold)]
    [InlineData("Mx00", Refusal.LabelHold)]
    [InlineData("5300", Refusal.NotGeneralStock)]
    [InlineData("5100", null)]
    public void Releasing_LabelThatForbidsIt_IsRefusedWhateverTheReason(string group, Refusal? expected)
    {
        SiteState state = State(Received(Red, QuarantineReason.ReceivingCheck) with { GroupCode = group });

        Assert.Equal(expected, WhyRefused(Releasing.Decide(state, new ReleaseUnit(Red, RedCells, OutLimit.None, Now))));
    }

    [Fact]
    public void Releasing_ProductStillUnknown_IsRefusedUntilTheTableKnowsIt()
    {
        SiteState state = State(Received(Red, QuarantineReason.UnknownProduct) with { StorageClass = "", Component = ComponentClass.Other });

        Assert.Equal(Refusal.UnknownProduct, WhyRefused(Releasing.Decide(state, new ReleaseUnit(Red, null, OutLimit.None, Now))));
        IReadOnlyList<DomainEvent> events = Events(Releasing.Decide(state, new ReleaseUnit(Red, RedCells, OutLimit.None, Now)));
        BloodUnit unit = events.Aggregate(state, static (s, e) => s.Apply(e, Person)).Units[Red];
        Assert.Equal((UnitStatus.Available, ComponentClass.RedCells, "red-cells"), (unit.Status, unit.Component, unit.StorageClass));
    }

    [Fact]
    public void Quarantining_SameReasonAgain_IsRefusedAndAnotherReasonIsRecorded()
    {
        SiteState state = State(Received(Red, QuarantineReason.ReceivingCheck));

        Assert.Equal(Refusal.AlreadyQuarantined, WhyRefused(Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.ReceivingCheck, Now))));
        Assert.Equal(new UnitQuarantined(Red, QuarantineReason.Recall, Now),
            Assert.Single(Events(Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.Recall, Now)))));
        Assert.Equal(Refusal.ReasonMissing, WhyRefused(Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.None, Now))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Decide_WordsThatAreNeeded_MustBeThere(string blank)
    {
        SiteState state = State(Received(Red));

        Assert.Equal(Refusal.DestinationMissing, WhyRefused(Issuing.Decide(state, new IssueUnit(Red, blank, null, OutLimit.None, Now))));
        Assert.Equal(Refusal.ReasonMissing, WhyRefused(Discarding.Decide(state, new DiscardUnit(Red, blank, Now))));
    }

    [Fact]
    public void Returning_Always_GoesThroughQuarantine()
    {
        SiteState state = State(Received(Red), new UnitIssued(Red, "ward 12", null, Now), new UnitReturned(Red, Now));

        Assert.Equal(QuarantineReason.Returned, state.Units[Red].Quarantine);
        Assert.Equal(Refusal.NotReleased, WhyRefused(Issuing.Decide(state, new IssueUnit(Red, "ward 3", null, OutLimit.None, Now))));
    }
}
