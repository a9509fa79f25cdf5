using Readers.Sensors;
using Testing;

namespace Readers.Tests.Sensors;

public sealed class HwmonThermometerTests : IDisposable
{
    private readonly KernelTree _tree = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("4062", 4.062)]
    [InlineData("-30250", -30.25)]
    [InlineData("0", 0.0)]
    public async Task ReadAsync_Input_IsThousandthsOfADegree(string text, double celsius)
    {
        _tree.AddHwmon(0, "lm75", "1-0048", ("temp1_input", text));

        Assert.Equal(TemperatureReading.Good(celsius, _time.GetUtcNow()), await Read("lm75", null, "1"));
    }

    [Fact]
    public async Task ReadAsync_ChipRenumberedByTheKernel_IsFoundByItsName()
    {
        HwmonThermometer thermometer = new(_tree.Hwmon, "sht4x", null, "1", _time);
        string folder = _tree.AddHwmon(1, "sht4x", "1-0044", ("temp1_input", "4000"));
        _tree.AddHwmon(0, "coretemp", "platform", ("temp1_input", "51000"));
        Assert.Equal(4.0, (await thermometer.ReadAsync(Ct)).Celsius);

        Directory.Delete(folder, recursive: true);
        Assert.Equal(ReadingFault.NoDevice, (await thermometer.ReadAsync(Ct)).Fault);
        _tree.AddHwmon(7, "sht4x", "1-0044", ("temp1_input", "5000"));

        Assert.Equal(5.0, (await thermometer.ReadAsync(Ct)).Celsius);
    }

    [Fact]
    public async Task ReadAsync_TwoChipsOfOneName_AreToldByAddressAndNeverGuessed()
    {
        _tree.AddHwmon(0, "lm75", "1-0048", ("temp1_input", "4000"));
        _tree.AddHwmon(1, "lm75", "1-0049", ("temp1_input", "-20000"));

        Assert.Equal(-20.0, (await Read("lm75", "1-0049", "1")).Celsius);
        TemperatureReading unclear = await Read("lm75", null, "1");
        Assert.Equal((null, ReadingFault.NoDevice), (unclear.Celsius, unclear.Fault));
        Assert.Contains("1-0048, 1-0049", unclear.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Label_ChoosesTheChannel()
    {
        _tree.AddHwmon(0, "tmp464", "1-0048", ("temp1_input", "22000"), ("temp1_label", "board"),
            ("temp12_input", "4500"), ("temp12_label", "fridge probe"));

        Assert.Equal(4.5, (await Read("tmp464", null, "fridge probe")).Celsius);
        Assert.Equal(ReadingFault.NoDevice, (await Read("tmp464", null, "freezer probe")).Fault);
    }

    [Theory]
    [InlineData("temp1_fault", "1", ReadingFault.Wiring)]
    [InlineData("temp1_input", "", ReadingFault.Malformed)]
    [InlineData("temp1_input", "n/a", ReadingFault.Malformed)]
    [InlineData("temp1_input", "4294967295", ReadingFault.OutOfRange)]
    public async Task ReadAsync_NoSoundValue_IsBadWithItsReason(string file, string text, ReadingFault fault)
    {
        string folder = _tree.AddHwmon(0, "lm75", "1-0048", ("temp1_input", "4000"));
        await File.WriteAllTextAsync(Path.Combine(folder, file), text, Ct);

        TemperatureReading reading = await Read("lm75", null, "1");

        Assert.Equal((null, ReadingQuality.Bad, fault), (reading.Celsius, reading.Quality, reading.Fault));
    }

    [Theory]
    [InlineData("/proc/self/mem", ReadingFault.NoAnswer)] // reading its first byte is a true EIO of the kernel
    [InlineData("/sys/class/net/lo/speed", ReadingFault.Malformed)] // EINVAL
    public async Task ReadAsync_DriverReportsAnError_IsBadNotAnException(string failing, ReadingFault fault)
    {
        string folder = _tree.AddHwmon(0, "lm75", "1-0048");
        File.CreateSymbolicLink(Path.Combine(folder, "temp1_input"), failing);

        TemperatureReading reading = await Read("lm75", null, "1");

        Assert.Equal((null, fault), (reading.Celsius, reading.Fault));
        Assert.NotNull(reading.Detail);
    }

    [Theory]
    [InlineData(5, ReadingFault.NoAnswer)] // EIO
    [InlineData(61, ReadingFault.NoAnswer)] // ENODATA
    [InlineData(110, ReadingFault.NoAnswer)] // ETIMEDOUT
    [InlineData(121, ReadingFault.NoAnswer)] // EREMOTEIO, a chip that does not acknowledge
    [InlineData(19, ReadingFault.NoDevice)] // ENODEV
    [InlineData(6, ReadingFault.NoDevice)] // ENXIO
    public void FaultOf_Errno_IsTheFaultThatATechnicianCanUse(int errno, ReadingFault fault) =>
        Assert.Equal(fault, KernelAttribute.FaultOf(errno));

    [Fact]
    public async Task ReadAsync_NoSensorsAtAll_IsNoDevice()
    {
        HwmonThermometer thermometer = new(Path.Combine(_tree.Hwmon, "absent"), "lm75", null, "1", _time);

        Assert.Equal(ReadingFault.NoDevice, (await thermometer.ReadAsync(Ct)).Fault);
    }

    private ValueTask<TemperatureReading> Read(string chip, string? address, string channel) =>
        new HwmonThermometer(_tree.Hwmon, chip, address, channel, _time).ReadAsync(Ct);
}
