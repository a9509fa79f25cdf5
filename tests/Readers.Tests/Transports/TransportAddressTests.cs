using Readers.Transports;

namespace Readers.Tests.Transports;

public sealed class TransportAddressTests
{
    [Theory]
    [InlineData("/dev/ttyUSB0", "/dev/ttyUSB0")]
    [InlineData(" COM3 ", "COM3")]
    [InlineData("tcp://reader.local:4001", "tcp://reader.local:4001")]
    [InlineData("TCP://192.0.2.7:5084", "tcp://192.0.2.7:5084")]
    [InlineData("tcp://[2001:db8::7]:4001", "tcp://[2001:db8::7]:4001")]
    [InlineData("tls://reader.local:5085", "tls://reader.local:5085")]
    [InlineData("TLS://192.0.2.7:5085#00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        "tls://192.0.2.7:5085#00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    public void Parse_EveryForm_IsUnderstood(string text, string expected) =>
        Assert.Equal(expected, TransportAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ttyUSB0")]
    [InlineData("COM")]
    [InlineData("COMX")]
    [InlineData("tcp://")]
    [InlineData("tcp://host")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:70000")]
    [InlineData("tcp://host:-1")]
    [InlineData("tcp://:4001")]
    [InlineData("tcp://2001:db8::7:4001")]
    [InlineData("tls://host:1#00")]
    [InlineData("tls://host#00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("udp://host:1")]
    public void Parse_Other_IsRefused(string text) => Assert.Throws<FormatException>(() => TransportAddress.Parse(text));
}
