using HardwareSim.Devices;
using HardwareSim.Goods;
using static Readers.Tests.ThingMagic.ThingMagicVectors;

namespace Readers.Tests.Simulator;

/// <summary>The simulated module against captured frames: what a real host sent, and what a real module answered.</summary>
public sealed class ThingMagicMachineTests
{
    private readonly MachineBench _bench = new(static (world, radio, faults) => new ThingMagicMachine(world, radio, faults));

    [Fact]
    public void Reply_CapturedReplies_AreBuiltByteForByte()
    {
        foreach (byte[] frame in Replies.Select(Bytes))
            Assert.Equal(frame, ThingMagicBytes.Reply(frame[2], (ushort)((frame[3] << 8) | frame[4]), frame.AsSpan(5, frame.Length - 7)));
    }

    [Fact]
    public void Take_CapturedCommands_AreUnderstood()
    {
        List<byte> input = [0x00, 0xFF, .. Bytes(BadChecksum), .. Commands.SelectMany(Bytes)];
        foreach (byte[] command in Commands.Select(Bytes))
            Assert.Equal((command[2], Convert.ToHexString(command[3..^2])), ThingMagicBytes.Take(input) is { } taken ? (taken.Opcode, Convert.ToHexString(taken.Data)) : default);
        Assert.Empty(input);
    }

