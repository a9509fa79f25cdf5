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
    }

    [Fact]
    public void TryReadNext_ParameterThatCannotBeSteppedOver_KeepsWhatStandsBeforeItAndTheNextTag()
    {
        // Type 127 has no length that anybody knows.
        ReadOnlySpan<byte> body = Bytes("00f000178d3005fb63ac1f3841ec880467810003ff0102" + "00f000148d300000000000000000000001810004");

        Assert.True(LlrpTagData.TryReadNext(ref body, out LlrpTagData broken));
        Assert.True(LlrpTagData.TryReadNext(ref body, out LlrpTagData next));

        Assert.Equal(("3005FB63AC1F3841EC880467", 3, false), (broken.Epc.ToString(), broken.Antenna, broken.IsWhole));
        Assert.Equal(("300000000000000000000001", 4, true), (next.Epc.ToString(), next.Antenna, next.IsWhole));
    }

    [Fact]
    public void TryReadNext_ParametersOfUnknownMakers_LoseNothingAndReachTheCaller()
    {
        const string OtherMaker = "03ff000f00003039000000070badca", UnknownTlv = "01f40006beef", UnknownImpinj = "03ff000e0000651a000000dd1234";
        ReadOnlySpan<byte> body = Bytes($"00f0004d8d3005fb63ac1f3841ec880467{OtherMaker}{UnknownTlv}{UnknownImpinj}81000386ce87000288000503ff000e0000651a000000380c00");
        Assert.True(LlrpTagData.TryReadNext(ref body, out LlrpTagData tag, out ReadOnlySpan<byte> parameters));

        Assert.True(tag.IsWhole && body.IsEmpty);
        Assert.Equal((3, -5000, 2, 5, 0xC00), (tag.Antenna, tag.RssiCentiDbm, tag.ChannelIndex, tag.SeenCount, tag.Phase));
        List<string> told = [];
        for (LlrpParameters walk = new(parameters); walk.MoveNext();)
        {
            if (walk.Type == LlrpParameterType.Custom && LlrpCustom.TryParse(walk.Value, out LlrpCustom custom))
                told.Add($"{custom.Vendor}/{custom.Subtype}={Convert.ToHexString(custom.Data)}");
            else
                told.Add($"{(int)walk.Type}={Convert.ToHexString(walk.Value)}");
        }
        Assert.Equal(
            ["13=3005FB63AC1F3841EC880467", "12345/7=0BADCA", "500=BEEF", "25882/221=1234", "1=0003", "6=CE", "7=0002", "8=0005", "25882/56=0C00"], told);
    }

    [Fact]
    public void ToRead_MemoryReadByAnAccessSpec_IsTheIdentityWhenTheSpecIsOurs()
    {
        // Three reads of the same tag: two words, four words, and six that it refuses (4: memory overrun).
        const string Reads = "015d000d0000010002e2801160" + "015d00110000020004e280116020007a1b" + "015d00090400030000";
        LlrpTagData tag = LlrpTagData.Parse(Bytes("8d3005fb63ac1f3841ec8804678100039000000007" + Reads));

        Assert.Equal("E280116020007A1B", new LlrpReport([], tidAccessSpec: 7).ToRead(tag, s_now).Tid.ToString());
        Assert.Null(new LlrpReport([], tidAccessSpec: 8).ToRead(tag, s_now).Tid);
        Assert.Null(LlrpReport.WithoutChannels.ToRead(tag, s_now).Tid);
    }

    [Fact]
    public void Parse_EpcLongerThanAny_IsSaid()
    {
        LlrpTagData tag = LlrpTagData.Parse([0x00, 0xF1, 0x00, 0x28, 0x01, 0x10, .. new byte[34]]);

        Assert.True(tag.IsWhole);
        Assert.True(tag.EpcTooLong);
    }

    [Fact]
    public void ToRead_TimestampBeyondTheCalendar_IsAbsent()
    {
        byte[] value = [.. Bytes("8d3005fb63ac1f3841ec880467"), 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

        Assert.Null(LlrpReport.WithoutChannels.ToRead(LlrpTagData.Parse(value), s_now).ReaderTimestamp);
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
