using Inventory.Presence;
using static Inventory.Tests.Presence.Site;

namespace Inventory.Tests.Presence;

public sealed class PresenceTrackerTests
{
    private static readonly TagUii Bag = Tag(1);

    /// <summary>One bag a shelf, <see cref="Bag"/> first, on the third one.</summary>
    private static readonly Lying[] s_shelfBags =
        [new(Bag, 2), .. new[] { 0, 1, 3, 4, 5, 6, 7 }.Select(static shelf => new Lying(Tag(10 + shelf), shelf))];

    [Fact]
    public void Observe_NewBagOnAShelf_ArrivesOnceAfterTheHold()
    {
        Site site = new();

        site.Run(4, new Lying(Bag, 2));
        Assert.Empty(site.Changes);
        site.Run(60, new Lying(Bag, 2));

        PlaceChange change = Assert.Single(site.Changes);
        Assert.Equal((PresenceChange.Arrived, site.Layout.Zones[2], null), (change.Change, change.Place, change.Was));
        PlaceBelief belief = site.Believe(Bag);
        Assert.Equal(site.Layout.Zones[2], belief.Zone);
        Assert.True(belief is { Sure: true, Verified: true, Chance: > 0.95 and < 1 }, belief.ToString());
    }

    [Fact]
    public void Observe_BagGoesToAnotherCabinet_MovesOnce()
    {
        Site site = new();
        site.Run(30, new Lying(Bag, 2));
        site.Changes.Clear();

        site.Run(30, new Lying(Bag, 6));

        PlaceChange change = Assert.Single(site.Changes);
        Assert.Equal((PresenceChange.Moved, site.Layout.Zones[6], site.Layout.Zones[2]), (change.Change, change.Place, change.Was));
    }

    [Fact]
    public void Observe_BagGoesToTheNextDrawer_MovesOnce()
    {
        Site site = new();
        site.Run(30, new Lying(Bag, 2));
        site.Changes.Clear();

        site.Run(30, new Lying(Bag, 3));

        Assert.Equal(site.Layout.Zones[3], Assert.Single(site.Changes).Place);
    }

    [Fact]
    public void Observe_CarriedPastAnotherCabinetForThreeSeconds_ConcludesNothing()
    {
        Site site = new();
        site.Run(30, new Lying(Bag, 2));
        site.Changes.Clear();

        site.Run(3, new Lying(Bag, 6));
        site.Run(30, new Lying(Bag, 2));

        Assert.Empty(site.Changes);
    }

    [Fact]
    public void Sweep_WellReadBagTakenThroughTheDoor_IsMissedWithinSeconds()
    {
        Site site = new();
        site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
        site.Run(60, new Lying(Bag, 2));
        site.Tracker.DoorOpened(site.Layout.Zones[0].Cabinet, site.Now);
        site.Run(3, new Lying(Bag, 2));
        site.Run(5);
        site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
        site.Changes.Clear();
        long closed = site.Now;

        site.Run(20);

        PlaceChange change = Assert.Single(site.Changes);
        Assert.Equal((PresenceChange.Removed, null, site.Layout.Zones[2]), (change.Change, change.Place, change.Was));
        Assert.InRange(change.AtTicks - closed, 0, 15 * TimeSpan.TicksPerSecond);
        Assert.Null(site.Believe(Bag).Zone);
    }

    [Fact]
    public void Sweep_TakenAndCarriedPastAnotherCabinet_IsMissedAllTheSame()
    {
        Site site = new();
        site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
        site.Run(60, new Lying(Bag, 2));
        site.Tracker.DoorOpened(site.Layout.Zones[0].Cabinet, site.Now);
        site.Run(8);
        site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
        site.Changes.Clear();

        site.Run(2, new Lying(Bag, 6));
        site.Run(18);

        Assert.Equal(PresenceChange.Removed, Assert.Single(site.Changes).Change);
    }

    [Fact]
    public void Belief_HeardByAnotherCabinetsAntenna_WasHeardButNotInside()
    {
        Site site = new();
        site.Run(60, new Lying(Bag, 2));
        DateTimeOffset? inside = site.Believe(Bag).LastHeardAt;
        Assert.Equal(inside, site.Believe(Bag).HeardInsideAt);

        site.Run(2, new Lying(Bag, 6));

        Assert.Equal(inside, site.Believe(Bag).HeardInsideAt);
        Assert.True(site.Believe(Bag).LastHeardAt > inside);
    }

