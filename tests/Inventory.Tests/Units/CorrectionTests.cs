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
    public void TakingBack_ADispatch_TakesTheBagOutOfTheTransfersSum()
    {
        SiteState state = State(Received(Red), new UnitDispatched(Red, "T-1", "site-2", null, null, Now));

        SiteState after = Events(TakingBackStep.Decide(state, new TakeBackStep(Red, 2, Now, MayRelease: false, Now.AddMinutes(1))))
            .Aggregate(state, static (s, e) => s.Apply(e, Person));

        Assert.Equal((UnitStatus.Available, null), (after.Units[Red].Status, after.Units[Red].Transfer));
        Assert.Equal((0, 0), (after.Transfers["T-1"].Sent, after.Transfers["T-1"].InTransit));
    }

    [Fact]
    public void CorrectingExpiry_Later_NeedsWhoMayRelease()
    {
        SiteState state = State(Received(Red));
        DateTimeOffset expiry = state.Units[Red].ExpiresAt;

        Assert.Null(WhyRefused(CorrectingExpiry.Decide(state, new CorrectExpiry(Red, expiry.AddDays(-1), false, Now))));
        Assert.Equal(Refusal.NeedsSupervisor, WhyRefused(CorrectingExpiry.Decide(state, new CorrectExpiry(Red, expiry.AddDays(1), false, Now))));
        Assert.Null(WhyRefused(CorrectingExpiry.Decide(state, new CorrectExpiry(Red, expiry.AddDays(1), true, Now))));
    }
}
