using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class DonationNumberTests
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
    [InlineData("G102626000298", '1', "61")] // the sum's remainder is 0
    [InlineData("G102626000299", '*', "96")]
    [InlineData("G102626000004", 'O', "84")]
    [InlineData("G123417654312", 'C', "72")] // last two digits swapped
    [InlineData("G123471654321", 'J', "79")] // year digits swapped
    public void CheckCharacter_KnownNumber_IsThePrintedOne(string text, char check, string flags)
    {
        Assert.True(DonationNumber.TryParse(text, out DonationNumber din));

        Assert.Equal(check, CheckCharacter.Of(din));
        Assert.Equal(flags, FlagCharacters.CheckOf(din).ToString());
        Assert.True(FlagCharacters.CheckOf(din).Fits(din));
    }

    [Fact]
    public void CheckCharacter_AnySingleErrorOrSwap_ChangesIt()
    {
        const string digits = "0123456789";
        foreach (string text in (string[])["G123417654321", "A999921123456", "V004314499999"])
        {
            DonationNumber right = DonationNumber.Parse(text);
            for (int i = 3; i < text.Length; i++)
            {
                foreach (char digit in digits.Where(d => d != text[i]))
                {
                    DonationNumber wrong = DonationNumber.Parse(text[..i] + digit + text[(i + 1)..]);
                    Assert.NotEqual(CheckCharacter.Of(right), CheckCharacter.Of(wrong));
                }
                if (i + 1 == text.Length || text[i] == text[i + 1]) continue;
                DonationNumber swapped = DonationNumber.Parse($"{text[..i]}{text[i + 1]}{text[i]}{text[(i + 2)..]}");
                Assert.NotEqual(CheckCharacter.Of(right), CheckCharacter.Of(swapped));
            }
        }
    }

    [Theory]
    [InlineData("G123417654321", true, false)]
    [InlineData("1234517654321", true, true)]
    [InlineData("ABC1221999999", true, false)]
    [InlineData("0160723029785", false, true)]
    [InlineData("0A60723029785", false, false)]
    [InlineData("A9O9917123456", false, false)] // letter O
    [InlineData("O999917123456", false, false)]
    [InlineData("A9999171234567", false, false)]
    [InlineData("A99991712345", false, false)]
    [InlineData("a999917123456", false, false)]
    [InlineData("ABCD217654321", false, false)] // a letter where only digits may be
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void TryParse_EachScheme_TakesOnlyItsOwn(string? text, bool isbt, bool national)
    {
        Assert.Equal(isbt, DonationNumber.TryParse(text, DonationScheme.Isbt128, out DonationNumber din));
        Assert.Equal(isbt ? text : "", din.ToString());
        Assert.Equal(national, DonationNumber.TryParse(text, DonationScheme.National13, out din));
        Assert.Equal(national ? text : "", din.ToString());
        Assert.Equal(isbt || national, DonationNumber.TryParse(text, out _));
    }

    [Fact]
    public void CompareTo_Numbers_OrdersLikeTheirTexts()
    {
        string[] texts = ["0160723029785", "0999999999999", "1000000000000", "A999921123456", "ABC1221999999", "G123417654321", "ZZZ9999999999"];
        DonationNumber[] numbers = [.. texts.Reverse().Select(static text => DonationNumber.Parse(text)).Order()];

        Assert.Equal(texts, numbers.Select(static number => number.ToString()));
    }

    [Fact]
    public void FacilityCode_Number_IsItsFirstFive() =>
        Assert.Equal("ABC12", DonationNumber.Parse("ABC1221999999").FacilityCode);
}
