using Inventory.Presence;

namespace Inventory.Tests.Presence;

/// <summary>What doors prove of a bag that nobody hears.</summary>
public sealed class ShutTimesTests
{
    private static readonly PlaceId s_cabinet = PlaceId.Parse("fridge-1"), s_shelf = PlaceId.Parse("fridge-1/shelf-2");
    private readonly ShutTimes _times = new();

    [Fact]
    public void Of_HeardSinceTheDoorWasShut_CannotHaveLeft()
    {
        Shut(0, 100);
        _times.Door(s_cabinet, false, At(110));

        Assert.Equal(new WatchKnowledge(WatchKnows.HeardSinceShut, new DateTimeOffset(At(130), TimeSpan.Zero)), Of(heard: 130));
    }

    [Theory]
    [InlineData(95)] // just before somebody opened
    [InlineData(105)] // at the open door
    [InlineData(111)] // as it fell shut: a contact is asked once a round
    public void Of_LastHeardAtAnOpening_ProvesNothing(int heard)
    {
        Shut(0, 100);
        _times.Door(s_cabinet, false, At(110));
        _times.Listened(s_shelf, At(100) - At(0));

        Assert.Null(Of(heard));
    }

    [Fact]
    public void Of_SilentLongBeforeTheOpening_SaysSo()
    {
        Shut(0, 100);
        _times.Door(s_cabinet, false, At(110));

        Assert.Equal(WatchKnows.SilentBefore, Of(heard: 30)?.Knows);
        Assert.True(Of(heard: 0)?.IsMute);
        Assert.False(Of(heard: 30)?.IsMute);
    }

    [Fact]
    public void Of_SilenceIsUsualForTheBagOrNobodyListened_ProvesNothing()
    {
        Shut(0, 100);
        Assert.Null(_times.Of(s_shelf, At(30), At(0), At(30) - At(0))); // five of its gaps are longer
        Shut(110, 200, listens: false);
        Assert.Null(Of(heard: 130));
    }

    [Fact]
    public void Of_DoorNotKnownAtThatTime_ProvesNothing()
    {
        Assert.Null(Of(heard: 30));
        Shut(50, 100);
        Assert.Null(Of(heard: 30));
        _times.Door(s_cabinet, null, At(120));
        Assert.Null(Of(heard: 60));
    }

    private void Shut(int from, int to, bool listens = true)
    {
        _times.Door(s_cabinet, false, At(from));
        if (listens) _times.Listened(s_shelf, At(to) - At(from));
        _times.Door(s_cabinet, true, At(to));
    }

    private WatchKnowledge? Of(int heard) => _times.Of(s_shelf, heard == 0 ? 0 : At(heard), At(0), 0);

    private static long At(int seconds) => new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).UtcTicks;
}
