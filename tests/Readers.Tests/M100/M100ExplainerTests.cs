using System.Globalization;
using Readers.Decoding;
using Readers.M100;
using static Readers.Tests.M100.M100Vectors;

namespace Readers.Tests.M100;

public sealed class M100ExplainerTests
{
    [Theory]
    [InlineData(B1_HardwareVersion, "GetModuleInfo", FrameDirection.Command, "about=hardware")]
    [InlineData(B2_SinglePoll, "SinglePoll", FrameDirection.Command, "")]
    [InlineData(B5_MultiPoll, "MultiPoll", FrameDirection.Command, "count=10000")]
    [InlineData(B7_Stopped, "StopMultiPoll", FrameDirection.Reply, "result=Ok")]
    [InlineData(B8_Select, "SetSelect", FrameDirection.Command,
        "target=0 action=0 bank=1 pointerBits=32 maskBits=96 truncate=False mask=30751FEB705C5904E3D50D70")]
    [InlineData(B9_SelectOk, "SetSelect", FrameDirection.Reply, "result=Ok")]
    [InlineData(B10_SetPower, "SetPower", FrameDirection.Command, "powerDbm=20")]
    [InlineData(B12_Power, "GetPower", FrameDirection.Reply, "powerDbm=20")]
    [InlineData(B13_SetRegion, "SetRegion", FrameDirection.Command, "region=China 920-925")]
    [InlineData(B14_RegionOk, "SetRegion", FrameDirection.Reply, "result=Ok")]
    [InlineData(B15_Region, "GetRegion", FrameDirection.Reply, "region=China 920-925")]
    [InlineData(B16_Read, "ReadMemory", FrameDirection.Command, "password=0000FFFF bank=3 wordAddress=0 wordCount=2")]
    [InlineData(B17_ReadData, "ReadMemory", FrameDirection.Reply, "data=12345678")]
    [InlineData(B20_Query, "GetQuery", FrameDirection.Reply, "session=0 target=A q=4")]
    public void Decode_Vector_SaysWhatThePaperSays(string hex, string name, FrameDirection direction, string fields)
    {
        DecodedItem item = Assert.Single(Decode(Bytes(hex)));

        string said = string.Join(' ', item.Fields.Select(Said));
        Assert.Equal((name, direction, fields), (item.Name, item.Direction!.Value, said));
        Assert.Null(item.Error);
    }

    [Theory]
    [InlineData("00 17", "Sleep", "")]
    [InlineData("00 1D 05", "SetIdleMinutes", "minutes=5")]
    [InlineData("00 1A 00 01 01", "Gpio", "operation=direction pin=1 value=1")]
    [InlineData("01 1A 02 04 01", "Gpio", "operation=get pin=4 value=1")]
    [InlineData("00 A9 03 01 05 09", "InsertChannels", "channels=1,5,9")]
    [InlineData("00 A9 03 01 05", "InsertChannels", "parameter=030105")] // one too few
    [InlineData("01 A9 00", "InsertChannels", "result=Ok")]
    [InlineData("00 F0 03 06 01 B0", "SetDemodulator", "mixerGainDb=9 ifGainDb=36 threshold=01B0")]
    [InlineData("01 F1 06 07 01 B0", "GetDemodulator", "mixerGainDb=16 ifGainDb=40 threshold=01B0")]
    [InlineData("01 F1 07 08 01 B0", "GetDemodulator", "threshold=01B0")] // no such gains
    [InlineData("01 F2 00 02 F2 F1 F0", "ScanJammer", "firstChannel=0 lastChannel=2 channelsDbm=-14,-15,-16")]
    [InlineData("01 F3 00 01 BA BB", "ScanRssi", "firstChannel=0 lastChannel=1 channelsDbm=-70,-69")]
    [InlineData("00 E0 00 00", "NxpE0", "parameter=0000")]
    [InlineData("00 E5 00 00", "ImpinjQt", "parameter=0000")]
    public void Decode_RarerCommand_SaysWhatThePaperSays(string content, string name, string fields)
    {
        byte[] bytes = Convert.FromHexString(content.Replace(" ", "", StringComparison.Ordinal));
        byte[] body = [bytes[0], bytes[1], 0, (byte)(bytes.Length - 2), .. bytes[2..]];

        DecodedItem item = Assert.Single(Decode([0xBB, .. body, (byte)body.Sum(static one => one), 0x7E]));

        Assert.Equal((name, fields), (item.Name, string.Join(' ', item.Fields.Select(Said))));
    }

    [Fact]
    public void Decode_Notice_GivesTheTag() => Assert.Equal(
        new DecodedTag("30751FEB705C5904E3D50D70", null, -55, null, "3400", 1), Assert.Single(Assert.Single(Decode(Bytes(B3_Notice))).Tags));

    [Theory]
    [InlineData(B4_NothingRead, "15", "InventoryNoTag", 0)]
    [InlineData(B18_WrongPassword, "16", "AccessDenied", 1)]
    [InlineData(B19_MemoryOverrun, "A3", "ReadMemoryOverrun", 1)]
    public void Decode_Error_HasItsCodeItsNameAndTheTagConcerned(string hex, string code, string name, int tags)
    {
        DecodedItem item = Assert.Single(Decode(Bytes(hex)));

        Assert.Equal(new DecodedError(code, name), item.Error);
        Assert.Equal(tags, item.Tags.Count);
    }

    [Fact]
    public void Decode_WrongChecks_AreSaidWithTheRightOnes()
    {
        Assert.Equal([new("check", "22"), new("checkExpected", "92")], Assert.Single(Decode(Bytes(BadVersion))).Fields);
        Assert.Equal(DecodedOutcome.BadChecksum, Assert.Single(Decode(Bytes(BadChannel))).Outcome);
    }

    [Fact]
    public void Decode_BothPapersMarks_AreUnderstoodInOneStream()
    {
        byte[] other = [0xAA, .. Bytes(B3_Notice)[1..^1], 0xDD];

        Assert.Equal(2, Decode([.. other, .. Bytes(B3_Notice)]).Count(static item => item.Tags.Count == 1));
    }

    private static string Said(KeyValuePair<string, object> field) => string.Create(
        CultureInfo.InvariantCulture, $"{field.Key}={(field.Value is List<string> many ? string.Join(',', many) : field.Value)}");

    private static List<DecodedItem> Decode(byte[] stream)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new M100Explainer(), items.Add);
        decoder.Feed(stream);
        decoder.End();
        return items;
    }
}
