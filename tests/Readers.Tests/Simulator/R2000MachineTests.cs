using System.Buffers.Binary;
using HardwareSim;
using HardwareSim.Devices;
using HardwareSim.Radio;
using Readers.Frames;
using Readers.R2000;
using Readers.R2000.Commands;

namespace Readers.Tests.Simulator;

public sealed class R2000MachineTests
{
    private readonly MachineBench _bench = new(static (world, radio, faults) => new R2000Machine(world, radio, faults));

    [Theory]
    [InlineData("A0030172EA", "A00501720109DE")] // firmware 1.9
    [InlineData("A004017400E7", "A004017410D7")] // work antenna 1
    [InlineData("A004017617CE", "A004017610D5")] // 23 dBm on all ports
    public void Receive_CapturedCommand_GivesTheCapturedReply(string command, string reply) =>
        Assert.Equal([reply], _bench.Exchange(command, 50));

    [Theory]
    [InlineData("A00BFF8A0001010102010301", "not whole")]
    [InlineData("A0030172EB", "wrong check")]
    [InlineData("A0030272E9", "another reader's address")]
    public void Receive_WhatIsNotForIt_IsNotAnswered(string command, string _) =>
        Assert.Empty(_bench.Exchange(command, 1000));

    [Fact]
    public void Receive_PublicAddressAndNoiseBefore_IsAnsweredWithItsOwn() =>
        Assert.Equal(["A00501720109DE"], _bench.Exchange("0013FF" + "A003FF72EC", 50));

    [Fact]
    public void Receive_HalfAFrameAndAPause_IsForgotten()
    {
        Assert.Empty(_bench.Exchange("A013FF", 200));
        Assert.Single(_bench.Exchange("A0030172EA", 50));
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
        List<string> frames = _bench.Exchange("A004018901D1", 1000, out double took);

        Assert.Equal(["A00A018900000000000000CC"], frames);
        Assert.InRange(took, 25, 50);
    }

    [Fact]
    public void Receive_InventoryOfABag_GivesATagFrameAndTheCount()
    {
        _bench.Lay("E200301666130121155074EF");

        List<string> frames = _bench.Exchange("A006018B010001CC", 1000);

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
        _bench.Lay("E200301666130121155074EF");
        const string Command = "A006018B010001CC";

        Assert.Equal(2, _bench.Exchange(Command, 100).Count);
        Assert.Single(_bench.Exchange(Command, 100));
        _bench.Now += 2 * TimeSpan.TicksPerSecond;
        Assert.Equal(2, _bench.Exchange(Command, 100).Count);
    }

    [Fact]
    public void Receive_ReadInputs_TellsTheDoor()
    {
        Assert.Equal(["A00501600000FA"], _bench.Exchange("A0030160FC", 10));
        _bench.World.SetDoor(0, DoorState.Open, null);
        Assert.Equal(["A00501600100F9"], _bench.Exchange("A0030160FC", 10));
    }

    [Fact]
    public void Receive_FastSwitchWithEightAntennas_VisitsEachAndReportsTheMissingOne()
    {
        MachineBench bench = new(static (world, radio, faults) => new R2000Machine(world, radio, faults, ports: 8));
        bench.Lay("E2003016661301211550AAAA");
        bench.Lay("E2003016661301211550BBBB", shelf: 1);

        // Antennas 1 and 2, then port 6, on which none hangs.
        byte[] data = [0, 1, 1, 1, 5, 1, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0, 1];
        List<string> frames = bench.Exchange(Convert.ToHexString(R2000Bytes.Frame(1, 0x8A, data)), 1000);

        Assert.Contains(frames, static frame => frame.Contains("AAAA", StringComparison.Ordinal));
        Assert.Contains(frames, static frame => frame.Contains("BBBB", StringComparison.Ordinal));
        Assert.Contains("A005018A0522A9", frames);
        Assert.StartsWith("A00A018A", frames[^1], StringComparison.Ordinal);
        Assert.Equal(["A004018A4190"], _bench.Exchange(Convert.ToHexString(R2000Bytes.Frame(1, 0x8A, data)))); // a reader with four ports knows no such form
    }

