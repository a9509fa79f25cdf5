using Edge.Desks;
using Inventory;
using Readers;
using Testing;

namespace Edge.Tests.Desks;

/// <summary>A tunnel: several antennas of one reader, which listen in turn.</summary>
public sealed class TrayTests
{
    private static readonly TimeSpan s_visit = TimeSpan.FromMilliseconds(500);

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));
    private readonly Tray _tray;

    public TrayTests() => _tray = new Tray("tunnel-1", "reader-1", [1, 3], nearbyBelowDbm: -60, _time);

    [Fact]
    public void Heard_ByTwoAntennas_TheStrongerOneTellsHowNearAndWrites()
    {
        Hear(1, antenna: 1, dbm: -66);
        Assert.True(Assert.Single(_tray.Tags).IsNearby);
        Hear(1, antenna: 3, dbm: -48);
        Hear(1, antenna: 1, dbm: -66);

        TrayTag lying = Assert.Single(_tray.Tags);
        Assert.Equal((-48.0, false), (lying.RssiDbm!.Value, lying.IsNearby));
        Assert.Equal(3, _tray.AntennaFor(lying.Tag));
    }

    [Fact]
    public void Listened_BagThatOneAntennaHears_StaysThroughTheTurnsOfTheOther()
    {
        Hear(1, antenna: 1, dbm: -50);
        for (int turn = 0; turn < 5; turn++)
        {
            Listen(3);
            Listen(3);
            Listen(1);
            Hear(1, antenna: 1, dbm: -50);
        }
        Assert.Single(_tray.Tags);

        for (int turn = 0; turn < 5; turn++) Listen(turn % 2 == 0 ? (byte)1 : (byte)3);
        Assert.Single(_tray.Tags); // 2.5 s of two antennas
        for (int turn = 0; turn < 8; turn++) Listen(turn % 2 == 0 ? (byte)1 : (byte)3);
        Assert.Empty(_tray.Tags);
    }

    [Fact]
    public void Has_AntennaOfAnotherPlace_IsNotItsBusiness() => Assert.Equal([true, false, true], new byte[] { 1, 2, 3 }.Select(_tray.Has));

    private void Hear(byte tag, byte antenna, float dbm)
    {
        byte[] bytes = [0xE2, 0x80, 0x11, tag];
        Assert.True(Epc.TryCreate(bytes, out Epc epc));
        TagRead read = new() { Epc = epc, AntennaPort = antenna, RssiDbm = dbm, ObservedAt = _time.GetUtcNow(), Count = 1 };
        _tray.Heard(in read, new TagUii(bytes));
    }

    private void Listen(byte antenna)
    {
        DateTimeOffset from = _time.GetUtcNow();
        _time.Advance(s_visit);
        ListeningPeriod period = new(antenna, from, _time.GetUtcNow(), 0);
        _tray.Listened(in period);
    }
}
