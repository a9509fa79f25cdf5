using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class ProductCodeTests
{
    [Theory]
    [InlineData("E0304V00", "E0304", 'V', "00")]
    [InlineData("F0001V0a", "F0001", 'V', "0a")]
    [InlineData("X0001V00", "X0001", 'V', "00")]
    [InlineData("X5001000", "X5001", null, "000")]
    [InlineData("YA001V00", "YA001", 'V', "00")]
    [InlineData("T1295003", "T1295", null, "003")] // three digits of division
    [InlineData("A1234xyz", "A1234", null, "xyz")] // locally defined
    [InlineData("P0065V00", "P0065", 'V', "00")]
    public void Parts_EachPrefix_ReadsItsOwnWay(string text, string description, char? collection, string division)
    {
        Assert.True(ProductCode.TryParse(text, out ProductCode code));

        Assert.Equal(description, code.Description);
        Assert.Equal(collection, code.Collection?.Code);
        Assert.Equal(division, code.Division);
        Assert.Equal(text, code.ToString());
    }

    [Fact]
    public void TryParse_OtherCase_IsAnotherProduct() =>
        Assert.NotEqual(ProductCode.Parse("F0001V0a"), ProductCode.Parse("F0001V0A"));

    [Theory]
    [InlineData("0304V00E")]
    [InlineData("e0304V00")]
    [InlineData("E0304V0")]
    [InlineData("E0304V000")]
    [InlineData("E0304V-0")]
    [InlineData("")]
    public void TryParse_WrongText_IsRefused(string text) => Assert.False(ProductCode.TryParse(text, out _));

    [Theory]
    [InlineData("1X82L36BHEFGRrSs", false)]
    [InlineData("0VTPADdQ45C7J", true)]
    [InlineData("vtpaqclf9KMNOUWYZxyz", false)] // not assigned, or in the wrong case
    public void IsGeneralStock_EachCollectionType_FollowsTheTable(string codes, bool general) =>
        Assert.All(codes, code => Assert.Equal(general, new CollectionType(code).IsGeneralStock));

    [Theory]
    [InlineData("E0304V99", true)]
    [InlineData("T1295099", false)]
    [InlineData("E0304V00", false)]
    public void NeedsDivisionStructure_NinetyNine_OnlyWhereItIsADivision(string text, bool needs) =>
        Assert.Equal(needs, ProductCode.Parse(text).NeedsDivisionStructure);
}
