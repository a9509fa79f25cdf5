using HardwareSim.Heat;

namespace Readers.Tests.Simulator;

public sealed class OneWireFileTests
{
    [Theory]
    [InlineData("7f014b467fff0110", 0x33)]
    [InlineData("50054b467fff0c10", 0x1c)]
    [InlineData("41004b467fff0c10", 0xc2)]
    [InlineData("f8ff4b467fff0c10", 0xc3)]
    [InlineData("1cfe4b467fff0c10", 0x98)]
    public void Crc_CapturedScratchpads_AreRight(string bytes, int crc) =>
        Assert.Equal(crc, OneWireFile.Crc(Convert.FromHexString(bytes)));

    [Fact]
    public void Text_GoodConversion_IsTheKernelsText()
    {
        byte[] bytes = OneWireFile.Scratchpad(0x017F);

        Assert.Equal(
            "7f 01 4b 46 7f ff 01 10 33 : crc=33 YES\n7f 01 4b 46 7f ff 01 10 33 t=23937\n", OneWireFile.Text(bytes, bytes));
    }

    [Fact]
    public void Text_DamagedOnTheWire_SaysNoAndRepeatsTheLastGoodBytes()
    {
        byte[] damaged = OneWireFile.Scratchpad(-8), good = OneWireFile.Scratchpad(0x41);
        damaged[8] ^= 1;

        string text = OneWireFile.Text(damaged, good);

        Assert.Contains(" NO\n", text, StringComparison.Ordinal);
        Assert.EndsWith("t=4062\n", text, StringComparison.Ordinal);
    }
}
