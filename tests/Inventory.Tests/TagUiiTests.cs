namespace Inventory.Tests;

public sealed class TagUiiTests
{
    [Theory]
    [InlineData("")]
    [InlineData("B2CA66FF35E0C47DC3BBFE70")]
    [InlineData("3674257BF6B7A659B2C2BF100000000000000000000000000000")]
    public void Parse_ThenToString_GivesTheSameDigits(string hex) => Assert.Equal(hex, TagUii.Parse(hex).ToString());

    [Theory]
    [InlineData("ABC")]
    [InlineData("GG")]
    [InlineData("00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF00")]
    public void TryParse_WrongText_IsRefused(string hex) => Assert.False(TagUii.TryParse(hex, out _));

    [Fact]
    public void Equals_LeadingZerosOfAnotherLength_Differ() => Assert.NotEqual(TagUii.Parse("00"), TagUii.Parse("0000"));
}
