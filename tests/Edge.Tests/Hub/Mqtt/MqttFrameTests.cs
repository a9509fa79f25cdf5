using Edge.Hub.Mqtt;
using Edge.Operations;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Hub.Mqtt;

public sealed class MqttFrameTests
{
    // the table of MQTT 5, 1.5.5
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void VariableByteInteger_TableOfTheStandard_BothWays(int value, string hex)
    {
        byte[] expected = Convert.FromHexString(hex);
        byte[] written = new byte[4];

        int length = VariableByteInteger.Write(written, value);

        Assert.Equal(hex, Convert.ToHexString(written.AsSpan(0, length)));
        Assert.Equal(length, VariableByteInteger.SizeOf(value));
        Assert.Equal(FrameOutcome.Complete, VariableByteInteger.TryRead(expected, true, out int read, out int readLength));
        Assert.Equal((value, length), (read, readLength));
        for (int cut = 0; cut < expected.Length; cut++)
            Assert.Equal(FrameOutcome.NeedMoreData, VariableByteInteger.TryRead(expected.AsSpan(0, cut), true, out _, out _));
    }

    [Theory]
    [InlineData("FFFFFFFF7F", true, FrameOutcome.Malformed)] // five bytes
    [InlineData("FFFFFFFF", true, FrameOutcome.Malformed)] // a fifth would follow
    [InlineData("8000", true, FrameOutcome.Malformed)] // 0 in two bytes
    [InlineData("8000", false, FrameOutcome.Complete)]
    public void VariableByteInteger_NotAsTheStandardSays_IsRefused(string hex, bool minimalOnly, FrameOutcome expected) =>
        Assert.Equal(expected, VariableByteInteger.TryRead(Convert.FromHexString(hex), minimalOnly, out _, out _));

    [Theory]
    [InlineData(0x00, MqttVersion.V5)] // type 0
    [InlineData(0x21, MqttVersion.V5)] // CONNACK with a flag
    [InlineData(0x36, MqttVersion.V5)] // QoS 3
    [InlineData(0x41, MqttVersion.V5)]
    [InlineData(0x60, MqttVersion.V5)] // PUBREL without its flag
    [InlineData(0x80, MqttVersion.V5)]
    [InlineData(0xD1, MqttVersion.V5)]
    [InlineData(0xE2, MqttVersion.V5)]
    [InlineData(0xF1, MqttVersion.V5)]
    [InlineData(0xF0, MqttVersion.V311)] // 3.1.1 has no AUTH
    public void TryRead_ForbiddenFirstByte_IsMalformedAtOnce(byte first, MqttVersion version) =>
        Assert.Equal(FrameOutcome.Malformed, MqttFrame.TryRead([first], 1000, version, out _, out _));

    [Fact]
    public void TryRead_LongerThanWeTake_IsNotWaitedFor()
    {
        byte[] start = [0x30, 0xFF, 0x7F]; // says 16,383 bytes follow

        Assert.Equal(FrameOutcome.TooLarge, MqttFrame.TryRead(start, 16_385, MqttVersion.V5, out _, out _));
        Assert.Equal(FrameOutcome.NeedMoreData, MqttFrame.TryRead(start, 16_386, MqttVersion.V5, out _, out _));
    }

    [Fact]
    public void TryRead_StreamCutAnywhere_YieldsTheSamePackets()
    {
        byte[] stream = [.. Packets.ConnAck, .. Packets.Publish(), .. Packets.PubAck, 0xD0, 0x00, .. Packets.Disconnect];
        string[] expected = ["ConnAck", "Publish", "PubAck", "PingResp", "Disconnect"];

        for (int cut = 0; cut <= stream.Length; cut++)
        {
            List<string> types = [];
            int read = Drain(stream.AsSpan(0, cut), types);
            read += Drain(stream.AsSpan(read), types);
            Assert.Equal(expected, types);
            Assert.Equal(stream.Length, read);
        }

        static int Drain(ReadOnlySpan<byte> input, List<string> types)
        {
            int read = 0;
            while (MqttFrame.TryRead(input[read..], 1000, MqttVersion.V5, out MqttFrame frame, out int consumed) == FrameOutcome.Complete)
            {
                types.Add(frame.Type.ToString());
                read += consumed;
            }
            return read;
        }
    }

    [Fact]
    public void TryRead_AnyBytes_EndsWithAnOutcome() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(
            ArbMap.Default.GeneratorFor<byte>().ArrayOf().ToArbitrary(), bytes => Packets.DecodeAll(bytes) <= bytes.Length));

    [Fact]
    public void TryDecode_GoodPacketsWithWrongBytes_NeverThrows()
    {
        byte[][] good = [Packets.ConnAck, Packets.Publish(), Packets.PubAck, Packets.SubAck, Packets.Disconnect];
        Gen<byte[]> spoiled =
            from packet in Gen.Elements(good)
            from at in Gen.Choose(0, packet.Length - 1)
            from value in ArbMap.Default.GeneratorFor<byte>()
            from secondAt in Gen.Choose(0, packet.Length - 1)
            from second in ArbMap.Default.GeneratorFor<byte>()
            select Spoil(packet, at, value, secondAt, second);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(
            spoiled.ToArbitrary(), bytes => Packets.DecodeAll(bytes) <= bytes.Length));

        static byte[] Spoil(byte[] packet, int at, byte value, int secondAt, byte second)
        {
            byte[] copy = [.. packet];
            copy[at] = value;
            copy[secondAt] = second;
            return copy;
        }
    }
}
