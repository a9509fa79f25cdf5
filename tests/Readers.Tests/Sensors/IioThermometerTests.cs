using Readers.Sensors;
using Testing;

namespace Readers.Tests.Sensors;

public sealed class IioThermometerTests : IDisposable
{
    private readonly KernelTree _tree = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("129", "0", "31.25", 4.03125)] // MAX31865: one code in 1/32 degree
    [InlineData("-968", "0", "31.25", -30.25)]
    [InlineData("26624", "-17928", "2.5", 21.74)]
    public async Task ReadAsync_RawOffsetScale_AreSummedThenScaled(string raw, string offset, string scale, double celsius)
    {
        _tree.AddIio(0, "max31865", "spi0.0", ("in_temp_raw", raw), ("in_temp_offset", offset), ("in_temp_scale", scale));

        TemperatureReading reading = await Read("max31865");

        Assert.Equal((ReadingQuality.Good, _time.GetUtcNow()), (reading.Quality, reading.ObservedAt));
        Assert.Equal(celsius, reading.Celsius!.Value, 9);
    }

    [Fact]
    public async Task ReadAsync_WorkedOutValue_IsPreferredAndInThousandths()
    {
        _tree.AddIio(0, "hts221", "1-005f", ("in_temp_input", "4125"), ("in_temp_raw", "9"), ("in_temp_scale", "1"));

        Assert.Equal(4.125, (await Read("hts221")).Celsius);
    }

    [Fact]
    public async Task ReadAsync_NumberedChannel_UsesTheSharedScale()
    {
        _tree.AddIio(0, "ads1248", "spi0.1", ("in_temp0_raw", "100"), ("in_temp1_raw", "150"), ("in_temp_scale", "40"));

        Assert.Equal(6.0, (await Read("ads1248", "in_temp1")).Celsius);
    }

    [Theory]
    [InlineData("fault_oc")]
    [InlineData("fault_ovuv")]
    public async Task ReadAsync_BrokenWire_IsBadThoughTheChipStillGivesANumber(string flag)
    {
        _tree.AddIio(0, "max31865", "spi0.0", ("in_temp_raw", "129"), ("in_temp_scale", "31.25"), (flag, "1"));

        TemperatureReading reading = await Read("max31865");

        Assert.Equal((null, ReadingFault.Wiring), (reading.Celsius, reading.Fault));
    }

    [Fact]
    public async Task ReadAsync_TwoConverters_AreToldByTheirBusAddress()
    {
        _tree.AddIio(0, "max31865", "spi0.0", ("in_temp_raw", "128"), ("in_temp_scale", "31.25"));
        _tree.AddIio(1, "max31865", "spi0.1", ("in_temp_raw", "-640"), ("in_temp_scale", "31.25"));

        Assert.Equal(-20.0, (await new IioThermometer(_tree.Iio, "max31865", "spi0.1", "in_temp", _time).ReadAsync(Ct)).Celsius);
        Assert.Equal(ReadingFault.NoDevice, (await Read("max31865")).Fault);
    }

    [Theory]
    [InlineData("32767", "31.25", ReadingFault.OutOfRange)] // code at its end: no sensor connected
    [InlineData("129", "nan", ReadingFault.Malformed)]
    public async Task ReadAsync_NoSoundValue_IsBadWithItsReason(string raw, string scale, ReadingFault fault)
    {
        _tree.AddIio(0, "max31865", "spi0.0", ("in_temp_raw", raw), ("in_temp_scale", scale));

        TemperatureReading reading = await Read("max31865");

        Assert.Equal((null, fault), (reading.Celsius, reading.Fault));
    }

    [Fact]
    public async Task ReadAsync_MissingChannel_IsNoDevice()
    {
        _tree.AddIio(0, "max31865", "spi0.0");

        Assert.Equal(ReadingFault.NoDevice, (await Read("max31865")).Fault);
    }

    private ValueTask<TemperatureReading> Read(string chip, string channel = "in_temp") =>
        new IioThermometer(_tree.Iio, chip, null, channel, _time).ReadAsync(Ct);
}
