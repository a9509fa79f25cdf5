using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class FlagCharactersTests
{
    [Theory]
    [InlineData("00", FlagMeaning.Unused, false)]
    [InlineData("01", FlagMeaning.Container, false)]
    [InlineData("04", FlagMeaning.Container, false)]
    [InlineData("05", FlagMeaning.SecondLabel, false)]
    [InlineData("06", FlagMeaning.PilotTube, true)]
    [InlineData("07", FlagMeaning.TestTube, true)]
    [InlineData("08", FlagMeaning.DonorRecord, true)]
    [InlineData("09", FlagMeaning.NatSample, true)]
    [InlineData("10", FlagMeaning.BacterialSample, true)]
    [InlineData("11", FlagMeaning.MatchLabel, false)]
    [InlineData("12", FlagMeaning.PartialLabel, false)]
    [InlineData("13", FlagMeaning.AttachedLabel, false)]
    [InlineData("14", FlagMeaning.Reserved, false)]
    [InlineData("15", FlagMeaning.Container, false)]
    [InlineData("19", FlagMeaning.Container, false)]
    [InlineData("20", FlagMeaning.Local, false)]
    [InlineData("59", FlagMeaning.Local, false)]
    [InlineData("60", FlagMeaning.Check, false)]
    [InlineData("96", FlagMeaning.Check, false)]
    [InlineData("97", FlagMeaning.Reserved, false)]
    [InlineData("99", FlagMeaning.Reserved, false)]
    [InlineData("A0", FlagMeaning.Reserved, false)]
    [InlineData("0A", FlagMeaning.Reserved, false)]
    [InlineData("YY", FlagMeaning.Reserved, false)]
    public void Meaning_EveryKind_IsTold(string text, FlagMeaning meaning, bool noBag)
    {
        Assert.True(FlagCharacters.TryParse(text, out FlagCharacters flags));

        Assert.Equal(meaning, flags.Meaning);
        Assert.Equal(noBag, flags.IsNoBag);
        Assert.Equal(text, flags.ToString());
    }

    [Theory]
    [InlineData("01", 1)]
    [InlineData("04", 4)]
    [InlineData("15", 5)]
    [InlineData("19", 9)]
    [InlineData("00", null)]
    [InlineData("05", null)]
    public void Container_ContainerFlags_GiveItsNumber(string text, int? container) =>
        Assert.Equal(container, FlagCharacters.Parse(text).Container);

    [Theory]
    [InlineData("O0")]
    [InlineData("0I")]
    [InlineData("Q1")]
    [InlineData("1Z")]
    [InlineData("a0")]
    [InlineData("0")]
    [InlineData("000")]
    public void TryParse_OtherCharacters_AreRefused(string text) => Assert.False(FlagCharacters.TryParse(text, out _));

    [Fact]
    public void Fits_CheckOfAnotherNumber_DoesNot()
    {
        DonationNumber din = DonationNumber.Parse("G123417654321");

        Assert.False(FlagCharacters.Parse("71").Fits(din));
        Assert.True(FlagCharacters.Parse("07").Fits(din)); // flags of other types carry no check
    }
}
