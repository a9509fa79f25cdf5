using FsCheck;
using FsCheck.Fluent;
using Readers.Sensors;
using Readers.Sensors.Modbus;

namespace Readers.Tests.Sensors.Modbus;

public sealed class ModbusFramesTests
{
    [Theory]
    [InlineData(1, 3, 0x0000, 2, "010300000002C40B")] // the specification's own kind of example, found in every manual
    [InlineData(1, 3, 0x0000, 10, "01030000000AC5CD")]
    [InlineData(17, 3, 0x006B, 3, "1103006B00037687")] // holding registers 40108 to 40110 of unit 17
    [InlineData(17, 4, 0x0008, 1, "110400080001B298")] // input register 30009 of unit 17
    public void Encode_Request_IsThePublishedFrame(byte unit, byte function, ushort register, byte count, string frame) =>
        Assert.Equal(frame, Convert.ToHexString(ModbusFrames.Encode(new ModbusRequest(unit, (ModbusFunction)function, register, count))));

    [Theory]
    [InlineData(1, 3, 1, "0103020028B85A", "0028", 0)] // 4.0 °C in tenths
    [InlineData(1, 3, 1, "010302FFD8F9EE", "FFD8", 0)] // -4.0 °C
    [InlineData(1, 3, 1, "018302C0F1", "", 2)] // illegal address
    [InlineData(17, 3, 3, "110306AE415652434049AD", "AE4156524340", 0)]
    [InlineData(17, 4, 1, "110402000AF8F4", "000A", 0)]
    public void TryFindReply_PublishedFrame_GivesItsRegistersOrException(
        byte unit, byte function, byte count, string frame, string data, byte exception)
    {
        ModbusRequest request = new(unit, (ModbusFunction)function, 0, count);

        Assert.True(ModbusFrames.TryFindReply(Convert.FromHexString(frame), request, out ReadOnlySpan<byte> found, out byte code));
        Assert.Equal((data, exception), (Convert.ToHexString(found), code));
    }

    [Theory]
    [InlineData("0203020028FC5A", "another unit")]
    [InlineData("0104020028B92E", "another function")]
    [InlineData("010304002800007BFB", "more registers")]
    [InlineData("0103020028B85B", "a wrong check")]
    [InlineData("0103020028B8", "cut")]
    public void TryFindReply_AnythingElse_IsNoAnswer(string frame, string why) =>
        Assert.False(Find(Convert.FromHexString(frame)), why);

    [Fact]
    public void TryFindReply_BehindNoiseEchoAndALateAnswerOfAnotherUnit_IsFound()
    {
        byte[] received = Convert.FromHexString("00FF0103" + "010300000001840A" + "0203020063BDAD" + "0103020028B85A");

        Assert.True(ModbusFrames.TryFindReply(received, Request, out ReadOnlySpan<byte> data, out _));
        Assert.Equal("0028", Convert.ToHexString(data));
    }

    [Fact]
    public void TryFindReply_AnyBytes_NeverThrowsAndOneWrongBitIsNeverAnAnswer()
    {
        byte[] sound = Convert.FromHexString("0103020028B85A");
        for (int bit = 0; bit < sound.Length * 8; bit++)
        {
            byte[] damaged = [.. sound];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Find(damaged), $"bit {bit}");
        }
        Check.QuickThrowOnFailure(Prop.ForAll((byte[] bytes) =>
        {
            Find(bytes);
            return true;
        }));
    }

    [Fact]
    public void Compute_StandardCheckString_IsTheCatalogueValue() => Assert.Equal(0x4B37, ModbusCrc.Compute("123456789"u8));

    [Theory]
    [InlineData(RegisterType.Int16, WordOrder.HighFirst, 0.1, 0, "FFD8", -4.0)]
    [InlineData(RegisterType.UInt16, WordOrder.HighFirst, 0.1, -40, "01B8", 4.0)]
    [InlineData(RegisterType.Int32, WordOrder.HighFirst, 0.001, 0, "FFFF89D0", -30.256)]
    [InlineData(RegisterType.Int32, WordOrder.LowFirst, 0.001, 0, "89D0FFFF", -30.256)]
    [InlineData(RegisterType.Float32, WordOrder.HighFirst, 1, 0, "40820000", 4.0625)]
    [InlineData(RegisterType.Float32, WordOrder.LowFirst, 1, 0, "00004082", 4.0625)]
    public void Decode_EachType_GivesTheTemperature(
        RegisterType type, WordOrder order, double scale, double offset, string data, double celsius)
    {
        (double? decoded, ReadingFault fault) = Map(type, order, scale, offset).Decode(Convert.FromHexString(data));

        Assert.Equal((celsius, ReadingFault.None), (Math.Round(decoded!.Value, 6), fault));
    }

    [Theory]
    [InlineData(RegisterType.UInt16, "FFD8", ReadingFault.OutOfRange)] // a negative value that was configured as unsigned: 6549.6
    [InlineData(RegisterType.Int16, "7FFF", ReadingFault.Wiring)]
    [InlineData(RegisterType.Int16, "8000", ReadingFault.Wiring)]
    [InlineData(RegisterType.Float32, "7FC00000", ReadingFault.OutOfRange)] // not a number
    [InlineData(RegisterType.Float32, "7F800000", ReadingFault.OutOfRange)] // infinite
    public void Decode_NoTemperature_SaysWhy(RegisterType type, string data, ReadingFault fault) =>
        Assert.Equal((null, fault), Map(type, WordOrder.HighFirst, 0.1, 0).Decode(Convert.FromHexString(data)));

    private static ModbusRequest Request => new(1, ModbusFunction.HoldingRegisters, 0, 1);

    private static bool Find(byte[] received) => ModbusFrames.TryFindReply(received, Request, out _, out _);

    private static RegisterMap Map(RegisterType type, WordOrder order, double scale, double offset) =>
        new(1, ModbusFunction.HoldingRegisters, 0, type, order, scale, offset, [0x7FFF, 0x8000]);
}
