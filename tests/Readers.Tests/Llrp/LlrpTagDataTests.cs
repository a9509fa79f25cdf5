using Readers.Frames;
using Readers.Llrp;
using static Readers.Tests.Llrp.LlrpVectors;

namespace Readers.Tests.Llrp;

public sealed class LlrpTagDataTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryReadNext_CapturedReport_GivesEverythingInIt()
    {
        TagRead read = Single(L2_Report);

        Assert.Equal("3005FB63AC1F3841EC880467", read.Epc.ToString());
        Assert.Equal(1, read.AntennaPort);
        Assert.Equal(-50, read.RssiDbm);
        Assert.Equal(1, read.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(1385585041558537 * 10), read.ReaderTimestamp);
        Assert.Equal(s_now, read.ObservedAt);
        Assert.Null(read.FrequencyKhz);
        Assert.Null(read.ProtocolControl);
        Assert.Null(read.PhaseDegrees);
    }

    [Fact]
    public void TryReadNext_EpcOfOtherLength_IsWhole()
    {
        TagRead read = Single(L3_ReportEpcData);

        Assert.Equal("1FB41F712AC9C37AB79D618173188324001A", read.Epc.ToString());
        Assert.Equal(-17, read.RssiDbm);
    }

    [Fact]
    public void TryReadNext_ImpinjExtensions_GiveFineRssiAndPhase()
    {
        TagRead read = Single(L18_ImpinjReport);

        Assert.Equal("30751FEB705C5904E3D50D70", read.Epc.ToString());
        Assert.Equal(2, read.AntennaPort);
        Assert.Equal(-57.5f, read.RssiDbm);
        Assert.Equal(270f, read.PhaseDegrees); // 0C00 of 1000
    }

    [Fact]
    public void ToRead_ChannelIndex_IsTheCapabilitiesFrequency()
    {
        ReadOnlySpan<byte> body = Bytes("00f000148d3005fb63ac1f3841ec880467870002");
        Assert.True(LlrpTagData.TryReadNext(ref body, out LlrpTagData tag));

        Assert.Equal(920_875, new LlrpReport([920_625, 920_875]).ToRead(tag, s_now).FrequencyKhz);
        Assert.Null(new LlrpReport([920_625]).ToRead(tag, s_now).FrequencyKhz);
    }

    [Fact]
    public void TryReadNext_SeveralTagsAndForeignParameters_AreAllRead()
    {
        ReadOnlySpan<byte> body = Bytes("03ff000e0000651a0000002a0001" + "00f000148d3005fb63ac1f3841ec880467810003" + "00f1000400f000148d300000000000000000000001810004");
        List<string> tags = [];

        while (LlrpTagData.TryReadNext(ref body, out LlrpTagData tag)) tags.Add($"{tag.Epc}@{tag.Antenna}");

        Assert.Equal(["3005FB63AC1F3841EC880467@3", "300000000000000000000001@4"], tags);
        Assert.True(body.IsEmpty);
    }

    [Fact]
    public void TryReadNext_ReportCutOrBroken_EndsWithoutMisreading()
    {
        byte[] body = Bytes(L3_ReportEpcData)[10..];
        for (int length = 0; length < body.Length; length++)
        {
            ReadOnlySpan<byte> cut = body.AsSpan(0, length);
            Assert.False(LlrpTagData.TryReadNext(ref cut, out _));
            Assert.Equal(length, cut.Length);
        }
        ReadOnlySpan<byte> unknownTv = Bytes("00f0000aff0001810005");
        Assert.False(LlrpTagData.TryReadNext(ref unknownTv, out _));
    }

    [Fact]
    public void TryParse_EpcLongerThanAny_IsSaid()
    {
        byte[] value = [0x00, 0xF1, 0x00, 0x28, 0x01, 0x10, .. new byte[34]];

        Assert.True(LlrpTagData.TryParse(value, out LlrpTagData tag));
        Assert.True(tag.EpcTooLong);
    }

    [Fact]
    public void ToRead_TimestampBeyondTheCalendar_IsAbsent()
    {
        byte[] value = [.. Bytes("8d3005fb63ac1f3841ec880467"), 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.True(LlrpTagData.TryParse(value, out LlrpTagData tag));

        Assert.Null(LlrpReport.WithoutChannels.ToRead(tag, s_now).ReaderTimestamp);
    }

    private static TagRead Single(string hex)
    {
        ReadOnlySpan<byte> input = Bytes(hex);
        Assert.Equal(FrameOutcome.Complete, LlrpCodec.TryRead(ref input, out LlrpMessage message));
        Assert.Equal(LlrpMessageType.RoAccessReport, message.Type);
        ReadOnlySpan<byte> body = message.Body;
        Assert.True(LlrpTagData.TryReadNext(ref body, out LlrpTagData tag));
        Assert.False(LlrpTagData.TryReadNext(ref body, out _));
        Assert.True(body.IsEmpty);
        return LlrpReport.WithoutChannels.ToRead(in tag, s_now);
    }
}
