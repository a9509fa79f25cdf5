using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Inventory.Tests.Stock;

public sealed class GroupFitTests
{
    [Theory]
    [InlineData(ComponentClass.RedCells, "O-", "O- O+ A- A+ B- B+ AB- AB+ ?? O?")]
    [InlineData(ComponentClass.RedCells, "O+", "O+ A+ B+ AB+")]
    [InlineData(ComponentClass.RedCells, "A-", "A- A+ AB- AB+")]
    [InlineData(ComponentClass.RedCells, "B+", "B+ AB+")]
    [InlineData(ComponentClass.RedCells, "AB+", "AB+")]
    [InlineData(ComponentClass.RedCells, "O?", "")]
    [InlineData(ComponentClass.PlasmaFfp, "AB+", "O- O+ A- A+ B- B+ AB- AB+ ?? O?")]
    [InlineData(ComponentClass.PlasmaFfp, "A+", "O- O+ A- A+ O?")]
    [InlineData(ComponentClass.PlasmaFfp, "O+", "O- O+ O?")]
    [InlineData(ComponentClass.Platelets, "A+", "A+")]
    [InlineData(ComponentClass.WholeBlood, "O-", "O-")]
    [InlineData(ComponentClass.Other, "??", "")]
    public void Fits_EveryPatient_IsWhatTheRuleSays(ComponentClass component, string bag, string fits)
    {
        string[] patients = ["O-", "O+", "A-", "A+", "B-", "B+", "AB-", "AB+", "??", "O?"];

        Assert.Equal(fits, string.Join(' ', patients.Where(patient => GroupFit.Fits(component, Group(bag), Group(patient)))));
    }

    [Fact]
    public void Fits_Bombay_OnlyItsOwn()
    {
        BloodGroup bombay = new(Abo.Bombay, RhD.Positive);

        Assert.True(GroupFit.Fits(ComponentClass.RedCells, bombay, bombay));
        Assert.False(GroupFit.Fits(ComponentClass.RedCells, Group("O-"), bombay)); // the mistake that kills
        Assert.False(GroupFit.Fits(ComponentClass.RedCells, bombay, Group("O+")));
        Assert.False(GroupFit.Fits(ComponentClass.RedCells, new BloodGroup(Abo.ParaBombay, RhD.Positive), new BloodGroup(Abo.ParaBombay, RhD.Positive)));
    }

    [Fact]
    public void Rank_OfAnABPositivePatient_OwnGroupFirstAndONegativeLast() => Assert.Equal(
        ["AB+", "A+", "B-", "O-"], new[] { "O-", "A+", "AB+", "B-" }.OrderBy(static bag => GroupFit.Rank(Group(bag), Group("AB+"))));

    private static BloodGroup Group(string text) => new(
        text[..^1] switch { "O" => Abo.O, "A" => Abo.A, "B" => Abo.B, "AB" => Abo.AB, _ => Abo.NotStated },
        text[^1] switch { '+' => RhD.Positive, '-' => RhD.Negative, _ => RhD.NotStated });
}
