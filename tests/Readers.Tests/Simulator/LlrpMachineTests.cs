using HardwareSim.Devices;
using HardwareSim.Goods;
using HardwareSim.Radio;
using static Readers.Tests.Llrp.LlrpVectors;

namespace Readers.Tests.Simulator;

/// <summary>The simulated reader against captured messages and those of public encoders.</summary>
public sealed class LlrpMachineTests
{
    private readonly MachineBench _bench = new(static (world, radio, faults) => new LlrpMachine(world, radio, faults, isImpinj: false));

    [Fact]
    public void PlugIn_Client_IsGreetedAsCaptured()
    {
        string greeting = Assert.Single(_bench.Exchange(""));
        AssertLike(L1_Connected, greeting, 6..10, 18..26); // but for number and clock
    }

    [Fact]
    public void Receive_CapturedConfiguration_GivesTheCapturedResponse()
    {
        _bench.Exchange("");
        Assert.Equal([L7_SetConfigResponse], Lower(_bench.Exchange(L6_SetKeepalive)));
        List<string> later = Lower(_bench.Exchange(L5_KeepaliveAck, 25_000));
        Assert.Equal(2, later.Count(static message => message.StartsWith("043e0000000a", StringComparison.Ordinal)));
    }

    [Fact]
    public void Work_KeepalivesUnanswered_ClosesTheConnection()
    {
        _bench.Exchange("");
        _bench.Exchange(L6_SetKeepalive, 70_000);
        Assert.True(_bench.Machine.HangsUp);
    }

    [Fact]
    public void Receive_UnknownMessage_IsAnsweredByTheErrorMessage()
    {
        _bench.Exchange("");
        Assert.Equal([L17_Error], Lower(_bench.Exchange("042d0000000a00000009"))); // type 45 is none
    }

    [Fact]
    public void TurnAway_SecondClient_HearsTheRefusalAndTheFirstIsTold()
    {
        _bench.Exchange("");
        AssertLike(L16_Refused, Convert.ToHexString(((LlrpMachine)_bench.Machine).TurnAway(_bench.Now)), 18..26);
        Assert.EndsWith("010000060004", Assert.Single(_bench.Exchange("")), StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_RoSpecOfAPublicEncoder_RunsAndTellsEachTag()
    {
        _bench.Exchange("");
        _bench.Lay("3005FB63AC1F3841EC880467", control: 0x3000);
        Assert.Equal(["041e0000001200000001011f000800000000"], Lower(_bench.Exchange(L12_AddRoSpec)));
        Assert.Equal(["04220000001200000007011f000800000000"], Lower(_bench.Exchange(L9_EnableRoSpec)));

        List<string> told = Lower(_bench.Exchange(L10_StartRoSpec, 500));

        Assert.Equal("04200000001200000007011f000800000000", told[0]);
        // Antenna, strength, channel, first and last time, count, PC: what its selector asks for.
        Assert.Contains(told, static message => System.Text.RegularExpressions.Regex.IsMatch(
            message, "^043d0000003b[0-9a-f]{8}00f000318d3005fb63ac1f3841ec88046781000186[0-9a-f]{2}8700[01][0-9a-f]82[0-9a-f]{16}84[0-9a-f]{16}8800018c3000$"));
        Assert.Equal("04210000001200000007011f000800000000", Lower(_bench.Exchange(L11_StopRoSpec, 500))[^1]);
        Assert.Empty(_bench.Exchange("", 500));
    }

    [Fact]
    public void Tag_CapturedReport_IsBuiltByteForByte()
    {
        const int Antenna = 0x1000, Rssi = 0x0400, First = 0x0200, Count = 0x0080;
        LlrpRoSpec spec = new(1, [], [], true, Antenna | Rssi | First | Count, false, false, false);
        Assert.Equal(L2_Report[20..], Report(spec, "3005FB63AC1F3841EC880467", -50, 0x0004EC2EA8354C09));
        Assert.Equal(L3_ReportEpcData[20..], Report(spec, "1FB41F712AC9C37AB79D618173188324001A", -17, 0x0004EC2EA8381F57));
    }

    [Fact]
    public void Receive_ImpinjExtensions_AreNeededBeforeItsOwnParameters()
    {
        MachineBench bench = new(static (world, radio, faults) => new LlrpMachine(world, radio, faults, isImpinj: true));
        bench.Exchange("");
        // The encoder's ROSpec with "tell the phase" behind its selector: everything around it grows by the 26 bytes.
        string add = L12_AddRoSpec.Replace("041400000050", "04140000006a", StringComparison.Ordinal)
            .Replace("00b10046", "00b10060", StringComparison.Ordinal).Replace("00ed0012", "00ed002c", StringComparison.Ordinal)
            + "03ff001a0000651a00000032" + "03ff000e0000651a000000340001";

        Assert.DoesNotContain("011f000800000000", Lower(bench.Exchange(add))[0], StringComparison.Ordinal);
        Assert.Equal(["07ff00000017000000070000651a16011f000800000000"], Lower(bench.Exchange(L13_EnableExtensions)));
        Assert.Contains("011f000800000000", Lower(bench.Exchange(add))[0], StringComparison.Ordinal);
        Assert.DoesNotContain("011f000800000000", Lower(bench.Exchange(L12_AddRoSpec))[0], StringComparison.Ordinal); // no room for a second
    }

    private static string Report(LlrpRoSpec spec, string epc, double dBm, ulong at)
    {
        Epc.TryCreate(Convert.FromHexString(epc), out Epc uii);
        AirRead read = new(new SimulatedTag(0, uii, 0x3000, null), uii, 1, 0, dBm, 0);
        return Convert.ToHexStringLower(LlrpReports.Tag(spec, 1, read, at, new HardwareSim.Dice(1)));
    }

    private static List<string> Lower(List<string> frames) => [.. frames.Select(static frame => frame.ToLowerInvariant())];

    /// <param name="free">Bytes that may differ.</param>
    private static void AssertLike(string expected, string actual, params Range[] free)
    {
        byte[] wanted = Convert.FromHexString(expected), got = Convert.FromHexString(actual);
        foreach (Range range in free)
        {
            wanted.AsSpan(range).Clear();
            got.AsSpan(range).Clear();
        }
        Assert.Equal(Convert.ToHexString(wanted), Convert.ToHexString(got));
    }
}
