using System.Collections;
using System.Globalization;
using Readers.Decoding;
using Readers.ThingMagic;
using static Readers.Tests.ThingMagic.ThingMagicVectors;

namespace Readers.Tests.ThingMagic;

public sealed class ThingMagicExplainerTests
{
    [Theory]
    [InlineData(T1_Version, "Version", "")]
    [InlineData(T5_Region, "SetRegion", "region=PRC")]
    [InlineData(T7_Protocol, "SetProtocol", "protocol=GEN2")]
    [InlineData(T9_Antenna, "SetAntenna", "searchList=1:1")]
    [InlineData(T10_Power, "SetReadPower", "powerDbm=12")]
    [InlineData(T11_FilterOff, "SetOption", "option=readFilter value=0")]
    [InlineData(T12_Start, "MultiProtocolTagOperation", "stream=start protocol=GEN2 option=10 searchFlags=001B timeoutMs=1000 metadata=01FF")]
    [InlineData(T13_Stop, "MultiProtocolTagOperation", "stream=stop")]
    [InlineData(T16_Search, "ReadTagMultiple", "option=00 searchFlags=0013 timeoutMs=500")]
    [InlineData(T17_GetBuffer, "GetTagBuffer", "metadata=01FF options=0")]
    [InlineData(T25_TwoAntennas, "SetAntenna", "searchList=1:1,2:2")]
    [InlineData(T26_Session, "SetProtocolParameter", "session=1")]
    public void Decode_Command_SaysWhatTheManualSays(string hex, string name, string fields) => Check(hex, name, fields, FrameDirection.Command);

    [Theory]
    [InlineData(T4_Application, "GetCurrentProgram", "program=application")]
    [InlineData(T6_RegionOk, "SetRegion", "")]
    [InlineData(T22_StreamEnd, "MultiProtocolTagOperation", "stream=ended")]
    [InlineData(T23_FoundOne, "ReadTagMultiple", "tagsFound=1")]
    public void Decode_Reply_SaysWhatTheManualSays(string hex, string name, string fields) => Check(hex, name, fields, FrameDirection.Reply);

    [Theory]
    [InlineData("03 9B 05 02 02", "SetProtocolParameter", "encoding=M4")]
    [InlineData("03 9B 05 10 04", "SetProtocolParameter", "linkFrequencyKhz=640")]
    [InlineData("03 9B 05 11 01", "SetProtocolParameter", "tariMicroseconds=12.5")]
    [InlineData("04 9B 05 12 01 06", "SetProtocolParameter", "q=6")]
    [InlineData("03 9B 05 12 00", "SetProtocolParameter", "q=dynamic")]
    [InlineData("04 9B 05 01 01 01", "SetProtocolParameter", "target=B")]
    [InlineData("03 9B 05 10 07", "SetProtocolParameter", "data=051007")] // no value that is known
    [InlineData("02 6B 05 10", "GetProtocolParameter", "parameter=linkFrequency")]
    [InlineData("01 61 06", "GetAntenna", "ask=returnLoss")]
    public void Decode_SettingOfTheAir_SaysItsName(string content, string name, string fields) => Check(Frame(content), name, fields, FrameDirection.Command);

    [Theory]
    [InlineData("03 6B 0000 05 00 02", "GetProtocolParameter", "session=2")]
    [InlineData("03 6B 0000 05 02 03", "GetProtocolParameter", "encoding=M8")]
    [InlineData("04 6B 0000 05 12 01 04", "GetProtocolParameter", "q=4")]
    [InlineData("05 61 0000 06 01 11 02 03", "GetAntenna", "returnLossDb=1:17,2:3")]
    public void Decode_AnswerOfTheAir_SaysItsName(string content, string name, string fields) => Check(Frame(content), name, fields, FrameDirection.Reply);

    [Theory]
    [InlineData("0A 24 03E8 00 00000002 01 E280", "WriteTagData", "timeoutMs=1000 option=00 wordAddress=2 bank=1 memory=E280")]
    [InlineData("01 66 01", "GetGpio", "ask=pins")]
    [InlineData("02 96 03 01", "SetGpio", "pin=3 high=True")]
    [InlineData("04 96 01 03 01 00", "SetGpio", "pin=3 direction=output")]
    [InlineData("01 96 03", "SetGpio", "pin=3 ask=direction")]
    [InlineData("08 95 000E0AB1 000E0BAB", "SetHopTable", "channelsKhz=920241,920491")]
    [InlineData("02 6A 01 0C", "GetOption", "option=readFilter")]
    [InlineData("06 9A 01 0D 0000012C", "SetOption", "option=filterTimeout value=300")]
    [InlineData("02 10 00 40", "HardwareVersion", "option=0 flags=40")]
    [InlineData("01 62 01", "GetReadPower", "ask=powerWithLimits")]
    [InlineData("08 91 04 01 0A8C 0BB8 0000", "SetAntenna", "portPowersDbm=1:27/30")]
    public void Decode_RarerCommand_SaysWhatItAsks(string content, string name, string fields) => Check(Frame(content), name, fields, FrameDirection.Command);

