using System.Diagnostics;
using HardwareSim.Devices;
using Readers.Sensors;
using Readers.Sensors.Modbus;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Sensors.Modbus;

/// <summary>Master and units on a real pseudo-terminal, at a real line's speed.</summary>
public sealed class ModbusLineTests : IAsyncDisposable
{
    private const int BaudRate = 9600;
    private static readonly TimeSpan s_replyTimeout = TimeSpan.FromMilliseconds(400);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ModbusUnit _first = new(1), _second = new(2);
    private PseudoTerminal? _terminal;
    private Task _served = Task.CompletedTask;

    private string PortPath => _folder.File("rs485");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (_terminal is not null) await _terminal.DisposeAsync();
        await Task.WhenAny(_served);
        _over.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_SeveralUnitsAskedAtOnce_TakeTurnsAndEachGetsItsOwn()
    {
        ModbusSlaveLine line = Plug();
        await using ModbusMaster master = Master();
        ModbusThermometer first = Thermometer(master, 1, register: 0), second = Thermometer(master, 2, register: 0);

        for (int round = 0; round < 5; round++)
        {
            TemperatureReading[] readings = await Task.WhenAll(first.ReadAsync(Ct).AsTask(), second.ReadAsync(Ct).AsTask());
            Assert.Equal([4.0, -4.0], readings.Select(static reading => reading.Celsius!.Value));
        }
        Assert.Equal((10, 0), (line.Requests, line.Collisions));
    }

    [Theory]
    [InlineData(ModbusUnitFault.Silent, ReadingFault.NoAnswer)]
    [InlineData(ModbusUnitFault.WrongCheck, ReadingFault.Checksum)]
    [InlineData(ModbusUnitFault.Cut, ReadingFault.Checksum)]
    [InlineData(ModbusUnitFault.Busy, ReadingFault.NoAnswer)]
    [InlineData(ModbusUnitFault.Failed, ReadingFault.DeviceError)]
    [InlineData(ModbusUnitFault.NoiseBefore, ReadingFault.None)]
    public async Task ReadAsync_FaultyUnit_IsAValueAndTheOtherUnitGoesOn(ModbusUnitFault fault, ReadingFault expected)
    {
        Plug();
        await using ModbusMaster master = Master();
        _first.Fault = fault;

        TemperatureReading faulty = await Thermometer(master, 1, 0).ReadAsync(Ct);
        TemperatureReading sound = await Thermometer(master, 2, 0).ReadAsync(Ct);

        Assert.Equal((expected == ReadingFault.None ? 4.0 : null, expected), (faulty.Celsius, faulty.Fault));
        Assert.Equal(-4.0, sound.Celsius);
    }

