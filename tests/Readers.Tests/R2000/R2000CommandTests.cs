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
        { new SetTemporaryPower(23), "A0 04 01 66 17 DE" },
        { new ReadGpio(), "A0 03 01 60 FC" },
        { new WriteGpio(3, true), "A0 05 01 61 03 01 F5" },
        { new GetRegion(), "A0 03 01 79 E3" },
        { new GetTemperature(), "A0 03 01 7B E1" },
        { new GetPower(), "A0 03 01 77 E5" },
        { new GetWorkAntenna(), "A0 03 01 75 E7" },
        { new SetBeeper(0), "A0 04 01 7A 00 E1" },
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
        Assert.True(new GetRegion().TryParseReply([1, 7, 0x3B], out R2000Region region));
        Assert.Equal("FCC 902.0-928.0 MHz", region.ToString());
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