    [Fact]
    public void Sweep_ShyBagSilentForTenSeconds_IsNotMissedYet()
    {
        Site site = new();
        site.Run(600, new Lying(Bag, 2, GapSeconds: 20));
        site.Changes.Clear();

        site.Run(10);

        Assert.Empty(site.Changes);
    }

    [Fact]
    public void Sweep_SilenceBehindAShutDoor_IsBelievedMuchLater()
    {
        Site withDoor = new(), without = new();
        withDoor.Tracker.DoorClosed(withDoor.Layout.Zones[0].Cabinet, withDoor.Now);
        foreach (Site site in new[] { withDoor, without })
        {
            site.Run(60, new Lying(Bag, 2));
            site.Changes.Clear();
            site.Run(3600);
        }

        Assert.Equal(PresenceChange.Removed, Assert.Single(without.Changes).Change);
        Assert.Empty(withDoor.Changes);
    }

    [Fact]
    public void Sweep_ContactIsLostBehindAShutDoor_SilenceIsBelievedAsWithoutOneUntilItSpeaksAgain()
    {
        Site lost = new(), back = new();
        foreach (Site site in new[] { lost, back })
        {
            site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
            site.Run(60, new Lying(Bag, 2));
            site.Changes.Clear();
            site.Tracker.DoorUnknown(site.Layout.Zones[0].Cabinet);
        }
        back.Run(5, new Lying(Bag, 2));
        back.Tracker.DoorClosed(back.Layout.Zones[0].Cabinet, back.Now);
        back.Run(5, new Lying(Bag, 2));

        lost.Run(3600);
        back.Run(3600);

        Assert.Equal(PresenceChange.Removed, Assert.Single(lost.Changes).Change);
        Assert.Empty(back.Changes);
    }

    [Fact]
    public void Sweep_ContactIsLostAtAnOpenDoor_NothingWaitsForADoorThatNobodySeesShut()
    {
        Site open = new(), lost = new();
        foreach (Site site in new[] { open, lost })
        {
            site.Tracker.DoorClosed(site.Layout.Zones[0].Cabinet, site.Now);
            site.Run(60);
            site.Tracker.DoorOpened(site.Layout.Zones[0].Cabinet, site.Now);
        }
        lost.Tracker.DoorUnknown(lost.Layout.Zones[0].Cabinet);

        open.Run(60, new Lying(Bag, 2));
        lost.Run(60, new Lying(Bag, 2));

        Assert.Empty(open.Changes);
        Assert.Equal(PresenceChange.Arrived, Assert.Single(lost.Changes).Change);
    }

    [Fact]
    public void Sweep_ReaderDoesNotListen_NothingIsRemovedAndTheBeliefIsUnverified()
    {
        Site site = new();
        site.Run(60, new Lying(Bag, 2));
        site.Changes.Clear();
        double before = site.Believe(Bag).Chance;

        for (int second = 0; second < 36_000; second++)
        {
            site.Now += TimeSpan.TicksPerSecond;
            site.Tracker.Sweep(site.Now, site.Changes);
        }

        Assert.Empty(site.Changes);
        PlaceBelief belief = site.Believe(Bag);
        Assert.False(belief.Verified);
        Assert.Equal(before, belief.Chance, 6);
    }

    [Fact]
    public void Observe_AfterARemoval_ComesBackWithTheOldPlaceInWas()
    {
        Site site = new();
        site.Run(60, new Lying(Bag, 2));
        site.Run(7200);
        site.Changes.Clear();

        site.Run(30, new Lying(Bag, 5));

        PlaceChange change = Assert.Single(site.Changes);
        Assert.Equal((PresenceChange.Back, site.Layout.Zones[5], site.Layout.Zones[2]), (change.Change, change.Place, change.Was));
    }

    [Fact]
    public void Restore_BagsHeardWhereTheyWere_NothingIsConcluded()
    {
        Site site = new();
        for (int bag = 0; bag < 8; bag++) site.Tracker.Restore(Tag(bag), site.Layout.Zones[bag], site.Now);

        site.Run(120, [.. Enumerable.Range(0, 8).Select(static bag => new Lying(Tag(bag), bag))]);

        Assert.Empty(site.Changes);
        Assert.Equal(8, site.Tracker.Count);
    }

