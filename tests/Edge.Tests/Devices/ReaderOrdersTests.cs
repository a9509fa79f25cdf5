using System.Threading.Channels;
using Edge.Devices;
using Edge.Operations;
using Inventory;
using Readers;
using Testing;

namespace Edge.Tests.Devices;

/// <summary>When antennas have more power than usual: after a door was shut, in that cabinet, for a while, and never with the door open.</summary>
public sealed class ReaderOrdersTests : IAsyncDisposable
{
    private static readonly PlaceId s_first = PlaceId.Parse("fridge-1"), s_second = PlaceId.Parse("fridge-2");

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly ToldReader _reader = new();

    [Fact]
    public void Door_Shut_TheCabinetsAntennasLookHarderAndThenAsUsual()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);

        orders.Door(s_first, open: false);
        Assert.Equal([3, 0], MoreDb());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([3, 0], MoreDb());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([0, 0], MoreDb());
    }

    [Fact]
    public void Door_OpenedWhileLooking_EndsItAtOnce()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);

        orders.Door(s_first, open: true);

        Assert.Equal([0, 0], MoreDb());
        int told = _reader.Told.Count;
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(told, _reader.Told.Count);
    }

    [Fact]
    public void Door_ContactLostWhileLooking_EndsItToo()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);

        orders.Door(s_first, open: null);

        Assert.Equal([0, 0], MoreDb());
    }

    [Fact]
    public void Door_ShutAgainWhileLooking_LooksForTheWholeTimeAnew()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);
        _time.Advance(TimeSpan.FromSeconds(8));
        orders.Door(s_first, open: true);
        orders.Door(s_first, open: false);

        _time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal([3, 0], MoreDb());
    }

    [Fact]
    public void Door_OfACabinetWithoutLookPowerOrWithNoTimeToLook_ChangesNothing()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10), never = Orders(lookSeconds: 0);
        int told = _reader.Told.Count;

        orders.Door(s_second, open: false);
        never.Door(s_first, open: false);

        Assert.Equal(told, _reader.Told.Count);
    }

    [Fact]
    public void Follow_OrderedBetweenTheQuestionAndTheStart_IsNotMissed()
    {
        SiteSettings settings = Settings(lookSeconds: 10);
        using ReaderOrders orders = new(settings, _time);
        InventoryProfile asked = orders.Of("reader-1");

        orders.Door(s_first, open: false);
        orders.Follow("reader-1", _reader);

        Assert.All(asked.Antennas, static antenna => Assert.Equal(0, antenna.MoreDb));
        Assert.Equal([3, 0], MoreDb());
    }

    [Fact]
    public void Lost_WhileLooking_IsAsUsualWhenItComesBackLater()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);
        orders.Lost("reader-1");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.All(orders.Of("reader-1").Antennas, static antenna => Assert.Equal(0, antenna.MoreDb));
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    [Fact]
    public void Follow_AfterAnOutage_LooksBehindTheShutDoorFirst()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);
        _time.Advance(TimeSpan.FromMinutes(1));
        orders.Lost("reader-1");

        orders.Follow("reader-1", _reader);
        Assert.Equal([3, 0], MoreDb());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([0, 0], MoreDb());

        orders.Door(s_first, open: true);
        orders.Follow("reader-1", _reader);
        Assert.Equal([0, 0], MoreDb());
    }

    [Fact]
    public void Count_AllItsCabinets_CountsUpToTheLookPowerAndThenWatchesAgain()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10, lookDbm: 30);

        orders.Count(Both());
        Assert.Equal([-6, -3, 0, 3], _reader.Told[^1].Count!.PowerStepsDb);
        orders.Count(new HashSet<PlaceId>());

        Assert.Null(_reader.Told[^1].Count);
    }

    [Fact]
    public void Count_AnAntennaWithoutLookPower_NoStepIsAboveTheUsualPower()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);

        orders.Count(Both());

        Assert.Equal([-6, -3, 0], _reader.Told[^1].Count!.PowerStepsDb);
    }

    [Fact]
    public void Count_OneOfItsCabinetsOnly_WatchesOn()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);

        orders.Count(new HashSet<PlaceId> { s_first });

        Assert.Null(orders.Of("reader-1").Count);
    }

    [Fact]
    public void Count_DoorOpened_WatchesUntilItWasShutAndLookedInto()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Count(Both());

        orders.Door(s_first, open: true);
        Assert.Null(_reader.Told[^1].Count);
        orders.Door(s_first, open: false);
        Assert.Null(_reader.Told[^1].Count);
        Assert.Equal([3, 0], MoreDb());
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull(_reader.Told[^1].Count);
    }

    [Fact]
    public void Count_ReaderComesBack_CountsAfterItHasLooked()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Door(s_first, open: false);
        _time.Advance(TimeSpan.FromSeconds(10));
        orders.Count(Both());
        orders.Lost("reader-1");

        orders.Follow("reader-1", _reader);
        Assert.Null(_reader.Told[^1].Count);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull(_reader.Told[^1].Count);
    }

    [Fact]
    public void Count_SameAgain_TellsNobody()
    {
        using ReaderOrders orders = Orders(lookSeconds: 10);
        orders.Count(Both());
        int told = _reader.Told.Count;

        orders.Count(Both());

        Assert.Equal(told, _reader.Told.Count);
    }

    private static HashSet<PlaceId> Both() => [s_first, s_second];

    private IEnumerable<int> MoreDb() => _reader.Told[^1].Antennas.Select(static antenna => antenna.MoreDb);

    private ReaderOrders Orders(int lookSeconds, int? lookDbm = null)
    {
        ReaderOrders orders = new(Settings(lookSeconds, lookDbm), _time);
        orders.Follow("reader-1", _reader);
        return orders;
    }

    /// <param name="lookDbm">Of the antenna in the second cabinet.</param>
    private static SiteSettings Settings(int lookSeconds, int? lookDbm = null) => new()
    {
        Presence = new PresenceSection { LookSeconds = lookSeconds },
        Readers = [new ReaderSection
        {
            Id = "reader-1",
            Antennas = [new AntennaSection { Port = 1, PowerDbm = 27, LookDbm = 30, Place = "fridge-1/shelf-1" }, new AntennaSection { Port = 2, PowerDbm = 27, LookDbm = lookDbm, Place = "fridge-2" }],
        }],
    };

    /// <summary>Keeps what it was told to do.</summary>
    private sealed class ToldReader : ITagReader
    {
        public List<InventoryProfile> Told { get; } = [];
        public string? Identity => null;
        public ReaderCapabilities? Capabilities => null;
        public InventoryFit? Fit => null;
        public ReaderStatistics Statistics { get; } = new();
        public void Change(InventoryProfile profile) => Told.Add(profile);
        public Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct) => Task.CompletedTask;
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
