using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

public sealed class CorrectionTests
{
    private static readonly PlaceId Shelf = PlaceId.Parse("fridge-1/shelf-1");

    [Fact]
    public void TakingBack_AReturnWhoseBagWasMissedMeanwhile_OwesNoAccountOfItsPlace()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now),
            new TagPlaced(BlankTag, PresenceChange.Removed, null, Shelf, 0.9, Red, Now), new UnitIssued(Red, "ICU", null, Now),
            new UnitReturned(Red, Now.AddMinutes(1)), new RemovalUnaccounted(Red, Shelf, Now, Now.AddMinutes(6)));

        SiteState after = Events(TakingBackStep.Decide(state, new TakeBackStep(Red, 6, Now.AddMinutes(1), MayRelease: false, Now.AddMinutes(7))))
            .Aggregate(state, static (s, e) => s.Apply(e, Person));

        Assert.Equal((UnitStatus.Issued, (DateTimeOffset?)null), (after.Units[Red].Status, after.Units[Red].UnaccountedSince));
        Assert.Equal(1, after.Demand.Days.Values.Sum(static lines => lines.Sum(static line => line.Bags)));
    }

    [Fact]
    public void TakingBack_ADiscard_BindsWhatItClosedAndNothingElse()
    {
        TagUii chip = TagUii.Parse("E2801170200012AB34CD0901"), takenOff = TagUii.Parse("E28000000000000000000001");
        SiteState state = State(
            Received(Red), new TagAssociated(takenOff, Red, Now), new TagDissociated(takenOff, Red, Now), new TagAssociated(BlankTag, Red, Now) { Chip = chip },
            new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now));
        state = After(state, Discarding.Decide(state, new DiscardUnit(Red, "damaged", Now.AddMinutes(1))));
        Assert.Null(UnitResolver.Resolve(state, BlankTag, BagTagRules.All));

        state = After(state, TakingBackStep.Decide(state, new TakeBackStep(Red, 7, Now.AddMinutes(1), MayRelease: false, Now.AddMinutes(2))));

        Assert.Equal(Red, UnitResolver.Resolve(state, BlankTag, BagTagRules.All));
        Assert.Equal([BlankTag], state.Units[Red].Tags);
        Assert.Equal((chip, Shelf), (state.Tags[BlankTag].Chip, state.Units[Red].Location?.Place));
        Assert.Equal((UnitStatus.Available, null, null), (state.Units[Red].Status, state.Units[Red].OutOfStorage, state.Units[Red].TagNowOn));
    }

    [Fact]
    public void TakingBack_ADiscardWhoseTagGotAnotherBag_SaysThatItNeedsANewOne()
    {
        SiteState state = State(Received(Red), Received(Plasma), new TagAssociated(BlankTag, Red, Now));
        state = After(state, Discarding.Decide(state, new DiscardUnit(Red, "damaged", Now.AddMinutes(1))));
        state = After(state, AssociatingTag.Decide(state, new AssociateTag(BlankTag, Plasma, BagTagRules.All, Now.AddMinutes(2))));

        state = After(state, TakingBackStep.Decide(state, new TakeBackStep(Red, 4, Now.AddMinutes(1), MayRelease: false, Now.AddMinutes(3))));

        Assert.Equal(Plasma, UnitResolver.Resolve(state, BlankTag, BagTagRules.All));
        Assert.Empty(state.Units[Red].Tags);
        Assert.Equal((Plasma, Now.AddMinutes(1)), (state.Units[Red].TagNowOn, state.Units[Red].OutOfStorage?.Since)); // nobody knows where it lay
        state = After(state, AssociatingTag.Decide(state, new AssociateTag(TagUii.Parse("E28000000000000000000002"), Red, BagTagRules.All, Now.AddMinutes(4))));
        Assert.Null(state.Units[Red].TagNowOn);
    }

    [Fact]
    public void TakingBack_AnIssueOfABagThatLeftItsPlaceSince_CountsAsOutOfStorage()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now),
            new UnitIssued(Red, "ICU", null, Now.AddMinutes(1)), new TagPlaced(BlankTag, PresenceChange.Removed, null, Shelf, 0.9, Red, Now.AddMinutes(2)));
        SiteState back = state.Apply(new TagPlaced(BlankTag, PresenceChange.Back, Shelf, Shelf, 0.9, Red, Now.AddMinutes(9)), Person);
        TakeBackStep undo = new(Red, 4, Now.AddMinutes(1), MayRelease: false, Now.AddMinutes(10));

        Assert.Equal(Now.AddMinutes(1), After(state, TakingBackStep.Decide(state, undo)).Units[Red].OutOfStorage?.Since);
        OutOfStorage? wasOut = After(back, TakingBackStep.Decide(back, undo)).Units[Red].OutOfStorage;
        Assert.Equal((TimeSpan.FromMinutes(8), 0, null), (wasOut?.Longest, wasOut?.Times, wasOut?.Since));
    }

    [Fact]
    public void TakingBack_AReceipt_LeavesNoBagAndAFreeTag()
    {
        SiteState state = After(SiteState.Empty, Receiving.Decide(SiteState.Empty, Receive(Red) with { Tag = BlankTag }));
        TakeBackReceipt undo = new(Red, 1, Now, MayRelease: false, Now.AddSeconds(8));

        SiteState after = After(state, TakingBackReceipt.Decide(state, undo));

        Assert.Equal((UnitStatus.EnteredInError, 0), (after.Units[Red].Status, after.Units[Red].Tags.Length));
        Assert.False(after.Tags[BlankTag].IsAssociated);
        Assert.Equal(Refusal.NeedsSupervisor, WhyRefused(TakingBackReceipt.Decide(state, undo with { At = Now.AddMinutes(3) })));
        Assert.Null(WhyRefused(TakingBackReceipt.Decide(state, undo with { At = Now.AddMinutes(3), MayRelease = true })));
        SiteState again = After(after, Receiving.Decide(after, Receive(Red)));
        Assert.Equal(UnitStatus.Available, again.Units[Red].Status); // nobody held it, so nobody has to release it
    }

    [Fact]
    public void TakingBack_AReceiptWithItsNotice_IsAwaitedAsAnnounced()
    {
        BloodGroupCode group = BloodGroupCode.Parse("5100");
        SiteState state = After(SiteState.Empty, Expecting.Decide(SiteState.Empty, new ExpectUnit(Red, group, Now.AddDays(20), RedCells, "N-1", "centre", Now)));
        BloodUnit announced = state.Units[Red];
        state = After(state, ReceivingAnnounced.Decide(state, new ReceiveAnnounced(
            Red, "N-1", BloodGroupCode.Parse("Mq00"), null, RedCells, Hold: true, BagTagRules.All, Now.AddMinutes(1))));
        Assert.Equal((0, 1), (state.Notices["N-1"].Expected, state.Notices["N-1"].Received));

        state = After(state, TakingBackReceipt.Decide(state, new TakeBackReceipt(Red, 2, Now.AddMinutes(1), MayRelease: false, Now.AddMinutes(2))));

        Assert.Equal((1, 0), (state.Notices["N-1"].Expected, state.Notices["N-1"].Received));
        Assert.Equal(announced with { KnownExpiry = Now.AddDays(20), HeldFor = QuarantineReason.LabelStatus }, state.Units[Red]); // its label said so
    }

    [Fact]
    public void TakingBack_AReceiptAfterSomethingElse_IsRefused()
    {
        SiteState state = State(Received(Red));
        TakeBackReceipt undo = new(Red, 1, Now, MayRelease: true, Now);
        DomainEvent[] others =
        [
            new UnitReserved(Red, "A7", Now.AddDays(1), Now), new UnitQuarantined(Red, QuarantineReason.Other, Now), new CorrectionAsked(Red, Now.AddDays(30), Now),
            new UnitExpiryCorrected(Red, Now.AddDays(20), Now.AddDays(10), Now), new RemovalCaptured(Red, 1, Now), new UnitVoided(Red, "typed twice", Now),
        ];

        Assert.All(others, other => Assert.Equal(Refusal.NotJustReceived, WhyRefused(TakingBackReceipt.Decide(state.Apply(other, Person), undo))));
        Assert.Equal(Refusal.NotJustReceived, WhyRefused(TakingBackReceipt.Decide(state, undo with { Since = Now.AddDays(-1) })));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(TakingBackReceipt.Decide(SiteState.Empty, undo)));
    }

    [Fact]
    public void TakingBack_ADispatch_TakesTheBagOutOfTheTransfersSum()
    {
        SiteState state = State(Received(Red), new UnitDispatched(Red, "T-1", "site-2", null, null, Now));

        SiteState after = Events(TakingBackStep.Decide(state, new TakeBackStep(Red, 2, Now, MayRelease: false, Now.AddMinutes(1))))
            .Aggregate(state, static (s, e) => s.Apply(e, Person));

        Assert.Equal((UnitStatus.Available, null), (after.Units[Red].Status, after.Units[Red].Transfer));
        Assert.Equal((0, 0), (after.Transfers["T-1"].Sent, after.Transfers["T-1"].InTransit));
    }

    [Fact]
    public void CorrectingExpiry_Later_IsAskedByOneAndDoneByAnother()
    {
        SiteState state = State(Received(Red));
        DateTimeOffset expiry = state.Units[Red].ExpiresAt, later = expiry.AddDays(1);
        Actor second = new(ActorKind.Person, "0099"), machine = new(ActorKind.Machine, "key");
        ConfirmCorrection seen = new(Red, second, later, Now.AddMinutes(5));

        SiteState asked = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, later, Now)));

        Assert.Equal((expiry, Person.Name), (asked.Units[Red].ExpiresAt, asked.Units[Red].Asked?.By));
        Assert.Equal(Refusal.SecondPersonNeeded, WhyRefused(ConfirmingCorrection.Decide(asked, seen with { Second = Person })));
        Assert.Equal(Refusal.SecondPersonNeeded, WhyRefused(ConfirmingCorrection.Decide(asked, seen with { Second = machine })));
        Assert.Equal(Refusal.NothingOwed, WhyRefused(ConfirmingCorrection.Decide(asked, seen with { Seen = later.AddDays(1) })));
        Assert.Equal(Refusal.NothingOwed, WhyRefused(ConfirmingCorrection.Decide(state, seen)));
        BloodUnit done = After(asked, ConfirmingCorrection.Decide(asked, seen)).Units[Red];
        Assert.Equal((later, null), (done.ExpiresAt, done.Asked));
        BloodUnit dropped = After(asked, DroppingCorrection.Decide(asked, new DropCorrection(Red, Person, MayRelease: false, Now))).Units[Red];
        Assert.Equal((expiry, null), (dropped.ExpiresAt, dropped.Asked));
    }

    [Fact]
    public void CorrectingExpiry_Earlier_IsDoneAtOnceAndEndsWhatWasAsked()
    {
        SiteState state = State(Received(Red));
        DateTimeOffset expiry = state.Units[Red].ExpiresAt;
        state = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, expiry.AddDays(1), Now)));

        BloodUnit done = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, expiry.AddDays(-1), Now))).Units[Red];

        Assert.Equal((expiry.AddDays(-1), null), (done.ExpiresAt, done.Asked));
    }

    [Fact]
    public void CorrectingExpiry_EarlierThanAReservationEnds_EndsItThen()
    {
        SiteState state = State(Received(Red), new UnitReserved(Red, "A7", Now.AddDays(3), Now));

        state = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, Now.AddDays(1), Now)));
        Assert.Equal(Now.AddDays(1), state.Units[Red].Reservation?.Until);
        state = After(state, Quarantining.Decide(state, new QuarantineUnit(Red, QuarantineReason.Other, Now)));
        state = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, Now.AddHours(6), Now)));
        state = After(state, TakingBackStep.Decide(state, new TakeBackStep(Red, 9, Now, MayRelease: true, Now)));

        Assert.Equal(Now.AddHours(6), state.Units[Red].Reservation?.Until);
    }

    [Fact]
    public void Dropping_WhatAnotherAsked_NeedsOneWhoMayRelease()
    {
        SiteState state = State(Received(Red));
        state = After(state, CorrectingExpiry.Decide(state, new CorrectExpiry(Red, state.Units[Red].ExpiresAt.AddDays(1), Now)));
        Actor other = new(ActorKind.Person, "0099");

        Assert.Equal(Refusal.NeedsSupervisor, WhyRefused(DroppingCorrection.Decide(state, new DropCorrection(Red, other, MayRelease: false, Now))));
        Assert.Null(WhyRefused(DroppingCorrection.Decide(state, new DropCorrection(Red, other, MayRelease: true, Now))));
        Assert.Null(WhyRefused(DroppingCorrection.Decide(state, new DropCorrection(Red, Person, MayRelease: false, Now))));
    }

    [Fact]
    public void StorageTime_OfABagThatWasIssuedOnce_LosesOnlyWhatAntennasMissed()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now),
            new TagPlaced(BlankTag, PresenceChange.Removed, null, Shelf, 0.9, Red, Now), new UnitIssued(Red, "ICU", null, Now),
            new TagPlaced(BlankTag, PresenceChange.Back, Shelf, Shelf, 0.9, Red, Now.AddMinutes(9)), new UnitReturned(Red, Now.AddMinutes(10)),
            new UnitReleased(Red, Now.AddMinutes(30)));
        Assert.Equal(Refusal.NothingOwed, WhyRefused(CorrectingStorageTime.Decide(state, new CorrectStorageTime(Red, Now.AddMinutes(31)))));

        state = state.Apply(new TagPlaced(BlankTag, PresenceChange.Removed, null, Shelf, 0.9, Red, Now.AddHours(1)), Person)
            .Apply(new TagPlaced(BlankTag, PresenceChange.Back, Shelf, Shelf, 0.9, Red, Now.AddHours(4)), Person);
        Assert.Equal(TimeSpan.FromHours(3), state.Units[Red].OutOfStorage!.Longest);
        state = After(state, CorrectingStorageTime.Decide(state, new CorrectStorageTime(Red, Now.AddHours(5))));
        state = After(state, ConfirmingCorrection.Decide(state, new ConfirmCorrection(Red, new Actor(ActorKind.Person, "0099"), null, Now.AddHours(5))));

        OutOfStorage left = state.Units[Red].OutOfStorage!;
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), 1), (left.Longest, left.Total, left.Times));
        Assert.False(left.MayBeMissed);
    }

    private static SiteState After(SiteState state, Decision decision) => Events(decision).Aggregate(state, static (s, e) => s.Apply(e, Person));
}
