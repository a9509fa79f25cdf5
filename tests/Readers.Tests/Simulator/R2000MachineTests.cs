using HardwareSim;
using HardwareSim.Devices;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

public sealed class R2000MachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    private readonly SimulatedWorld _world;
    private readonly R2000Machine _machine;
    private long _now;

    public R2000MachineTests()
    {
        _world = new SimulatedWorld(new SimulationOptions { Bags = 0, StrayTags = 0 }, Start);
        _machine = new R2000Machine(_world, _world.Radios[0]);
    }

    [Theory]
    [InlineData("A0030172EA", "A00501720109DE")] // firmware 1.9
    [InlineData("A004017400E7", "A004017410D7")] // work antenna 1
    [InlineData("A004017617CE", "A004017610D5")] // 23 dBm on all ports
    public void Receive_CapturedCommand_GivesTheCapturedReply(string command, string reply) =>
        Assert.Equal([reply], Exchange(command, TimeSpan.FromMilliseconds(50)));

    [Theory]
    [InlineData("A00BFF8A0001010102010301", "not whole")]
    [InlineData("A0030172EB", "wrong check")]
    [InlineData("A0030272E9", "another reader's address")]
    public void Receive_WhatIsNotForIt_IsNotAnswered(string command, string _) =>
        Assert.Empty(Exchange(command, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Receive_PublicAddressAndNoiseBefore_IsAnsweredWithItsOwn() =>
        Assert.Equal(["A00501720109DE"], Exchange("0013FF" + "A003FF72EC", TimeSpan.FromMilliseconds(50)));

    [Fact]
    public void Receive_HalfAFrameAndAPause_IsForgotten()
    {
        Assert.Empty(Exchange("A013FF", TimeSpan.FromMilliseconds(200)));
        Assert.Single(Exchange("A0030172EA", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Frame_CapturedReplies_AreBuiltByteForByte()
    {
        string[] captures =
        [
            "A0130189043000E200301666130121155074EF45BF", "A01301898C3000300833B2DDD901400000000137BB", "A00A018900001100000005B6",
            "A013018B1030003009663781DB02974876FC6A672B", "A00A018B00001900000001B0", "A005018A0122AD", "A00A018A0000020000003C8D",
            "A0040189369C",
        ];
        foreach (byte[] frame in captures.Select(Convert.FromHexString))
            Assert.Equal(frame, R2000Bytes.Frame(frame[2], frame[3], frame.AsSpan(4, frame.Length - 5)));
    }

    [Fact]
    public void Rssi_VendorsTable_HasItsStep()
    {
        Assert.Equal(98, R2000Bytes.Rssi(-31));
        Assert.Equal(90, R2000Bytes.Rssi(-39));
        Assert.Equal(89, R2000Bytes.Rssi(-41));
        Assert.Equal(31, R2000Bytes.Rssi(-99));
        Assert.Equal(69, R2000Bytes.Rssi(-61));
    }

    [Fact]
    public void Receive_RealTimeInventoryWithoutTags_EndsAfterAboutThirtyMilliseconds()
    {
        List<string> frames = Exchange("A004018901D1", TimeSpan.FromSeconds(1), out long took);

        Assert.Equal(["A00A018900000000000000CC"], frames);
        Assert.InRange(took / TimeSpan.TicksPerMillisecond, 25, 50);
    }

    [Fact]
    public void Receive_InventoryOfABag_GivesATagFrameAndTheCount()
    {
        Epc.TryCreate(Convert.FromHexString("E200301666130121155074EF"), out Epc uii);
        _world.PutOnShelf(_world.Add(uii, 0x3000, null), 0, 0);

        List<string> frames = Exchange("A006018B010001CC", TimeSpan.FromSeconds(1));

        Assert.Equal(2, frames.Count);
        byte[] tag = Convert.FromHexString(frames[0]);
        Assert.Equal("A013018B", frames[0][..8]);
        Assert.Equal("3000E200301666130121155074EF", frames[0][10..38]);
        Assert.Equal(0, tag[4] & 3); // antenna 1
        Assert.InRange(902 + (((tag[4] >> 2) - 7) * 0.5), 920.5, 924.5); // the nearest of its half-megahertz steps
        Assert.StartsWith("A00A018B00", frames[1], StringComparison.Ordinal);
        Assert.Equal(1, Convert.FromHexString(frames[1])[10]);
    }

    [Fact]
    public void Receive_SecondInventoryInSessionOne_FindsTheTagAgainOnlyAfterItsFlagHasFallen()
    {
        Epc.TryCreate(Convert.FromHexString("E200301666130121155074EF"), out Epc uii);
        _world.PutOnShelf(_world.Add(uii, 0x3000, null), 0, 0);
        const string Command = "A006018B010001CC";

        Assert.Equal(2, Exchange(Command, TimeSpan.FromMilliseconds(100)).Count);
        Assert.Single(Exchange(Command, TimeSpan.FromMilliseconds(100)));
        _now += 2 * TimeSpan.TicksPerSecond;
        Assert.Equal(2, Exchange(Command, TimeSpan.FromMilliseconds(100)).Count);
    }

    [Fact]
    public void Receive_ReadInputs_TellsTheDoor()
    {
        Assert.Equal(["A00501600000FA"], Exchange("A0030160FC", TimeSpan.FromMilliseconds(10)));
        _world.SetDoor(0, DoorState.Open, null);
        Assert.Equal(["A00501600100F9"], Exchange("A0030160FC", TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Receive_FastSwitch_VisitsEachAntennaAndReportsTheMissingOne()
    {
        _world.PutOnShelf(Tag("E2003016661301211550AAAA"), 0, 0);
        _world.PutOnShelf(Tag("E2003016661301211550BBBB"), 0, 1);

        // Antennas 1 and 2, then 4 ports more than there are: the eight-port form with port 6.
        byte[] data = [0, 1, 1, 1, 5, 1, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0, 1];
        List<string> frames = Exchange(Convert.ToHexString(R2000Bytes.Frame(1, 0x8A, data)), TimeSpan.FromSeconds(1));

        Assert.Contains(frames, static frame => frame.Contains("AAAA", StringComparison.Ordinal));
        Assert.Contains(frames, static frame => frame.Contains("BBBB", StringComparison.Ordinal));
        Assert.Contains("A005018A0522A9", frames);
        Assert.StartsWith("A00A018A", frames[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_Reset_IsSilentAndThenBootsForAMoment()
    {
        Assert.Empty(Exchange("A0030170EC", TimeSpan.FromMilliseconds(100)));
        Assert.Empty(Exchange("A0030172EA", TimeSpan.FromMilliseconds(100)));
        _now += TimeSpan.TicksPerSecond;
        Assert.Single(Exchange("A0030172EA", TimeSpan.FromMilliseconds(100)));
    }

    private HardwareSim.Goods.SimulatedTag Tag(string hex)
    {
        Epc.TryCreate(Convert.FromHexString(hex), out Epc uii);
        return _world.Add(uii, 0x3000, null);
    }

    private List<string> Exchange(string hex, TimeSpan wait) => Exchange(hex, wait, out _);

    private List<string> Exchange(string hex, TimeSpan wait, out long took)
    {
        long began = _now, until = _now + wait.Ticks;
        _machine.Receive(Convert.FromHexString(hex), _now);
        List<string> frames = [];
        took = 0;
        for (; _now < until; _now += TimeSpan.TicksPerMillisecond)
        {
            _world.AdvanceTo(_now);
            while (_machine.TrySend(_now, out byte[] frame, out _))
            {
                frames.Add(Convert.ToHexString(frame));
                took = _now - began;
            }
        }
        return frames;
    }
}
