using HardwareSim.Goods;

namespace Readers.Tests.Simulator;

public sealed class LabelTests
{
    [Theory]
    [InlineData("G123498654321", 'H', "77")]
    [InlineData("G123417654321", 'A', "70")]
    [InlineData("A999818123456", 'N', "83")]
    [InlineData("A999921123456", '3', "63")]
    [InlineData("W000009123456", 'G', "76")]
    [InlineData("A999917123654", 'Y', "94")]
    [InlineData("V004314499999", 'I', "78")]
    [InlineData("G102626000048", '0', "60")]
    [InlineData("G102626000298", '1', "61")]
    [InlineData("G102626000299", '*', "96")]
    [InlineData("G102626000004", 'O', "84")]
    public void CheckCharacter_PublishedNumbers_IsThePrintedOne(string din, char check, string flags)
    {
        Assert.Equal(check, DonationNumber.CheckCharacter(din));
        Assert.Equal(flags, DonationNumber.CheckFlags(din));
    }

    [Theory]
    [InlineData("G123417654321", "E0304V00", "00", "B2CA66FF35E0C47DC3BBFE70", "B8594CDFE6BC188003EE1DDFF38047D9")]
    [InlineData("G123417654321", "E0304V00", "70", "B2CA66FF35E0C47DC3BBFE70", "B8594CDFE6BC189C03EE1DDFF38022C9")]
    [InlineData("A999921123456", "E0336V00", "00", "B1C979BD8432007DC442DCB0", "B8392F37B086400003EE2216E5805ACF")]
    [InlineData("0160723029785", "P0065V00", "00", "B0017E84004C65D75927B350", "B8002FD080098C800EBAC93D9A807C22")]
    [InlineData("W000009123456", "E4377VA0", "00", "B56585C196CA008142C385F8", "B8ACB0B832D94000040A161C2FC0719A")]
    [InlineData("ABC1221999999", "F0001V0a", "00", "B1CC19810BE5FC9D1D5F36DA", "B8398330217CBF8004E8EAF9B6D0C415")]
    public void Encode_ProfileVectors_GiveTheirBits(string din, string product, string flags, string bt96, string bt128)
    {
        Assert.Equal(bt96, Convert.ToHexString(BagTagEncoder.Encode96(din, product)));
        Assert.Equal(bt128, Convert.ToHexString(BagTagEncoder.Encode128(din, product, flags)));
    }

    [Fact]
    public void Encode_LowestAndHighest_FillTheField()
    {
        Assert.Equal("B00000000000000000000000", Convert.ToHexString(BagTagEncoder.Encode96("0000000000000", "A0000000")));
        Assert.Equal("B617C88DCA2FFF30FF18BFFF", Convert.ToHexString(BagTagEncoder.Encode96("ZZZ9999999999", "ZZZZZzZz")));
        Assert.Throws<ArgumentException>(static () => BagTagEncoder.Encode96("G123417654321", "E0304V0A"));
    }
}
