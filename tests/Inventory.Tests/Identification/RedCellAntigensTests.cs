using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class RedCellAntigensTests
{
    [Theory]
    [InlineData("880000008700000000", "C- c+ E- e+ K+ k+ Fy(a)+ Fy(b)+ Jk(a)+ Jk(b)-", 0)]
    [InlineData("679999999999999900", "C+ c- E- e+ K+ k-", 0)]
    [InlineData("999999999999999100", "CMV antibody-", 0)]
    [InlineData("486881355800000000",
        "C+ c+ E+ e+ K+ k+ Cw+ M+ N+ S+ s+ P1- Lu(a)- Le(a)- Le(b)+ Fy(a)- Fy(b)+ Jk(a)+ Jk(b)+", 0)]
    [InlineData("999999999999999955", "Di(b)-", null)]
    [InlineData("999999999999999984", "Vel-", null)]
    [InlineData("999999999999999985", "Lan-", null)]
    [InlineData("999999999999999987", "Jr(a)-", null)]
    [InlineData("999999999999999999", "", null)] // no information at all
    [InlineData("900000000000000099", "", null)] // nothing was tested
    [InlineData("999999999999999997", "", 97)] // not an antigen: an antibody is present
    [InlineData("999999999999999964", "", 64)] // withdrawn
    [InlineData("999999999999914499", "C- c- E- e- CMV antibody-", null)]
    public void TryParse_KnownDigits_TellsWhatWasTested(string digits, string expected, int? remark)
    {
        Assert.True(RedCellAntigens.TryParse(digits, out RedCellAntigens? antigens, out _));

        Assert.Equal(expected, antigens!.Typing.ToString());
        Assert.Equal(remark, antigens.Remark);
    }

    [Fact]
    public void Typing_NotTestedOrNoInformation_IsNeverNegative()
    {
        Assert.True(RedCellAntigens.TryParse("913999999999999999", out RedCellAntigens? antigens, out _)); // k negative, Cw negative

        Assert.Null(antigens!.Typing["K"]); // not tested
        Assert.Equal(AntigenResult.Negative, antigens.Typing["k"]);
        Assert.Equal(AntigenResult.Negative, antigens.Typing["Cw"]);
        Assert.Null(antigens.Typing["Mi(a)"]); // not tested
        Assert.Null(antigens.Typing["M"]); // no information
    }

    [Theory]
    [InlineData("0", "C+ c- E+ e-")]
    [InlineData("1", "C+ c+ E+ e-")]
    [InlineData("2", "C- c+ E+ e-")]
    [InlineData("3", "C+ c- E+ e+")]
    [InlineData("4", "C+ c+ E+ e+")]
    [InlineData("5", "C- c+ E+ e+")]
    [InlineData("6", "C+ c- E- e+")]
    [InlineData("7", "C+ c+ E- e+")]
    [InlineData("8", "C- c+ E- e+")]
    [InlineData("9", "")]
    public void TryParse_FirstDigit_IsTheRhPhenotype(string digit, string expected)
    {
        Assert.True(RedCellAntigens.TryParse(digit + "99999999999999999", out RedCellAntigens? antigens, out _));

        Assert.Equal(expected, antigens!.Typing.ToString());
    }

    [Theory]
    [InlineData("400000000000007000", ScanFault.PhenotypeTwice)]
    [InlineData("88000000870000000", ScanFault.WrongCharacters)]
    [InlineData("88000000870000000A", ScanFault.WrongCharacters)]
    public void TryParse_WrongDigits_NamesTheFault(string digits, ScanFault expected)
    {
        Assert.False(RedCellAntigens.TryParse(digits, out _, out ScanFault fault));

        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("51E0", "880000008700000000", "")]
    [InlineData("51S0", null, "K-")]
    [InlineData("5100", null, null)]
    public void TypedAntigens_OfABag_ComeFromBothCodes(string group, string? digits, string? contains)
    {
        Inventory.Units.BloodUnit unit = Units.Bags.State(Units.Bags.Received(Units.Bags.Red) with { GroupCode = group, Antigens = digits }).Units[Units.Bags.Red];

        string? said = unit.TypedAntigens?.ToString();

        if (contains is null) Assert.Null(said);
        else if (digits is null) Assert.Equal(contains, said);
        else Assert.DoesNotContain("K-", said, StringComparison.Ordinal); // 012 says K+k+, the group code K-: neither is believed
    }
}
