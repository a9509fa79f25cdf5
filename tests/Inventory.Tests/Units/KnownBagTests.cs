using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

/// <summary>A bag that the ledger has known comes again: no receipt is a release.</summary>
public sealed class KnownBagTests
{
    private static readonly OutLimit s_limit = new(TimeSpan.FromMinutes(30), 3);

    [Theory]
    [InlineData(QuarantineReason.Recall)]
    [InlineData(QuarantineReason.TemperatureExposure)]
    [InlineData(QuarantineReason.Returned)]
    [InlineData(QuarantineReason.ReceivingCheck)]
    public void Receive_SentBackToTheSupplier_IsHeldForItsOldReason(QuarantineReason reason)
    {
        SiteState state = Again(State(Received(Red), new UnitQuarantined(Red, reason, Now), new UnitReturnedToSupplier(Red, "recall", Now)));

        Assert.Equal((UnitStatus.Quarantined, reason), (state.Units[Red].Status, state.Units[Red].Quarantine));
    }

    [Fact]
    public void Recall_BagThatIsIssued_IsHeldForItWhenItComesBack()
    {
        SiteState state = Recalled(State(Received(Red), new UnitIssued(Red, "ward 12", null, Now)));
        Assert.Equal(UnitStatus.Issued, state.Units[Red].Status);

        state = After(state, Returning.Decide(state, new ReturnUnit(Red, BagCondition.Intact, s_limit, Now.AddMinutes(10))));

        Assert.Equal((UnitStatus.Quarantined, QuarantineReason.Recall), (state.Units[Red].Status, state.Units[Red].Quarantine));
    }

    [Fact]
    public void Recall_BagThatIsAnnounced_IsHeldForItWhenItComes()
    {
        SiteState state = After(State(), Expecting.Decide(State(), Expect("N-1")));

        state = Again(Recalled(state));

        Assert.Equal((UnitStatus.Quarantined, QuarantineReason.Recall), (state.Units[Red].Status, state.Units[Red].Quarantine));
    }

    [Fact]
    public void Recall_BagThatIsIssuedAndLost_IsHeldForItWhenItIsFound()
    {
        SiteState state = Recalled(State(Received(Red), new UnitIssued(Red, "ward 12", null, Now)));

        state = state.Apply(new UnitLost(Red, "never came back", Now), Person).Apply(new UnitFound(Red, Now), Person);

        Assert.Equal((UnitStatus.Quarantined, QuarantineReason.Recall), (state.Units[Red].Status, state.Units[Red].Quarantine));
    }

