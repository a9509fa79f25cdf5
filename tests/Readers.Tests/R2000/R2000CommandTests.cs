using Readers.R2000;
using Readers.R2000.Commands;
using static Readers.Tests.R2000.R2000Vectors;

namespace Readers.Tests.R2000;

public sealed class R2000CommandTests
{
    public static TheoryData<IR2000Command, string> Written => new()
    {
        { new GetFirmware(), A1_GetFirmware },
        { new SetWorkAntenna(1), A3_SetWorkAntenna },
        { new RealTimeInventory(1), A5_RealTimeInventory },
        { new SessionInventory(Session.S1, TargetB: false, 1), A9_SessionInventory },
        { new SessionInventory(Session.S2, TargetB: true, 1, Selected: 0), "A0 07 01 8B 02 01 00 01 C9" },
        { new SessionInventory(Session.S1, TargetB: false, 1, Selected: 3, Phase: true), "A0 08 01 8B 01 00 03 01 01 C6" },
        { new SessionInventory(Session.S1, TargetB: false, 1, Phase: false), "A0 08 01 8B 01 00 00 00 01 CA" },
        { new SetTemporaryPower(23), "A0 04 01 66 17 DE" },
        { new ReadGpio(), "A0 03 01 60 FC" },
        { new WriteGpio(3, true), "A0 05 01 61 03 01 F5" },
        { new GetRegion(), "A0 03 01 79 E3" },
        { new GetTemperature(), "A0 03 01 7B E1" },
        { new GetPower(), "A0 03 01 77 E5" },
        { new GetWorkAntenna(), "A0 03 01 75 E7" },
        { new SetBeeper(0), "A0 04 01 7A 00 E1" },
        { new SetPower([23]), A14_SetPower },
        { new SetEpcMatch(Epc.TryCreate(Bytes("112233445566778899 00AABB"), out Epc match) ? match : null), A12_SetMatch },
        { new SetEpcMatch(null), "A0 04 01 85 01 D5" },
        { new ReadMemory(2, 0, 6, 0), "A0 0A 01 81 02 00 06 00 00 00 00 CC" },
        { new WriteMemory(0, 1, 2, Bytes("1234 5678")), "A0 0E 01 82 00 00 00 00 01 02 02 12 34 56 78 B6" },
        // The four forms of 8A by their lengths: 08, 0D, 15 and 20.
        { new FastSwitchInventory([(1, 1), (2, 1)], FastSwitchForm.Four, 1), "A0 08 01 8A 00 01 FF FF 01 CD" },
        { new FastSwitchInventory([(1, 10), (2, 10), (5, 10), (5, 10)], FastSwitchForm.FourWithStay, 130, 1), A16_FastSwitch },
        { new FastSwitchInventory([(6, 2)], FastSwitchForm.Eight, 1, 3), "A0 15 01 8A 05 02 FF 00 FF 00 FF 00 FF 00 FF 00 FF 00 FF 00 03 01 BC" },
        {
            new FastSwitchInventory([(1, 1)], FastSwitchForm.EightWithSession, 1, 0, Session.S2, TargetB: true),
            "A0 20 01 8A 00 01 FF 00 FF 00 FF 00 FF 00 FF 00 FF 00 FF 00 00 00 00 00 00 00 02 01 00 00 00 00 01 B7"
        },
        { new SetRegion(R2000Region.ChinaTwoWatts), "A0 09 01 78 04 19 10 0E 0C 31 66" },
        { new SetRegion(new R2000Region(1, 902_000, 928_000, 500)), "A0 06 01 78 01 07 3B 9E" },
        { new GetReturnLoss(7), "A0 04 01 7E 07 D6" },
        { new InventoryToBuffer(1), "A0 04 01 80 01 DA" },
        { new GetBuffer(Clear: false), "A0 03 01 90 CC" },
        { new GetBuffer(Clear: true), "A0 03 01 91 CB" },
        { new CountBuffer(), "A0 03 01 92 CA" },
        { new ClearBuffer(), "A0 03 01 93 C9" },
        { new GetAntennaDetector(), "A0 03 01 63 F9" },
        { new GetEpcMatch(), "A0 03 01 86 D6" },
        { new SetAntennaDetector(3), "A0 04 01 62 03 F6" },
        { new SetLinkProfile(0xD1), "A0 04 01 69 D1 21" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void WritePayload_EveryCommand_IsTheManualsFrame(IR2000Command command, string frame)
    {
        byte[] payload = new byte[R2000Codec.MaxPayloadBytes], bytes = new byte[R2000Codec.MaxFrameBytes];

        int length = R2000Codec.Write(bytes, 1, command.Code, payload.AsSpan(0, command.WritePayload(payload)));

        Assert.Equal(Bytes(frame), bytes[..length]);
    }

    [Fact]
    public void TryParseReply_Vectors_GiveTheirValues()
    {
        Assert.True(new GetFirmware().TryParseReply([1, 9], out Version? firmware));
        Assert.Equal(new Version(1, 9), firmware);
        Assert.True(new GetTemperature().TryParseReply([1, 0x17], out int celsius));
        Assert.Equal(23, celsius);
        Assert.True(new GetTemperature().TryParseReply([0, 5], out celsius));
        Assert.Equal(-5, celsius);
        Assert.True(new InventoryToBuffer(1).TryParseReply([2, 0, 5, 0, 100, 0, 0, 1, 0], out BufferedRound round));
        Assert.Equal(new BufferedRound(3, 5, 100, 256), round);
        Assert.True(new GetReturnLoss(7).TryParseReply([17], out byte loss));
        Assert.Equal(17, loss);
        Assert.False(new GetReturnLoss(7).TryParseReply([0xEE], out _));
        Assert.True(new GetAntennaDetector().TryParseReply([3], out byte threshold));
        Assert.Equal(3, threshold);
        Assert.False(new GetAntennaDetector().TryParseReply([3, 3], out _));
        Assert.True(new GetEpcMatch().TryParseReply([1], out Epc? match));
        Assert.Null(match);
        Assert.True(new GetEpcMatch().TryParseReply([0, 12, .. Bytes("300833B2DDD9014000000001")], out match));
        Assert.Equal("300833B2DDD9014000000001", match.ToString());
        Assert.False(new GetEpcMatch().TryParseReply([0, 12, .. Bytes("300833B2DDD90140000000")], out _)); // a byte too few
        Assert.False(new GetEpcMatch().TryParseReply([0x11], out _));
        Assert.True(new GetRegion().TryParseReply([1, 7, 0x3B], out R2000Region region));
        Assert.Equal("FCC 902.0-928.0 MHz", region.ToString());
    }

    [Fact]
    public void TagReply_CapturedTid_IsTakenApart()
    {
        byte[] frame = Bytes(A19_ReadTid);
        Assert.True(R2000TagReply.TryParse(frame.AsSpan(4, frame.Length - 5), out R2000TagReply reply));
        Assert.Equal((1, 0x3000, "30396062C3950D400011B897"), (reply.TagCount, reply.ProtocolControl, Convert.ToHexString(reply.Epc)));
        Assert.Equal(("E280689020005001", 8, 0x0B, 1), (Convert.ToHexString(reply.Data), reply.Third, reply.FrequencyAndAntenna, reply.Count));
        Assert.False(R2000TagReply.TryParse(frame.AsSpan(4, frame.Length - 6), out _));
    }

    [Fact]
    public void TryParseReply_UserDefinedRegion_GivesItsOwnGrid()
    {
        Assert.True(R2000Region.TryParse(Bytes("04 19 10 0E 0C 31"), out R2000Region region)); // 250 kHz, 16 carriers, from 920.625 MHz

        Assert.Equal(920_625, region.FrequencyKhz(0));
        Assert.Equal(924_375, region.FrequencyKhz(15));
        Assert.Equal(924_375, region.EndKhz);
    }
}
