using Inventory.Commissioning;
using Inventory.Presence;
using static Inventory.Tests.Presence.Site;

namespace Inventory.Tests.Presence;

/// <summary>The map of a walk as the tracker's prior.</summary>
public sealed class WalkedMapTests
{
    private readonly Site _site = new(cabinets: 1, shelves: 2);

    [Fact]
    public void Prior_WalkHeardTheNeighbourAsWell_LeansTowardsIt()
    {
        Couplings kind = Couplings.Prior(_site.Layout), walked = Couplings.Prior(_site.Layout, [Walk(leaky: 1)]);

        Assert.Equal(kind.Log(0, 1), walked.Log(0, 1), 0.1f); // shelf 1 is as its kind says
        Assert.InRange(walked.Log(1, 0), kind.Log(1, 0) + 0.7f, -0.1f); // shelf 2 leaks into antenna 1, but not as much as three points say
        Assert.Equal(0, walked.Log(1, 1));
    }

    [Fact]
    public void Prior_NeighbourWasSilent_IsNeverTakenToHearBetterThanItsKind()
    {
        PlaceId[] zones = [.. _site.Layout.Zones];
        CabinetQualified silent = Walk([.. Points(zones[0], 1, -66), .. Points(zones[0], 2, null), .. Points(zones[1], 2, -50), .. Points(zones[1], 1, null)]);

        Couplings kind = Couplings.Prior(_site.Layout), walked = Couplings.Prior(_site.Layout, [silent]);

        Assert.Equal(kind.Log(0, 1), walked.Log(0, 1)); // -66 dBm at the own antenna: silence at the other says nothing
        Assert.True(walked.Log(1, 0) <= kind.Log(1, 0));
    }

    [Fact]
    public void Use_BagsAtRest_NothingMovesThoughDoorsGo()
    {
        Lying[] bags = [.. Enumerable.Range(0, 12).Select(static bag => new Lying(Tag(bag), bag % 2, Rssi: -52, Neighbour: -56))];
        _site.Run(60, bags);
        Assert.Equal(12, _site.Changes.Count);
        _site.Changes.Clear();

        _site.Tracker.Use(PresenceModel.Prior(_site.Layout, [Walk(leaky: 1)]));
        _site.Run(60, bags);
        for (int opening = 0; opening < 3; opening++)
        {
            _site.Tracker.DoorOpened(_site.Layout.Zones[0].Cabinet, _site.Now);
            _site.Run(8, bags);
            _site.Tracker.DoorClosed(_site.Layout.Zones[0].Cabinet, _site.Now);
            _site.Run(30, bags);
        }
        _site.Tracker.Use(PresenceModel.Prior(_site.Layout));
        _site.Run(60, bags);

        Assert.Empty(_site.Changes);
    }

    [Fact]
    public void Use_BagHeardAlikeByTwo_LiesWhereTheMapLeaks()
    {
        Lying both = new(Tag(1), 0, Rssi: -55, Neighbour: -55);
        _site.Tracker.Use(PresenceModel.Prior(_site.Layout, [Walk(leaky: 1)]));

        _site.Run(10, both);

        PlaceBelief belief = _site.Believe(both.Tag);
        Assert.Equal(_site.Layout.Zones[1], belief.Shelf ?? belief.Zone);
        Assert.True(belief.Chance > 0.6, $"{belief}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Use_BagHeardAlikeByTwo_IsStillBelievedWhereItWasConcluded(int antenna)
    {
        Lying both = new(Tag(1), antenna, Rssi: -53, Neighbour: -54);
        _site.Run(60, both);
        PlaceId? was = Assert.Single(_site.Changes).Place;

        _site.Tracker.Use(PresenceModel.Prior(_site.Layout, [Walk(leaky: 1 - antenna)]));
        _site.Run(60, both with { Rssi = -58, Neighbour = -59 });

        Assert.Equal(was, _site.Believe(both.Tag).Zone);
        Assert.Single(_site.Changes);
    }

    [Fact]
    public void Use_BagThatWasTaken_IsMissedAllTheSame()
    {
        Lying bag = new(Tag(1), 0);
        _site.Tracker.DoorClosed(_site.Layout.Zones[0].Cabinet, _site.Now);
        _site.Run(60, bag, new Lying(Tag(2), 1), new Lying(Tag(3), 1), new Lying(Tag(4), 0));
        _site.Changes.Clear();
        _site.Tracker.DoorOpened(_site.Layout.Zones[0].Cabinet, _site.Now);
        _site.Run(10, new Lying(Tag(2), 1), new Lying(Tag(3), 1), new Lying(Tag(4), 0));
        _site.Tracker.DoorClosed(_site.Layout.Zones[0].Cabinet, _site.Now);

        _site.Tracker.Use(PresenceModel.Prior(_site.Layout, [Walk(leaky: 1)]));
        _site.Run(120, new Lying(Tag(2), 1), new Lying(Tag(3), 1), new Lying(Tag(4), 0));

        PlaceChange gone = Assert.Single(_site.Changes);
        Assert.Equal((bag.Tag, PresenceChange.Removed), (gone.Tag, gone.Change));
    }

    /// <summary>A walk in which the neighbour of one shelf hears the tag nearly as well as its own antenna.</summary>
    /// <param name="leaky">Index of that shelf.</param>
    private CabinetQualified Walk(int leaky) => Walk([.. _site.Layout.Zones.Index().SelectMany(zone => Enumerable.Range(1, 2).SelectMany(port =>
        Points(zone.Item, port, zone.Index == port - 1 ? -48 : zone.Index == leaky ? -50 : -72)))]);

    private CabinetQualified Walk(PointFigure[] figures) => new(
        1, _site.Layout.Zones[0].Cabinet, CabinetKind.MetalDrawers, 1, Tag(99), 5, default, "0142", [], [], figures, [], [], QualificationVerdict.Passed, default);

    private IEnumerable<PointFigure> Points(PlaceId shelf, int port, double? dbm) => Enum.GetValues<ShelfSide>().Select(side => new PointFigure(
        shelf, side, "reader-1", (byte)port, _site.Layout.Zones[port - 1], 5, 100, dbm is null ? 0 : 90, dbm is null ? 0 : 200, dbm));
}
