using HardwareSim.Devices;
using HardwareSim.Goods;
using static Readers.Tests.M100.M100Vectors;

namespace Readers.Tests.Simulator;

/// <summary>The simulated module against the frames that its papers print.</summary>
public sealed class M100MachineTests
{
    private const string Epc = "30751FEB705C5904E3D50D70";
    private readonly MachineBench _bench = new(static (world, radio, faults) => new M100Machine(world, radio, faults, M100Bytes.Usual));

    [Fact]
    public void Frame_PrintedFrames_AreBuiltByteForByte()
    {
        foreach (byte[] frame in All.Select(Bytes)) Assert.Equal(frame, M100Bytes.Usual.Frame(frame[1], frame[2], frame.AsSpan(5, frame.Length - 7)));
    }

    [Theory]
    [InlineData(B13_SetRegion, B14_RegionOk)]
    [InlineData(B10_SetPower, B11_PowerOk)]
    [InlineData(B8_Select, B9_SelectOk)]
    [InlineData(B6_Stop, B7_Stopped)]
    [InlineData(B2_SinglePoll, B4_NothingRead)]
    public void Receive_PrintedCommand_GivesThePrintedAnswer(string command, string answer) =>
        Assert.Equal([answer.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange("00BB" + command));

    [Fact]
    public void Receive_MarksOfTheR200_AnswersThemAlone()
    {
        MachineBench bench = new(static (world, radio, faults) => new M100Machine(world, radio, faults, M100Bytes.R200));
        bench.Lay(Epc, control: 0x3400);

        Assert.Equal(["AA010800010" + "10BDD"], bench.Exchange("AA 00 08 00 00 08 DD"));
        Assert.Contains(Enumerable.Range(0, 20).SelectMany(_ => bench.Exchange("AA 00 22 00 00 22 DD")), static frame =>
            frame.StartsWith("AA022200", StringComparison.Ordinal) && frame.EndsWith("DD", StringComparison.Ordinal));
        Assert.Empty(bench.Exchange("BB 00 08 00 00 08 7E"));
        Assert.Empty(_bench.Exchange("AA 00 08 00 00 08 DD"));
    }

    [Theory]
    [InlineData(BadChannel)]
    [InlineData("BB 01 28 00 01 00 2A 7E")] // an answer is no command
    public void Receive_WhatIsNoCommand_IsNotAnswered(string bytes) => Assert.Empty(_bench.Exchange(bytes));

    [Fact]
    public void Receive_UnknownCommand_IsAnsweredByAnError() => Assert.Equal(["BB01FF0001171" + "87E"], _bench.Exchange("BB 00 99 00 00 99 7E"));

    [Fact]
    public void Receive_SinglePoll_GivesThePrintedNoticeButForTheStrength()
    {
        _bench.Lay(Epc, control: 0x3400);
        string notice = Notices(() => _bench.Exchange(B2_SinglePoll))[0], printed = B3_Notice.Replace(" ", "", StringComparison.Ordinal);

        Assert.Equal(printed[..10], notice[..10]);
        Assert.Equal(printed[12..^4], notice[12..^4]); // PC, EPC, the tag's CRC
    }

    [Fact]
    public void Receive_MultiPollAndStop_GivesTheRestOfTheNoticesAndThenTheAnswer()
    {
        for (int i = 0; i < 30; i++) _bench.Lay($"30751FEB705C5904E3D5{i:X4}");
        _bench.Exchange(B5_MultiPoll, 10); // in the middle of a round

        List<string> rest = _bench.Exchange(B6_Stop, 1000);

        Assert.True(rest.Count > 3, $"{rest.Count} frames");
        Assert.Equal(B7_Stopped.Replace(" ", "", StringComparison.Ordinal), rest[^1]);
        Assert.All(rest[..^1], static frame => Assert.StartsWith("BB0222", frame, StringComparison.Ordinal));
        Assert.Empty(_bench.Exchange("", 1000));
    }

    [Fact]
    public void Receive_ReadOfUserMemory_GivesThePrintedDataAndErrors()
    {
        SimulatedTag tag = _bench.Lay(Epc, control: 0x3400);
        tag.Memory.WriteWord(3, 0, 0x1234);
        tag.Memory.WriteWord(3, 1, 0x5678);
        _bench.Exchange("BB 00 B6 00 02 0A 28 EA 7E"); // 26.00 dBm
        _bench.Exchange("BB 00 12 00 01 02 15 7E");
        _bench.Exchange(B8_Select);

        Assert.Equal([B17_ReadData.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(B16_Read, 300));
        Assert.Equal([B19_MemoryOverrun.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange("BB 00 39 00 09 00 00 FF FF 03 00 00 00 20 63 7E", 300));
        tag.Memory.AccessPassword = 0xFFFF0000;
        Assert.Equal([B18_WrongPassword.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange(B16_Read, 300));
    }

    [Fact]
    public void Restart_ForgetsRegionAndPower()
    {
        _bench.Exchange("BB 00 07 00 01 03 0B 7E");
        _bench.Exchange("BB 00 B6 00 02 0A 28 EA 7E");
        _bench.Machine.Restart(_bench.Now);
        Assert.Equal([B15_Region.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange("BB 00 08 00 00 08 7E"));
        Assert.Equal([B12_Power.Replace(" ", "", StringComparison.Ordinal)], _bench.Exchange("BB 00 B7 00 00 B7 7E"));
    }

    /// <summary>Radio is chance: a tag may be missed once.</summary>
    private static List<string> Notices(Func<List<string>> poll)
    {
        for (int i = 0; i < 20; i++)
            if (poll().Where(static frame => frame.StartsWith("BB0222", StringComparison.Ordinal)).ToList() is { Count: > 0 } notices) return notices;
        return [];
    }
}