    [Theory]
    [InlineData("07 66 0000 01 01 00 01 02 01 00", "GetGpio", "pins=1:input:1,2:output:0")]
    [InlineData("02 96 0000 03 01", "SetGpio", "pin=3 direction=output")]
    [InlineData("03 71 0000 01 06 08", "GetRegions", "regions=NA,PRC,EU3")]
    [InlineData("01 68 0000 02", "GetPowerMode", "mode=2")]
    [InlineData("03 6A 0000 01 09 01", "GetOption", "option=rssiInDbm value=1")]
    [InlineData("07 62 0000 01 0A8C 0BB8 01F4", "GetReadPower", "powerDbm=27 mostDbm=30 leastDbm=5")]
    [InlineData("02 66 0000 01 03", "GetGpio", "data=0103")] // half a triple
    public void Decode_RarerReply_SaysWhatItTells(string content, string name, string fields) => Check(Frame(content), name, fields, FrameDirection.Reply);

    [Fact]
    public void Decode_RecordWithEveryFlag_NamesEveryValue()
    {
        byte[] record = Bytes(FullRecord);

        DecodedItem item = Assert.Single(Decode(Bytes(Frame($"{4 + record.Length:X2} 29 0000 1FFF 00 01 {FullRecord}"))));

        Assert.Equal(new DecodedTag("000000000000000000001545", 1, -60, 923_200, "3000", 2), Assert.Single(item.Tags));
        Assert.Equal(
            "q=4 linkFrequencyKhz=320 target=B brand=1234",
            string.Join(' ', item.Fields.Where(static f => f.Key is "q" or "linkFrequencyKhz" or "target" or "brand").Select(static f => $"{f.Key}={f.Value}")));
    }

    [Theory]
    [InlineData(T14_StreamedTag)]
    [InlineData(T24_Buffer)]
    public void Decode_Tag_GivesEverythingTheFrameHolds(string hex) =>
        Assert.Equal(new DecodedTag("000000000000000000001545", 1, -60, 923_200, "3000", 1), Assert.Single(Assert.Single(Decode(Bytes(hex))).Tags));

    [Theory]
    [InlineData(T18_NoTag, "0400", "NoTagsFound")]
    [InlineData(T20_TooHot, "0504", "TemperatureOutsideLimits")]
    [InlineData(T21_ReturnLoss, "0505", "HighReturnLoss")]
    public void Decode_Fault_HasItsCodeAndName(string hex, string code, string name) =>
        Assert.Equal(new DecodedError(code, name), Assert.Single(Decode(Bytes(hex))).Error);

    [Fact]
    public void Decode_WrongCheckAtTheEndAndInTheMiddle_IsABadChecksum()
    {
        DecodedItem alone = Assert.Single(Decode(Bytes(BadChecksum)));
        Assert.Equal((DecodedOutcome.BadChecksum, 6), (alone.Outcome, alone.Length));
        Assert.Equal([new("check", "4BBE"), new("checkExpected", "4BBF")], alone.Fields);

        Assert.Equal(
            [(DecodedOutcome.BadChecksum, 6), (DecodedOutcome.Frame, 5)],
            Decode([.. Bytes(BadChecksum), .. Bytes(T1_Version)]).Select(static item => (item.Outcome, item.Length)));
    }

    [Fact]
    public void Decode_BothDirectionsInOneStream_AreToldApartByTheirCheck()
    {
        string[] all = [.. Commands, .. Replies];
        byte[] stream = [.. all.SelectMany(Bytes)];

        List<DecodedItem> items = Decode(stream);

        Assert.Equal(all.Length, items.Count);
        Assert.All(items[..Commands.Length], static item => Assert.Equal(FrameDirection.Command, item.Direction));
        Assert.All(items[Commands.Length..], static item => Assert.Equal(FrameDirection.Reply, item.Direction));
    }

    private static void Check(string hex, string name, string fields, FrameDirection direction)
    {
        DecodedItem item = Assert.Single(Decode(Bytes(hex)));
        string said = string.Join(' ', item.Fields.Select(static field => string.Create(CultureInfo.InvariantCulture,
            $"{field.Key}={(field.Value is IEnumerable list and not string ? string.Join(',', list.Cast<object>()) : field.Value)}")));
        Assert.Equal((name, fields, direction), (item.Name, said, item.Direction!.Value));
        Assert.Null(item.Error);
    }

    private static List<DecodedItem> Decode(byte[] stream)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new ThingMagicExplainer(), items.Add);
        decoder.Feed(stream);
        decoder.End();
        return items;
    }
}