    [Fact]
    public void Receive_InventoryByFirmwareTwoTwo_EndsWithItsOwnForms()
    {
        MachineBench bench = new(static (world, radio, faults) => new R2000Machine(world, radio, faults, firmware: R2000Firmware.V22));
        Assert.Equal(["A00801890000000000CE"], bench.Exchange("A004018901D1", 200));
        Assert.Equal(["A008018B0000000000CC"], bench.Exchange("A006018B010001CC", 200));
        bench.Lay("E2003016661301211550AAAA");
        bench.Lay("E2003016661301211550BBBB", shelf: 1);

        List<string> frames = bench.Exchange("A008018A0001FFFF01CD", 1000);
        byte[] end = Convert.FromHexString(frames[^1]);

        Assert.Equal("A00B018A", frames[^1][..8]);
        Assert.Equal((uint)(frames.Count - 1), BinaryPrimitives.ReadUInt32BigEndian(end.AsSpan(4)));
        Assert.InRange(BinaryPrimitives.ReadUInt32BigEndian(end.AsSpan(8)), 20u, 200u);
        R2000InventoryMessage message = R2000InventoryMessage.Parse(R2000Code.FastSwitchInventory, end.AsSpan(4..^1));
        Assert.Equal((R2000InventoryKind.RoundEnd, (uint)(frames.Count - 1)), (message.Kind, message.TotalReads));
        Assert.Equal(["A004018A4190"], bench.Exchange("A00D018A0001010102010301000" + "1BD")); // it does not know the stay
    }

    [Fact]
    public void Receive_PortBeyondTheReadersOwn_IsRefused()
    {
        MachineBench eight = new(static (world, radio, faults) => new R2000Machine(world, radio, faults, ports: 8));

        Assert.Equal(["A004017447A0"], _bench.Exchange("A004017407E0")); // port 8
        Assert.Equal(["A004017410D7"], _bench.Exchange("A004017403E4")); // port 4
        Assert.Equal(["A004017410D7"], eight.Exchange("A004017407E0"));
    }

    [Fact]
    public void Receive_BufferedInventory_KeepsEachTagOnceUntilItIsCleared()
    {
        _bench.Lay("E200301666130121155074EF");
        _bench.Lay("300833B2DDD9014000000001", shelf: 0);
        Assert.Equal(["A00401903893"], _bench.Exchange("A0030190CC")); // empty

        string end = Assert.Single(_bench.Exchange("A004018003D8", 2000)); // 80, three rounds
        Assert.True(new InventoryToBuffer(3).TryParseReply(Convert.FromHexString(end).AsSpan(4..^1), out BufferedRound round));
        Assert.Equal((1, 2), (round.AntennaPort, round.TagCount));
        Assert.InRange(round.TotalReads, 2u, 6u);
        Assert.Equal(["A00501920002C6"], _bench.Exchange("A0030192CA")); // 92: two tags

        List<string> kept = _bench.Exchange("A0030191CB", 500); // 91: get and clear
        long heard = 0;
        foreach (string frame in kept)
        {
            Assert.True(R2000TagReply.TryParse(Convert.FromHexString(frame).AsSpan(4..^1), out R2000TagReply tag));
            Assert.Equal((2, 0x3000, 0), (tag.TagCount, tag.ProtocolControl, tag.FrequencyAndAntenna & 3));
            Assert.Equal(Gen2Crc.Compute([0x30, 0x00, .. tag.Epc]), BinaryPrimitives.ReadUInt16BigEndian(tag.TagCrc));
            heard += tag.Count;
        }
        Assert.Equal(round.TotalReads, heard);
        Assert.Contains(kept, static frame => frame.Contains("3000E200301666130121155074EF", StringComparison.Ordinal));
        Assert.Equal(["A00501920000C8"], _bench.Exchange("A0030192CA"));
    }

    [Fact]
    public void Receive_ClearBuffer_EmptiesItAndGetBufferDoesNot()
    {
        _bench.Lay("E200301666130121155074EF");
        _bench.Exchange("A004018001DA", 1000);

        Assert.Single(_bench.Exchange("A0030190CC"));
        Assert.Single(_bench.Exchange("A0030190CC")); // 90 keeps what it gives
        Assert.Equal(["A004019310B8"], _bench.Exchange("A0030193C9"));
        Assert.Equal(["A00401903893"], _bench.Exchange("A0030190CC"));
    }

    [Fact]
    public void Receive_Reset_IsSilentAndThenBootsForAMoment()
    {
        Assert.Empty(_bench.Exchange("A0030170EC", 100));
        Assert.Empty(_bench.Exchange("A0030172EA", 100));
        _bench.Now += TimeSpan.TicksPerSecond;
        Assert.Single(_bench.Exchange("A0030172EA", 100));
    }
}