    [Fact]
    public void Seen_BagThatWasTakenForGone_IsThereAtOnceAndMissedAgainWhenItStaysSilent()
    {
        Site site = new();
        site.Tracker.Restore(Bag, null, site.Now);

        site.Tracker.Seen(Bag, site.Layout.Zones[2], site.Now);

        Assert.True(site.Tracker.TryGetBelief(Bag, site.Now, out PlaceBelief belief));
        Assert.Equal((site.Layout.Zones[2], true, true), (belief.Zone, belief.Sure, belief.Verified));
        site.Run(20);
        Assert.Empty(site.Changes);
        site.Run(4 * 3600);
        Assert.Equal(PresenceChange.Removed, Assert.Single(site.Changes).Change);
    }

    [Fact]
    public void Restore_BagTakenWhileTheServiceWasDown_IsMissedInTheEnd()
    {
        Site site = new();
        site.Tracker.Restore(Bag, site.Layout.Zones[2], site.Now);

        site.Run(20);
        Assert.Empty(site.Changes);
        site.Run(4 * 3600);

        Assert.Equal(PresenceChange.Removed, Assert.Single(site.Changes).Change);
    }

    [Fact]
    public void Observe_TrolleyBeforeAnOpenDoor_ArrivesNowhere()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(10);
        site.Tracker.DoorOpened(cabinet, site.Now);

        site.Run(60, new Lying(Bag, 2));
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(60);