    [Fact]
    public void Receive_ColdModule_StandsInTheBootLoaderAndKnowsNothing()
    {
        Assert.Equal([Frame("01 0C 0000 11")], _bench.Exchange(T3_CurrentProgram));
        Assert.Equal([Frame("00 97 0101")], _bench.Exchange(T5_Region));
        Assert.StartsWith("FF14040000", Assert.Single(_bench.Exchange(T2_BootFirmware, 1000)), StringComparison.Ordinal);
        Assert.Equal([T4_Application.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(T3_CurrentProgram));
        Assert.Equal([Frame("00 22 0405")], _bench.Exchange(T16_Search)); // no region: the radio is off
    }

    [Fact]
    public void Receive_CapturedSetUp_IsAnsweredAsCaptured()
    {
        _bench.Exchange(T2_BootFirmware, 1000);
        Assert.Equal([T6_RegionOk.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(T5_Region));
        Assert.Equal([T8_ProtocolOk.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(T7_Protocol));
        Assert.Equal([Frame("00 91 0000")], _bench.Exchange(T9_Antenna));
        Assert.Equal([Frame("00 92 0000")], _bench.Exchange(T10_Power));
        Assert.Equal([Frame("00 9A 0000")], _bench.Exchange(T11_FilterOff));
        Assert.Equal([Frame("00 9B 0000")], _bench.Exchange(T26_Session));
        Assert.Equal([Frame("00 92 0103")], _bench.Exchange(Command("92", "0FA0"))); // 40 dBm
        Assert.Equal([Frame("00 97 010B")], _bench.Exchange(Command("97", "7F")));
        Assert.Equal([Frame("00 91 0507")], _bench.Exchange(Command("91", "020909")));
    }

    [Fact]
    public void Receive_ReturnLoss_IsAPairForEachPortAndNeedsTheRegion()
    {
        _bench.Exchange(T2_BootFirmware, 1000);
        Assert.Equal([Frame("00 61 0405")], _bench.Exchange(Command("61", "06")));
        _bench.Exchange(T5_Region);
        string told = Assert.Single(_bench.Exchange(Command("61", "06")));
        Assert.StartsWith("FF09610000060111", told, StringComparison.Ordinal); // port 1: 17 dB

        _bench.World.Antennas.First(static antenna => antenna.Port == 1).FaultDb = 60; // its cable is cut
        Assert.StartsWith("FF09610000060103", Assert.Single(_bench.Exchange(Command("61", "06"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_Gen2Settings_AreKeptToldAndForgottenAtAColdStart()
    {
        _bench.Exchange(T2_BootFirmware, 1000);
        foreach ((string set, string key) in new[] { ("050203", "02"), ("051002", "10"), ("051101", "11"), ("05120106", "12"), ("050002", "00"), ("05010101", "01") })
        {
            Assert.Equal([Frame("00 9B 0000")], _bench.Exchange(Command("9B", set)));
            Assert.Equal([Frame($"{set.Length / 2:X2} 6B 0000 {set}")], _bench.Exchange(Command("6B", $"05{key}")));
        }
        Assert.Equal([Frame("00 9B 0105")], _bench.Exchange(Command("9B", "051001"))); // no such frequency
        Assert.Equal([Frame("00 6B 0105")], _bench.Exchange(Command("6B", "0577")));
        _bench.Machine.PlugIn(_bench.Now);
        _bench.Exchange(T2_BootFirmware, 1000);
        Assert.Equal([Frame("03 6B 0000 051200")], _bench.Exchange(Command("6B", "0512")));
    }

    [Fact]
    public void Receive_BufferedSearch_CountsAndGivesTheRecordThatWasCaptured()
    {
        Ready();
        _bench.Lay("000000000000000000001545");
        Assert.Equal([T23_FoundOne.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(T16_Search, 700));

        string buffer = Assert.Single(_bench.Exchange(T17_GetBuffer));

        string captured = T24_Buffer.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(captured[..18], buffer[..18]); // head, flags, one record
        Assert.Equal("11", buffer[22..24]); // antenna 1 for both ways
        Assert.Equal(captured[50..^4], buffer[50..^4]); // bits, PC, EPC and the tag's own CRC
        Assert.Equal([Frame("00 29 0600")], _bench.Exchange(T17_GetBuffer));
    }

    [Fact]
    public void Receive_SearchInAnEmptyField_EndsWithNoTags() =>
        Assert.Equal([T19_KeepAlive.Replace(" ", "", StringComparison.Ordinal)], Ready().Exchange(T16_Search, 700));

    [Fact]
    public void Receive_Stream_TellsTagsKeepsAliveAndHearsNothingButItsEnd()
    {
        Ready();
        List<string> empty = _bench.Exchange(T12_Start, 2500);
        Assert.Equal(Frame("01 2F 0000 01"), empty[0]);
        Assert.Equal(2, empty.Count(static frame => frame == T19_KeepAlive.Replace(" ", "", StringComparison.Ordinal)));
        _bench.Lay("000000000000000000001545");

        List<string> heard = _bench.Exchange(T1_Version, 2000);

        Assert.All(heard, static frame => Assert.Equal("22", frame[4..6]));
        Assert.Contains(heard, static frame => frame.StartsWith("FF2822000010001B01FF01", StringComparison.Ordinal)
            && frame.EndsWith("00803000000000000000000000001545E94A" + frame[^4..], StringComparison.Ordinal));
        Assert.Equal(T22_StreamEnd.Replace(" ", "", StringComparison.Ordinal), _bench.Exchange(T13_Stop, 1000)[^1]);
        Assert.StartsWith("FF1403", Assert.Single(_bench.Exchange(T1_Version)), StringComparison.Ordinal);
    }

    [Fact]
    public void Restart_WhileReading_TellsItsStartAndStandsInTheBootLoader()
    {
        Ready();
        _bench.Machine.Restart(_bench.Now);
        Assert.StartsWith("FF1404", _bench.Exchange("00", 1000)[0], StringComparison.Ordinal);
        Assert.Equal([Frame("01 0C 0000 11")], _bench.Exchange(T3_CurrentProgram));
    }

    [Fact]
    public void Receive_ReadAndWriteOfMemory_ReachTheSelectedTagOnly()
    {
        Ready();
        SimulatedTag one = _bench.Lay("E20030166613012115500001"), other = _bench.Lay("E20030166613012115500002");
        string tid = Convert.ToHexString(one.Memory.Tid);
        string selectByTid = $"00000000 00000000 60 {tid}";

        // Write the EPC bank from word 2, then read the identity of whoever wears the new number.
        Assert.Equal([Frame("00 24 0000")], _bench.Exchange(Command("24", $"03E8 02 00000002 01 {selectByTid} 0123 4567"), 300));
        Assert.Equal("012345676613012115500001", one.Uii.ToString());
        Assert.Equal("E20030166613012115500002", other.Uii.ToString());
        string select = "00000000 00000020 20 01234567";
        Assert.Equal(
            [Frame($"0F 28 0000 14 0000 {tid}")], _bench.Exchange(Command("28", $"03E8 14 0000 02 00000000 06 {select}"), 300));
    }

    private static string Command(string opcode, string data)
    {
        byte[] bytes = Bytes(data);
        byte[] body = [(byte)bytes.Length, .. Bytes(opcode), .. bytes];
        int crc = ThingMagicBytes.Crc(body);
        return $"FF{Convert.ToHexString(body)}{crc:X4}";
    }

    private MachineBench Ready()
    {
        foreach (string frame in new[] { T2_BootFirmware, T5_Region, T7_Protocol, T9_Antenna, T11_FilterOff }) _bench.Exchange(frame, 1000);
        _bench.Exchange(Command("92", "0A8C")); // 27.00 dBm
        _bench.Exchange(Command("94", "0A8C"));
        return _bench;
    }
}
