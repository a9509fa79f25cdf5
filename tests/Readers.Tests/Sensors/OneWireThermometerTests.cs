using Readers.Sensors;
using Testing;

namespace Readers.Tests.Sensors;

public sealed class OneWireThermometerTests
{
    private const string Device = "28-0316a2795e4f";
    private static readonly string s_good = Text("41 00 4b 46 7f ff 0c 10 c2", "YES", 4062);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7f 01 4b 46 7f ff 01 10 33", 23937, 23.9375, ReadingFault.None)]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c", 85000, null, ReadingFault.PowerOnValue)]
    [InlineData("41 00 4b 46 7f ff 0c 10 c2", 4062, 4.0625, ReadingFault.None)]
    [InlineData("f8 ff 4b 46 7f ff 0c 10 c3", -500, -0.5, ReadingFault.None)]
    [InlineData("1c fe 4b 46 7f ff 0c 10 98", -30250, -30.25, ReadingFault.None)]
    [InlineData("41 00 4b 46 7f ff 0c 10 c3", 4062, null, ReadingFault.Checksum)] // the kernel was told YES, our own check is not
    [InlineData("00 00 00 00 00 00 00 00 00", 0, null, ReadingFault.NoDevice)] // a line at ground, whose check fits
    public void Parse_Memory_GivesTheTemperatureOrTheReason(string bytes, int milli, double? celsius, ReadingFault fault) =>
        Assert.Equal((celsius, fault), OneWireScratchpad.Parse(Text(bytes, "YES", milli), 0x28));

    [Fact]
    public void Parse_KernelSaysNo_IsRefusedThoughTheSecondLineShowsAnOldTemperature() =>
        Assert.Equal((null, ReadingFault.Checksum), OneWireScratchpad.Parse(Text("41 00 4b 46 7f ff 0c 10 c2", "NO", 4062), 0x28));

    [Theory]
    [InlineData(0x07FF, 127937)] // 127.9375: not enough power
    [InlineData(unchecked((short)0xFC00), -64000)]
    public void Parse_BeyondTheSensorsRange_IsRefused(short raw, int milli)
    {
        byte[] bytes = [(byte)raw, (byte)(raw >> 8), 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0];
        bytes[8] = OneWireScratchpad.Crc8(bytes.AsSpan(0, 8));
        string memory = string.Join(' ', bytes.Select(static b => b.ToString("x2", null)));

        Assert.Equal((null, ReadingFault.OutOfRange), OneWireScratchpad.Parse(Text(memory, "YES", milli), 0x28));
    }

    [Fact]
    public void Parse_OlderFamily_TakesTheKernelsArithmetic() => // DS18S20: half degrees and a remainder
        Assert.Equal((4.437, ReadingFault.None), OneWireScratchpad.Parse(Text("09 00 4b 46 ff ff 05 10 ca", "YES", 4437), 0x10));

    [Fact]
    public void Parse_TextCutAnywhere_IsRefusedNeverMisread()
    {
        for (int length = 0; length < s_good.Length - 1; length++) // only the last line end may be missing
        {
            (double? celsius, ReadingFault fault) = OneWireScratchpad.Parse(s_good.AsSpan(0, length), 0x28);
            Assert.Null(celsius);
            Assert.NotEqual(ReadingFault.None, fault);
        }
    }

    [Fact]
    public void Parse_LinesThatContradictEachOther_AreRefused() =>
        Assert.Equal((null, ReadingFault.Malformed), OneWireScratchpad.Parse(Text("41 00 4b 46 7f ff 0c 10 c2", "YES", 4250), 0x28));

    [Fact]
    public async Task ReadAsync_FileComesChangesAndGoes_EachIsAValue()
    {
        using TemporaryFolder root = new();
        ManualTime time = new();
        OneWireThermometer thermometer = new(root.Path, Device, time);

        Assert.Equal(new TemperatureReading(null, time.GetUtcNow(), ReadingQuality.Bad, ReadingFault.NoDevice), await thermometer.ReadAsync(Ct));

        Directory.CreateDirectory(root.File(Device));
        string file = Path.Combine(root.File(Device), "w1_slave");
        await File.WriteAllTextAsync(file, s_good, Ct);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(new TemperatureReading(4.0625, time.GetUtcNow(), ReadingQuality.Good, ReadingFault.None), await thermometer.ReadAsync(Ct));

        await File.WriteAllTextAsync(file, s_good.Replace("YES", "NO", StringComparison.Ordinal), Ct);
        Assert.Equal(ReadingFault.Checksum, (await thermometer.ReadAsync(Ct)).Fault);

        File.Delete(file);
        Assert.Equal(ReadingFault.NoDevice, (await thermometer.ReadAsync(Ct)).Fault);
        Assert.Equal(Device, thermometer.Name);
    }

    private static string Text(string bytes, string verdict, int milli) =>
        $"{bytes} : crc={bytes[^2..]} {verdict}\n{bytes} t={milli}\n";
}