        Assert.Empty(site.Changes);
    }

    [Fact]
    public void Belief_WireShelves_NamesTheCabinetAndTheShelfWithItsChance()
    {
        Site site = new(kind: CabinetKind.OpenShelves);

        site.Run(30, new Lying(Bag, 2));

        Assert.Equal(site.Layout.Zones[2].Cabinet, Assert.Single(site.Changes).Place);
        PlaceBelief belief = site.Believe(Bag);
        Assert.Equal(site.Layout.Zones[2].Cabinet, belief.Zone);
        Assert.True(belief.ShelfChance < 0.5, belief.ToString());
    }

    [Fact]
    public void Sweep_BagHeardInAHandBeforeTheOpenDoor_IsMissedAsSoonAsTheDoorHasBeenShutForAFewVisits()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(120, s_shelfBags);
        site.Tracker.DoorOpened(cabinet, site.Now);
        site.Run(4, s_shelfBags);
        site.Run(2, [new Lying(Bag, 2, Rssi: -82, Neighbour: -90), .. s_shelfBags[1..]]); // in somebody's hand
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Changes.Clear();
        long shut = site.Now;

        site.Run(4, s_shelfBags[1..]);

        PlaceChange change = Assert.Single(site.Changes);
        Assert.Equal((Bag, PresenceChange.Removed), (change.Tag, change.Change));
        Assert.InRange(change.AtTicks - shut, 0, 4 * TimeSpan.TicksPerSecond);
    }

    [Fact]
    public void Sweep_BagThatOnlyMorePowerHears_IsThereAndStaysSoThoughSilent()
    {
        Site heard = AfterAnOpening(), silent = AfterAnOpening();

        Look(heard, moreDb: 6, [.. s_shelfBags[1..], new Lying(Bag, 2, Rssi: -78, Neighbour: -90)]);
        Look(silent, moreDb: 6, s_shelfBags[1..]);
        foreach (Site site in new[] { heard, silent }) site.Run(600, s_shelfBags[1..]);

        Assert.Empty(heard.Changes);
        Assert.Equal(heard.Layout.Zones[2], heard.Believe(Bag).Zone);
        Assert.InRange(heard.Tracker.TableOf(Bag)[^1], 0, 0.05);
        Assert.InRange(silent.Tracker.TableOf(Bag)[^1], 0.5, 1);
    }

    [Fact]
    public void Belief_SilentThoughLookedFor_IsMoreSurelyGone()
    {
        Site looked = AfterAnOpening(), not = AfterAnOpening();

        Look(looked, moreDb: 6, s_shelfBags[1..]);
        Look(not, moreDb: 0, s_shelfBags[1..]);

        Assert.True(There(looked) < 0.7 * There(not), $"{There(looked)} of being there after a look, {There(not)} without");

        static double There(Site site) => 1 - site.Tracker.TableOf(Bag)[^1];
    }

    [Fact]
    public void Observe_StrongBagsWhileLooking_StayWhereTheyAre()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(120, s_shelfBags);
        site.Changes.Clear();
        for (int opening = 0; opening < 20; opening++)
        {
            site.Tracker.DoorOpened(cabinet, site.Now);
            site.Run(6, s_shelfBags);
            site.Tracker.DoorClosed(cabinet, site.Now);
            Look(site, moreDb: 6, s_shelfBags);
            site.Run(30, s_shelfBags);
        }

        Assert.Empty(site.Changes);
    }

    /// <summary>The door was just shut; the bag was heard until it was opened, and weakly only.</summary>
    private static Site AfterAnOpening()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(120, [new Lying(Bag, 2, Rssi: -60, Neighbour: -90), .. s_shelfBags[1..]]);
        site.Tracker.DoorOpened(cabinet, site.Now);
        site.Run(6, s_shelfBags[1..]);
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Changes.Clear();
        return site;
    }

    /// <summary>Ten seconds in which the antennas of the first cabinet have more power; strengths of the bags are as at the usual one.</summary>
    private static void Look(Site site, int moreDb, Lying[] bags)
    {
        for (int antenna = 0; antenna < 4; antenna++) site.Tracker.Tuned(antenna, moreDb);
        site.Run(10, [.. bags.Select(bag => bag.Antenna < 4 ? bag with { Rssi = bag.Rssi + moreDb, Neighbour = bag.Neighbour + moreDb } : bag)]);
        for (int antenna = 0; antenna < 4; antenna++) site.Tracker.Tuned(antenna, 0);
    }

    [Fact]
    public void Observe_BagHeardLessWellAtTheOpenDoorAndOnBehindTheShutOne_Stays()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(120, s_shelfBags);
        site.Changes.Clear();
        for (int opening = 0; opening < 20; opening++)
        {
            site.Tracker.DoorOpened(cabinet, site.Now);
            site.Run(3, s_shelfBags);
            site.Run(3, [new Lying(Bag, 2, Rssi: -58, Neighbour: -72), .. s_shelfBags[1..]]); // its neighbours were shifted
            site.Tracker.DoorClosed(cabinet, site.Now);
            site.Run(60, s_shelfBags);
        }

        Assert.Empty(site.Changes);
    }

    [Fact]
    public void Belief_DoorOpensAndShuts_NeverJumpsToAnotherCabinet()
    {
        Site site = new();
        PlaceId cabinet = site.Layout.Zones[0].Cabinet;
        site.Tracker.DoorClosed(cabinet, site.Now);
        site.Run(60, s_shelfBags);
        for (int step = 0; step < 80; step++)
        {
            if (step % 20 == 0) site.Tracker.DoorOpened(cabinet, site.Now);
            if (step % 20 == 10) site.Tracker.DoorClosed(cabinet, site.Now);
            site.Run(0.4, s_shelfBags);
            foreach (Lying bag in s_shelfBags)
                Assert.Equal(site.Layout.Zones[bag.Antenna].Cabinet, site.Believe(bag.Tag).Zone?.Cabinet);
        }
    }

    [Fact]
    public void Belief_AfterARemoval_IsAsSureAsTheRemovalWas()
    {
        Site site = new();
        site.Run(60, new Lying(Bag, 2));
        for (int second = 0; site.Changes[^1].Change != PresenceChange.Removed; second++)
        {
            Assert.InRange(second, 0, 4 * 3600);
            site.Run(1);
        }

        PlaceBelief belief = site.Believe(Bag);

        Assert.Null(belief.Zone);
        Assert.InRange(belief.Chance, site.Options.RemovalChance - 0.001, 1);
    }

    [Fact]
    public void Forget_KnownTag_IsUnknownAndMayArriveAnew()
    {
        Site site = new();
        site.Run(30, new Lying(Bag, 2));

        site.Tracker.Forget(Bag);

        Assert.False(site.Tracker.TryGetBelief(Bag, site.Now, out _));
        Assert.Equal(0, site.Tracker.Count);
        site.Changes.Clear();
        site.Run(30, new Lying(Bag, 2));
        Assert.Equal(PresenceChange.Arrived, Assert.Single(site.Changes).Change);
    }
}
