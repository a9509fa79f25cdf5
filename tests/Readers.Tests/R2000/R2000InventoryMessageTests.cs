using Readers.Frames;
using Readers.R2000;
using static Readers.Tests.R2000.R2000Vectors;

namespace Readers.Tests.R2000;

public sealed class R2000InventoryMessageTests
{
    [Theory]
    [InlineData(A6_Tag, "E200301666130121155074EF", 1, -61, 865_500)]
    [InlineData(A7_Tag, "300833B2DDD9014000000001", 1, -75, 916_000)]
    [InlineData(A10_Tag, "3009663781DB02974876FC6A", 1, -26, 867_000)]
    public void Parse_CapturedTag_SaysWhatTheManualSays(string hex, string epc, int port, float rssi, int khz)
    {
        R2000InventoryMessage message = Parse(hex);

        Assert.Equal(R2000InventoryKind.Tag, message.Kind);
        Assert.Equal(epc, Hex(message.Epc));
        Assert.Equal(0x3000, message.ProtocolControl);
        Assert.Equal(port, message.AntennaPort);
        Assert.Equal(rssi, R2000Tables.RssiDbm(message.RawRssi!.Value));
        Assert.Equal(khz, R2000Tables.FrequencyKhz(message.FrequencyIndex));
    }

    [Theory]
    [InlineData(A8_End, 1, 17, 5u)]
    [InlineData(A11_End, 1, 25, 1u)]
    public void Parse_CapturedEnd_SaysWhatWasHeard(string hex, int port, int rate, uint total)
    {
        R2000InventoryMessage message = Parse(hex);

        Assert.Equal(R2000InventoryKind.RoundEnd, message.Kind);
        Assert.Equal(port, message.AntennaPort);
        Assert.Equal((ushort)rate, message.ReadRate);
        Assert.Equal(total, message.TotalReads);
    }

    [Fact]
    public void Parse_FastSwitchEndOfBothFirmwares_GivesReadsAndDuration()
    {
        foreach (string payload in new[] { "0000020000003C", "000000020000003C" })
        {
            R2000InventoryMessage message = R2000InventoryMessage.Parse(R2000Code.FastSwitchInventory, Bytes(payload));

            Assert.Equal(R2000InventoryKind.RoundEnd, message.Kind);
            Assert.Equal(2u, message.TotalReads);
            Assert.Equal(60u, message.DurationMs);
        }
        Assert.Equal(60u, Parse(A21_FastSwitchEnd).DurationMs);
    }

    [Fact]
    public void Parse_OldFirmwaresEnd_HasNoRate()
    {
        R2000InventoryMessage message = R2000InventoryMessage.Parse(R2000Code.RealTimeInventory, Bytes("0200000007"));

        Assert.Equal(R2000InventoryKind.RoundEnd, message.Kind);
        Assert.Equal(3, message.AntennaPort);
        Assert.Null(message.ReadRate);
        Assert.Equal(7u, message.TotalReads);
    }

    [Fact]
    public void Parse_Errors_AreValues()
    {
        R2000InventoryMessage missing = Parse(A20_AntennaMissing);
        Assert.Equal((R2000InventoryKind.AntennaMissing, 2, R2000Result.AntennaMissing), (missing.Kind, missing.AntennaPort, missing.Result));

        R2000InventoryMessage none = Parse(A22_NoTag);
        Assert.Equal((R2000InventoryKind.Status, R2000Result.NoTag), (none.Kind, none.Result));
    }

    [Fact]
    public void Parse_EightPortReader_TakesTheThirdAntennaBitFromTheStrength()
    {
        R2000InventoryMessage message = R2000InventoryMessage.Parse(R2000Code.RealTimeInventory, Bytes("0608001234C5"));

        Assert.Equal(7, message.AntennaPort); // low bits 2 plus 4, from 1
        Assert.Equal((byte)0x45, message.RawRssi);
        Assert.Equal(1, message.FrequencyIndex);
        Assert.Equal("1234", Hex(message.Epc));
    }

    [Fact]
    public void Parse_TagWithPhaseBytes_KeepsTheTagButNotTheStrength()
    {
        R2000InventoryMessage message = R2000InventoryMessage.Parse(R2000Code.SessionInventory, Bytes("04080012344501FF"));

        Assert.Equal(R2000InventoryKind.Tag, message.Kind);
        Assert.Equal("1234", Hex(message.Epc));
        Assert.Null(message.RawRssi);
    }

    [Fact]
    public void Parse_LengthThatContradictsTheTag_IsMalformed()
    {
        Assert.Equal(R2000InventoryKind.Malformed, R2000InventoryMessage.Parse(R2000Code.RealTimeInventory, Bytes("043000E20045")).Kind);
        Assert.Equal(R2000InventoryKind.Malformed, R2000InventoryMessage.Parse(R2000Code.RealTimeInventory, []).Kind);
        Assert.Equal(R2000InventoryKind.Malformed, R2000InventoryMessage.Parse(R2000Code.RealTimeInventory, new byte[3]).Kind);
    }

    [Theory]
    [InlineData(98, -31)]
    [InlineData(90, -39)]
    [InlineData(89, -41)]
    [InlineData(31, -99)]
    public void RssiDbm_CornersOfTheVendorTable(byte raw, float dBm) => Assert.Equal(dBm, R2000Tables.RssiDbm(raw));

    [Theory]
    [InlineData(0, 865_000)]
    [InlineData(6, 868_000)]
    [InlineData(7, 902_000)]
    [InlineData(59, 928_000)]
    [InlineData(60, null)]
    public void FrequencyKhz_CornersOfTheVendorTable(int index, int? khz) => Assert.Equal(khz, R2000Tables.FrequencyKhz(index));

    private static R2000InventoryMessage Parse(string hex)
    {
        ReadOnlySpan<byte> input = Bytes(hex);
        Assert.Equal(FrameOutcome.Complete, R2000Codec.TryRead(ref input, out R2000Frame frame));
        return R2000InventoryMessage.Parse(frame.Code, frame.Payload);
    }
}
