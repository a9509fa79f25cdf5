using System.Collections;
using System.Globalization;
using Readers.Decoding;
using Readers.R2000;
using static Readers.Tests.R2000.R2000Vectors;

namespace Readers.Tests.R2000;

public sealed class R2000ExplainerTests
{
    [Theory]
    [InlineData(A1_GetFirmware, "72", "GetFirmware", FrameDirection.Command, "address=1")]
    [InlineData(A2_Firmware, "72", "GetFirmware", FrameDirection.Reply, "address=1 firmware=1.9")]
    [InlineData(A3_SetWorkAntenna, "74", "SetWorkAntenna", FrameDirection.Command, "address=1 antenna=1")]
    [InlineData(A4_Ok, "74", "SetWorkAntenna", FrameDirection.Reply, "address=1 result=Ok")]
    [InlineData(A5_RealTimeInventory, "89", "RealTimeInventory", FrameDirection.Command, "address=1 repeat=1")]
    [InlineData(A8_End, "89", "RealTimeInventory", FrameDirection.Reply, "address=1 end=True antenna=1 readRate=17 totalReads=5")]
    [InlineData(A9_SessionInventory, "8B", "SessionInventory", FrameDirection.Command, "address=1 session=1 target=A repeat=1")]
    [InlineData(A11_End, "8B", "SessionInventory", FrameDirection.Reply, "address=1 end=True antenna=1 readRate=25 totalReads=1")]
    [InlineData(A12_SetMatch, "85", "SetEpcMatch", FrameDirection.Command, "address=1 match=True epc=11223344556677889900AABB")]
    [InlineData(A13_Ok, "85", "SetEpcMatch", FrameDirection.Reply, "address=1 result=Ok")]
    [InlineData(A14_SetPower, "76", "SetPower", FrameDirection.Command, "address=1 powerDbm=23")]
    [InlineData(A15_Ok, "76", "SetPower", FrameDirection.Reply, "address=1 result=Ok")]
    [InlineData(A16_FastSwitch, "8A", "FastSwitchInventory", FrameDirection.Command,
        "address=1 antennas=1,2 stays=10,10 intervalMs=1 repeat=130")]
    [InlineData(A17_Temperature, "7B", "GetTemperature", FrameDirection.Reply, "address=1 celsius=23")]
    [InlineData(A18_Region, "79", "GetRegion", FrameDirection.Reply, "address=1 region=FCC startKhz=902000 endKhz=928000")]
    [InlineData(A21_FastSwitchEnd, "8A", "FastSwitchInventory", FrameDirection.Reply, "address=1 end=True totalReads=2 durationMs=60")]
    public void Decode_Vector_SaysWhatTheManualSays(string hex, string code, string name, FrameDirection direction, string fields)
    {
        DecodedItem item = Assert.Single(Decode(hex));

        Assert.Equal((code, name, direction, fields), (item.Code, item.Name, item.Direction!.Value, Text(item)));
        Assert.Null(item.Error);
        Assert.Empty(item.Tags);
    }

    [Theory]
    [InlineData(A6_Tag, "E200301666130121155074EF", 1, -61, 865_500)]
    [InlineData(A7_Tag, "300833B2DDD9014000000001", 1, -75, 916_000)]
    [InlineData(A10_Tag, "3009663781DB02974876FC6A", 1, -26, 867_000)]
    public void Decode_Tag_GivesEverythingTheFrameHolds(string hex, string epc, int antenna, double rssi, int khz)
    {
        DecodedItem item = Assert.Single(Decode(hex));

        Assert.Equal(FrameDirection.Reply, item.Direction);
        Assert.Equal(new DecodedTag(epc, antenna, rssi, khz, "3000", 1), Assert.Single(item.Tags));
    }

    [Fact]
    public void Decode_ReadTid_GivesTagAndData()
    {
        DecodedItem item = Assert.Single(Decode(A19_ReadTid));

        Assert.Equal(new DecodedTag("30396062C3950D400011B897", 4, null, 866_000, "3000", 1), Assert.Single(item.Tags));
        Assert.Equal("address=1 tagCount=1 tagCrc=CD0B data=E280689020005001 readLength=8", Text(item));
    }

    [Theory]
    [InlineData(A20_AntennaMissing, "22", "AntennaMissing")]
    [InlineData(A22_NoTag, "36", "NoTag")]
    public void Decode_Error_HasItsCodeAndName(string hex, string code, string name)
    {
        DecodedItem item = Assert.Single(Decode(hex));

        Assert.Equal((FrameDirection.Reply, new DecodedError(code, name)), (item.Direction!.Value, item.Error));
    }

    [Fact]
    public void Decode_OneByteEachWay_IsToldApartByWhoAsked()
    {
        const string Power16 = "A0 04 01 66 10 E5"; // sixteen dBm, or "done"

        Assert.Equal([FrameDirection.Reply], Directions(Power16));
        Assert.Equal([FrameDirection.Command, FrameDirection.Command, FrameDirection.Reply], Directions($"{A1_GetFirmware} {Power16} {Power16}"));
    }

    [Fact]
    public void Decode_OldSessionEnd_IsAReplyAfterItsCommand()
    {
        const string OldEnd = "A0 08 01 8B 00 00 00 00 01 CB"; // also readable as session 0, target A, no selection, no phase, once

        Assert.Equal([FrameDirection.Command], Directions(OldEnd));
        Assert.Equal([FrameDirection.Command, FrameDirection.Reply], Directions($"{A9_SessionInventory} {OldEnd}"));
    }

    [Fact]
    public void Decode_EveryCodeWithEveryLength_NeverThrows()
    {
        byte[] frame = new byte[R2000Codec.MaxFrameBytes], payload = new byte[40];
        Random random = new(1);
        for (int code = 0; code < 256; code++)
        {
            for (int length = 0; length <= payload.Length; length++)
            {
                random.NextBytes(payload);
                if (length > 2 && random.Next(2) == 0) payload[2] = (byte)(length - 6);
                int count = R2000Codec.Write(frame, 1, (R2000Code)code, payload.AsSpan(0, length));
                Assert.Equal(DecodedOutcome.Frame, Assert.Single(Decode(Hex(frame.AsSpan(0, count)))).Outcome);
            }
        }
    }

    private static FrameDirection[] Directions(string hex) => [.. Decode(hex).Select(static item => item.Direction!.Value)];

    private static List<DecodedItem> Decode(string hex)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new R2000Explainer(), items.Add);
        decoder.Feed(Bytes(hex));
        decoder.End();
        return items;
    }

    private static string Text(DecodedItem item) => string.Join(' ', item.Fields.Select(static field => $"{field.Key}={Value(field.Value)}"));

    private static string? Value(object value) =>
        value is IEnumerable list and not string ? string.Join(',', list.Cast<object>()) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