    /// <summary>The issue cannot be taken back as if there were no recall: the bag would stand in stock.</summary>
    [Fact]
    public void Recall_BagThatIsIssued_ItsIssueIsPastTakingBack()
    {
        SiteState state = Recalled(State(Received(Red), new UnitIssued(Red, "ward 12", null, Now)));

        Assert.Equal(Refusal.NotTheLastStep, WhyRefused(TakingBackStep.Decide(state, new TakeBackStep(Red, 2, Now, true, Now))));
        Assert.Equal(Refusal.AlreadyRecalled, WhyRefused(Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.Recall, Now))));
    }

    private static SiteState Recalled(SiteState state) => After(state, Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.Recall, Now)));

    [Theory]
    [InlineData(QuarantineReason.Recall, QuarantineReason.Recall)]
    [InlineData(QuarantineReason.None, QuarantineReason.ReceivingCheck)] // a slip of the hand: a supervisor looks at it once
    public void Receive_EnteredInError_IsHeld(QuarantineReason before, QuarantineReason expected)
    {
        SiteState state = Again(State(Received(Red, before), new UnitVoided(Red, "typed twice", Now)));

        Assert.Equal((UnitStatus.Quarantined, expected), (state.Units[Red].Status, state.Units[Red].Quarantine));
    }

    [Fact]
    public void Receive_AnnouncedAndCancelledInBetween_IsStillHeld()
    {
        SiteState state = State(Received(Red, QuarantineReason.Recall), new UnitReturnedToSupplier(Red, "recall", Now));
        for (int i = 0; i < 2; i++)
        {
            state = After(state, Expecting.Decide(state, Expect("N-1")));
            state = After(state, CancellingExpected.Decide(state, new CancelExpected(Red, "did not come", Now)));
        }
        state = After(state, Expecting.Decide(state, Expect("N-2")));

        Assert.Equal(QuarantineReason.Recall, Again(state).Units[Red].Quarantine);
    }

    private static ExpectUnit Expect(string notice) =>
        new(Red, Inventory.Identification.BloodGroupCode.Parse("5100"), Now.AddDays(20), RedCells, notice, "centre", Now);

    [Fact]
    public void Receive_OnceOutTooLong_IsNeverReleased()
    {
        SiteState state = Again(State(
            Received(Red), new UnitIssued(Red, "ward 12", null, Now), new UnitReturned(Red, Now.AddHours(3)),
            new UnitReturnedToSupplier(Red, "warm", Now.AddHours(4))));

        Assert.Equal(TimeSpan.FromHours(3), state.Units[Red].OutOfStorage?.Longest);
        Assert.Equal(Refusal.OutTooLong, WhyRefused(Releasing.Decide(state, new ReleaseUnit(Red, RedCells, s_limit, Now.AddHours(5)))));
    }

    [Fact]
    public void Receive_Damaged_IsNeverReleased()
    {
        SiteState state = Again(State(
            Received(Red), new UnitIssued(Red, "ward 12", null, Now), new UnitReturned(Red, Now) { Condition = BagCondition.Damaged },
            new UnitVoided(Red, "typed twice", Now)));

        Assert.Equal(Refusal.NotIntact, WhyRefused(Releasing.Decide(state, new ReleaseUnit(Red, RedCells, s_limit, Now))));
    }

    [Fact]
    public void Receive_BackFromAnotherSite_MayBeAvailableAndItsTimeHereStillCounts()
    {
        SiteState state = Again(State(
            Received(Red), new UnitIssued(Red, "ward 12", null, Now), new UnitReturned(Red, Now.AddMinutes(20)), new UnitReleased(Red, Now.AddMinutes(21)),
            new UnitDispatched(Red, "T-1", "site-2", null, null, Now.AddHours(1)), new UnitTransferConfirmed(Red, "T-1", Now.AddHours(2))));

        Assert.Equal(UnitStatus.Available, state.Units[Red].Status);
        Assert.Equal((1, TimeSpan.FromMinutes(20), null), (state.Units[Red].OutOfStorage!.Times, state.Units[Red].OutOfStorage!.Longest, state.Units[Red].OutOfStorage!.Since));
    }

    [Fact]
    public void Find_RecalledAndLost_IsStillRecalled()
    {
        SiteState state = State(Received(Red, QuarantineReason.Recall), new UnitLost(Red, "stocktake", Now), new UnitFound(Red, Now));
        Assert.Equal(QuarantineReason.Recall, state.Units[Red].Quarantine);
        SiteState undone = state.Apply(new StepTakenBack(Red, 3, UnitStatus.Quarantined, UnitStatus.Lost, Now), Person);
        Assert.Equal(QuarantineReason.Recall, undone.Apply(new UnitFound(Red, Now), Person).Units[Red].Quarantine);
    }

    [Theory]
    [InlineData(QuarantineReason.Recall, QuarantineReason.Other, QuarantineReason.Recall)]
    [InlineData(QuarantineReason.Recall, QuarantineReason.TemperatureExposure, QuarantineReason.Recall)]
    [InlineData(QuarantineReason.TemperatureExposure, QuarantineReason.DuplicateTag, QuarantineReason.TemperatureExposure)]
    [InlineData(QuarantineReason.TemperatureExposure, QuarantineReason.Recall, QuarantineReason.Recall)]
    [InlineData(QuarantineReason.Other, QuarantineReason.DuplicateTag, QuarantineReason.DuplicateTag)]
    public void Quarantine_SecondReason_IsRecordedAndTheStrongerOneShows(QuarantineReason first, QuarantineReason second, QuarantineReason shown)
    {
        SiteState state = State(Received(Red), new UnitQuarantined(Red, first, Now));

        IReadOnlyList<DomainEvent> events = Events(Quarantining.Decide(state, new QuarantineUnit(Red, second, Now)));

        Assert.Equal(new UnitQuarantined(Red, second, Now), Assert.Single(events));
        Assert.Equal(shown, state.Apply(events[0], Person).Units[Red].Quarantine);
    }

    /// <summary>The same bag is received by staff, who say that the check is done.</summary>
    private static SiteState Again(SiteState state) => After(state, Receiving.Decide(state, Receive(Red)));
}
