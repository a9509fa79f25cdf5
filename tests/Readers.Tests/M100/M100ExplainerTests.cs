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

        string said = string.Join(' ', item.Fields.Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}={f.Value}")));
        Assert.Equal((name, direction, fields), (item.Name, item.Direction!.Value, said));
        Assert.Null(item.Error);
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

    private static List<DecodedItem> Decode(byte[] stream)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new M100Explainer(), items.Add);
        decoder.Feed(stream);
        decoder.End();
        return items;
    }
}
