using HardwareSim;
using HardwareSim.Faults;
using Readers.Sensors;
using Readers.Sensors.Modbus;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>The simulated site's transmitters, asked by the service's own master on their pseudo-terminal.</summary>
public sealed class TransmitterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly PacedTime _time = new(5);
    private SimulatedSite _site = null!;
    private ModbusMaster _master = null!;
    private ModbusThermometer _first = null!, _second = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await SimulatedSite.StartAsync(
            new SimulationOptions { Bags = 0, StrayTags = 0, Transmitters = true }, _time, _folder.Path, Ct);
        TransmitterLine line = _site.TransmitterLine!;
        _master = new ModbusMaster(
            new ModbusLineOptions(line.BaudRate, TimeSpan.FromSeconds(2)),
            ct => TransportAddress.Parse(line.Address).OpenAsync(new SerialSettings(line.BaudRate), ct), _time);
        ModbusThermometer[] both = [.. _site.Probes.Where(static probe => probe.Unit is not null).Select(probe => new ModbusThermometer(
            _master, line.Id, new RegisterMap(probe.Unit!.Value, ModbusFunction.InputRegisters, 0, RegisterType.Int16, WordOrder.HighFirst, 0.1, 0, [0x7FFF]), _time))];
        (_first, _second) = (both[0], both[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _master.DisposeAsync();
        await _site.DisposeAsync();
        await _time.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_BothAtOnce_TellWhatTheirLiquidHas()
    {
        TemperatureReading[] readings = await Task.WhenAll(_first.ReadAsync(Ct).AsTask(), _second.ReadAsync(Ct).AsTask());

        double[] truth = [.. _site.World.Cabinets.Select(static cabinet => cabinet.Probes[2].TrueCelsius)];
        Assert.All(readings.Zip(truth), pair => Assert.InRange(pair.First.Celsius!.Value, pair.Second - 0.6, pair.Second + 0.6));
    }

    [Theory]
    [InlineData("missing", ReadingFault.NoAnswer)]
    [InlineData("badcrc", ReadingFault.Checksum)]
    [InlineData("refuses", ReadingFault.DeviceError)]
    [InlineData("broken", ReadingFault.Wiring)]
    public async Task Apply_FaultOfOneTransmitter_IsTakenAsItIsAndTheOtherGoesOn(string fault, ReadingFault expected)
    {
        _site.Apply(FaultPlan.Parse($"{fault} fridge-1/middle 1h"));

        Assert.Equal(expected, (await _first.ReadAsync(Ct)).Fault);
        Assert.Equal(ReadingQuality.Good, (await _second.ReadAsync(Ct)).Quality);
    }

    [Theory]
    [InlineData("silence rs485-1 20s", ReadingFault.NoAnswer)]
    [InlineData("wrongcheck rs485-1 20s 1", ReadingFault.Checksum)]
    [InlineData("late rs485-1 20s 5s", ReadingFault.NoAnswer)]
    [InlineData("unplug rs485-1 20s", ReadingFault.NoDevice)]
    public async Task Apply_FaultOfTheLine_IsTakenAsItIsAndIsOverWithIt(string fault, ReadingFault expected)
    {
        _site.Apply(FaultPlan.Parse(fault));
        await Task.Delay(TimeSpan.FromSeconds(1), _time, Ct); // the plug is looked at now and then
        Assert.Equal(expected, (await _first.ReadAsync(Ct)).Fault);

        await Task.Delay(TimeSpan.FromSeconds(25), _time, Ct);
        await _first.ReadAsync(Ct); // may find the line closed
        Assert.Equal(ReadingQuality.Good, (await _first.ReadAsync(Ct)).Quality);
    }

    [Fact]
    public async Task Apply_SilenceThatLasts_IsNeverTakenForAMissingLine()
    {
        _site.Apply(FaultPlan.Parse("silence rs485-1 1h"));

        // The master gives a line up after half a minute, and opens it anew: adapters hang.
        for (int i = 0; i < 18; i++) Assert.Equal(ReadingFault.NoAnswer, (await _first.ReadAsync(Ct)).Fault);
    }

    [Fact]
    public async Task Apply_Noise_GivesNoWrongTemperature()
    {
        _site.Apply(FaultPlan.Parse("noise rs485-1 1h"));

        for (int i = 0; i < 10; i++)
        {
            TemperatureReading reading = await _first.ReadAsync(Ct);
            if (reading.Celsius is { } celsius) Assert.InRange(celsius, 2, 6);
        }
    }

    [Theory]
    [InlineData("poweron fridge-1/middle 1m")]
    [InlineData("broken fridge-1/top 1m")]
    public void Apply_FaultThatTheMakeCannotHave_IsRefused(string fault) =>
        Assert.Throws<FormatException>(() => _site.Apply(FaultPlan.Parse(fault)));
}