    [Fact]
    public async Task ReadAsync_RegisterThatIsNotThere_IsRefusedWithTheUnitsReason()
    {
        Plug();
        await using ModbusMaster master = Master();

        TemperatureReading reading = await Thermometer(master, 1, register: 99).ReadAsync(Ct);

        Assert.Equal((null, ReadingFault.Refused), (reading.Celsius, reading.Fault));
        Assert.Contains("illegal register address (02)", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_LateAnswer_NeverAnswersTheNextRequestOfItsOwnOrAnotherUnit()
    {
        Plug();
        await using ModbusMaster master = Master();
        _first.Delay = s_replyTimeout * 1.6; // after the master has given up, within its patience for late answers

        Assert.Equal(ReadingFault.NoAnswer, (await Thermometer(master, 1, 0).ReadAsync(Ct)).Fault);
        _first.Delay = TimeSpan.FromMilliseconds(5);
        Assert.Equal(8.0, (await Thermometer(master, 1, 1).ReadAsync(Ct)).Celsius); // the same unit, another register: not 4.0
        Assert.Equal(-4.0, (await Thermometer(master, 2, 0).ReadAsync(Ct)).Celsius);
    }

    [Fact]
    public async Task ReadAsync_AnswerThatWaitedSinceLongAgo_IsThrownAway()
    {
        Plug();
        await using ModbusMaster master = Master();
        Assert.Equal(4.0, (await Thermometer(master, 1, 0).ReadAsync(Ct)).Celsius);
        await _terminal!.WriteAsync(Convert.FromHexString("010302012CB9C9"), Ct); // unit 1: 30.0, asked by nobody

        Assert.Equal(4.0, (await Thermometer(master, 1, 0).ReadAsync(Ct)).Celsius);
    }

    [Fact]
    public async Task ReadAsync_AdapterThatHearsItself_FindsTheAnswerBehindTheEcho()
    {
        Plug(echo: true);
        await using ModbusMaster master = Master();

        Assert.Equal(4.0, (await Thermometer(master, 1, 0).ReadAsync(Ct)).Celsius);
    }

    [Fact]
    public async Task ReadAsync_UnpluggedAndPluggedInAgain_IsAValueThenReadsOn()
    {
        Plug();
        await using ModbusMaster master = Master();
        ModbusThermometer thermometer = Thermometer(master, 1, 0);
        Assert.Equal(4.0, (await thermometer.ReadAsync(Ct)).Celsius);

        await _terminal!.DisposeAsync();
        TemperatureReading gone = await thermometer.ReadAsync(Ct);
        Assert.Equal((null, ReadingFault.NoDevice), (gone.Celsius, gone.Fault));
        Plug();

        Assert.Equal(4.0, (await thermometer.ReadAsync(Ct)).Celsius);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_LeavesTheLineUsable()
    {
        Plug();
        await using ModbusMaster master = Master();
        _first.Fault = ModbusUnitFault.Silent;
        using CancellationTokenSource stop = new();
        Task<TemperatureReading> reading = Thermometer(master, 1, 0).ReadAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(-4.0, (await Thermometer(master, 2, 0).ReadAsync(Ct)).Celsius);
    }

    [Theory]
    [InlineData(9600, 4.01)] // 3.5 characters of 11 bits
    [InlineData(115200, 1.75)]
    public void Gap_Speed_IsTheStandards(int baud, double milliseconds) => Assert.Equal(
        milliseconds, new ModbusLineOptions(baud, s_replyTimeout).Gap.TotalMilliseconds, 2);

    [Fact]
    public async Task ReadAsync_BetweenTwoRequests_TheLineIsQuietForTheGap()
    {
        Plug();
        await using ModbusMaster master = Master();
        Stopwatch clock = Stopwatch.StartNew();

        for (int i = 0; i < 20; i++) await Thermometer(master, 1, 0).ReadAsync(Ct);

        // Each turn: the gap, the unit's 5 ms and its 7 bytes of 11 bits; the pseudo-terminal takes the request in no time.
        Assert.True(clock.Elapsed >= 20 * TimeSpan.FromMilliseconds(4 + 5 + 8), $"{clock.ElapsedMilliseconds} ms");
    }

    private ModbusSlaveLine Plug(bool echo = false)
    {
        foreach ((ModbusUnit unit, short tenths) in new[] { (_first, (short)40), (_second, (short)-40) })
        {
            unit.Registers[(3, 0)] = () => (ushort)tenths;
            unit.Registers[(3, 1)] = () => (ushort)(2 * tenths);
        }
        ModbusSlaveLine line = new([_first, _second], BaudRate, PacedTime.Machine) { Echo = echo };
        _terminal = PseudoTerminal.Open(PortPath);
        _served = line.RunAsync(_terminal, _over.Token);
        return line;
    }

    private ModbusMaster Master() => new(
        new ModbusLineOptions(BaudRate, s_replyTimeout),
        _ => ValueTask.FromResult(SerialPort.Open(PortPath, new SerialSettings(BaudRate))), PacedTime.Machine);

    private static ModbusThermometer Thermometer(ModbusMaster master, byte unit, ushort register) => new(
        master, "rs485-1",
        new RegisterMap(unit, ModbusFunction.HoldingRegisters, register, RegisterType.Int16, WordOrder.HighFirst, 0.1, 0, [0x7FFF]),
        PacedTime.Machine);
}
