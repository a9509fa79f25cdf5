using Readers.Decoding;
using Readers.Llrp;
using static Readers.Tests.Llrp.LlrpVectors;

namespace Readers.Tests.Llrp;

public sealed class LlrpExplainerTests
{
    [Theory]
    [InlineData(L1_Connected, "63", "READER_EVENT_NOTIFICATION", FrameDirection.Reply)]
    [InlineData(L2_Report, "61", "RO_ACCESS_REPORT", FrameDirection.Reply)]
    [InlineData(L4_Keepalive, "62", "KEEPALIVE", FrameDirection.Reply)]
    [InlineData(L5_KeepaliveAck, "72", "KEEPALIVE_ACK", FrameDirection.Command)]
    [InlineData(L6_SetKeepalive, "3", "SET_READER_CONFIG", FrameDirection.Command)]
    [InlineData(L7_SetConfigResponse, "13", "SET_READER_CONFIG_RESPONSE", FrameDirection.Reply)]
    [InlineData(L8_GetCapabilities, "1", "GET_READER_CAPABILITIES", FrameDirection.Command)]
    [InlineData(L9_EnableRoSpec, "24", "ENABLE_ROSPEC", FrameDirection.Command)]
    [InlineData(L10_StartRoSpec, "22", "START_ROSPEC", FrameDirection.Command)]
    [InlineData(L11_StopRoSpec, "23", "STOP_ROSPEC", FrameDirection.Command)]
    [InlineData(L12_AddRoSpec, "20", "ADD_ROSPEC", FrameDirection.Command)]
    [InlineData(L13_EnableExtensions, "1023", "IMPINJ_ENABLE_EXTENSIONS", FrameDirection.Command)]
    [InlineData(L14_AntennaGone, "63", "READER_EVENT_NOTIFICATION", FrameDirection.Reply)]
    public void Decode_Vector_HasTheStandardsName(string hex, string code, string name, FrameDirection direction)
    {
        DecodedItem item = Assert.Single(Decode(Bytes(hex)));

        Assert.Equal((code, name, direction), (item.Code, item.Name, item.Direction!.Value));
        Assert.Null(item.Error);
    }

    [Fact]
    public void Decode_Report_GivesTheTag()
    {
        DecodedItem item = Assert.Single(Decode(Bytes(L2_Report)));

        Assert.Equal(new DecodedTag("3005FB63AC1F3841EC880467", 1, -50, null, null, 1), Assert.Single(item.Tags));
        Assert.Equal(-57.5, Assert.Single(Assert.Single(Decode(Bytes(L18_ImpinjReport))).Tags).RssiDbm);
    }

    [Theory]
    [InlineData(L16_Refused, "2", "ClientInitiatedConnectionExists")]
    [InlineData(L17_Error, "109", "UnsupportedMessage")]
    public void Decode_RefusalOrError_HasItsCodeAndName(string hex, string code, string name) =>
        Assert.Equal(new DecodedError(code, name), Assert.Single(Decode(Bytes(hex))).Error);

    [Fact]
    public void Decode_Parameters_AreATreeWithNamesAndValues()
    {
        DecodedItem item = Assert.Single(Decode(Bytes(L12_AddRoSpec)));

        Assert.Equal(
            "ROSpec(roSpecId=1,priority=0,state=0,ROBoundarySpec(ROSpecStartTrigger(trigger=0),ROSpecStopTrigger(trigger=0,durationMs=0)),"
            + "AISpec(antennas=0,AISpecStopTrigger(trigger=0,durationMs=0),InventoryParameterSpec(inventoryParameterSpecId=1,protocol=1)),"
            + "ROReportSpec(trigger=1,n=1,TagReportContentSelector(roSpecId=False,specIndex=False,inventoryParameterSpecId=False,antenna=True,"
            + "channelIndex=True,peakRssi=True,firstSeen=True,lastSeen=True,seenCount=True,accessSpecId=False,"
            + "C1G2EPCMemorySelector(crc=False,pc=True,xpc=False))))",
            Tree(item.Fields));
    }

    [Fact]
    public void Decode_GarbageBetweenMessages_IsNoiseAndTheNextMessageIsFound()
    {
        byte[] stream = [1, 2, 3, .. Bytes(L4_Keepalive), 0xFF, .. Bytes(L2_Report), .. Bytes(L3_ReportEpcData)[..30]];

        Assert.Equal(
            [
                (0, 3, DecodedOutcome.Noise), (3, 10, DecodedOutcome.Frame), (13, 1, DecodedOutcome.Noise),
                (14, 44, DecodedOutcome.Frame), (58, 30, DecodedOutcome.Truncated),
            ],
            Decode(stream).Select(static item => ((int)item.Offset, item.Length, item.Outcome)));
    }

    [Fact]
    public void Decode_BodyThatDoesNotFitItsLayout_SaysWhereItBecomesUnreadable()
    {
        byte[] wrong = Bytes(L1_Connected);
        wrong[13] = 0xFF; // a parameter longer than the message

        DecodedItem item = Assert.Single(Decode(wrong));

        Assert.Equal("unreadable", item.Fields[^1].Key);
    }

    [Fact]
    public void Decode_ParametersThatNobodyKnows_AreShownAndHideNothingBesideThem()
    {
        const string OtherMaker = "03ff000f00003039000000070badca", LongerPhase = "03ff00100000651a000000380c001234", UnknownTlv = "01f40006beef";
        const string Tag = "00f0003b8d3005fb63ac1f3841ec880467" + OtherMaker + LongerPhase + UnknownTlv + "81000386ce";
        DecodedItem item = Assert.Single(Decode(Bytes("043d0000004500000001" + Tag)));

        Assert.Equal(
            "TagReportData(EPC_96(epc=3005FB63AC1F3841EC880467),Custom(vendor=12345,subtype=7,data=0BADCA),"
            + "ImpinjRFPhaseAngle(vendor=25882,subtype=56,phase=3072,unreadable=1234),(data=BEEF),AntennaID(antennaId=3),PeakRSSI(rssiDbm=-50))",
            Tree(item.Fields));
        Assert.Equal(new DecodedTag("3005FB63AC1F3841EC880467", 3, -50, null, null, 1), Assert.Single(item.Tags));
    }

    private static string Tree(IReadOnlyList<KeyValuePair<string, object>> fields) => string.Join(',', fields
        .Where(static field => field.Key is not ("version" or "messageId" or "type" or "name"))
        .Select(static field => field.Value switch
        {
            IEnumerable<IReadOnlyList<KeyValuePair<string, object>>> list =>
                string.Join(',', list.Select(static one => $"{one.FirstOrDefault(static f => f.Key == "name").Value}({Tree(one)})")),
            IEnumerable<int> numbers => $"{field.Key}={string.Join('/', numbers)}",
            _ => $"{field.Key}={field.Value}",
        }));

    private static List<DecodedItem> Decode(byte[] stream)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new LlrpExplainer(), items.Add);
        decoder.Feed(stream);
        decoder.End();
        return items;
    }
}
