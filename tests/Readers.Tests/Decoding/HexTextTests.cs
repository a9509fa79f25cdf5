using System.Text;
using Readers.Decoding;

namespace Readers.Tests.Decoding;

public sealed class HexTextTests
{
    [Theory]
    [InlineData("A0 03 01 72 EA", "A0030172EA")]
    [InlineData("a0030172ea\r\n", "A0030172EA")]
    [InlineData("0xA0, 0x03, 0x00", "A00300")]
    [InlineData("# what was sent\nA0:03 # head\n01-72", "A0030172")]
    [InlineData("> A0 03\n< A0", "A003A0")]
    public void Read_UsualSpellings_GiveTheBytes(string text, string bytes)
    {
        byte[] source = Encoding.ASCII.GetBytes(text);
        Assert.True(HexText.LooksLikeHex(source));
        for (int cut = 0; cut <= source.Length; cut++)
        {
            HexText reader = new();
            byte[] destination = new byte[100];
            int count = reader.Read(source.AsSpan(0, cut), destination);
            count += reader.Read(source.AsSpan(cut), destination.AsSpan(count));

            Assert.Equal(bytes, Convert.ToHexString(destination.AsSpan(0, count)));
            Assert.False(reader.HasHalfByte);
        }
    }

    [Fact]
    public void LooksLikeHex_BinaryOrOtherText_IsNot()
    {
        Assert.False(HexText.LooksLikeHex([0xA0, 0x03]));
        Assert.False(HexText.LooksLikeHex("hello"u8));
        Assert.False(HexText.LooksLikeHex(""u8));
    }
}
