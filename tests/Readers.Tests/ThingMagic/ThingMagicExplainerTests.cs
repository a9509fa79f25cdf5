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
