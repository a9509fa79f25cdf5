namespace HardwareSim.Heat;

public enum ProbeFault : byte
{
    None,

    /// <summary>Always the same bytes, with a right check: a sensor that no longer converts.</summary>
    Stuck,

    /// <summary>Damaged on the wire: the kernel says NO and repeats the last good bytes.</summary>
    Checksum,

    /// <summary>85 °C: the supply broke during the conversion.</summary>
    PowerOn,

    /// <summary>The file is gone; a transmitter has no power.</summary>
    Missing,

    /// <summary>Transmitters only: it answers that it has failed.</summary>
    Refuses,

    /// <summary>Not on the 1-wire bus: its sensing element is open, and it tells so by a value of its own or by its driver.</summary>
    Broken,
}

public enum ProbeMake : byte
{
    /// <summary>DS18B20 on the 1-wire bus.</summary>
    OneWire,

    /// <summary>On an RS-485 line, by Modbus RTU.</summary>
    Transmitter,

    /// <summary>LM75, a hardware monitor of the kernel.</summary>
    Monitor,

    /// <summary>MAX31865 with a PT100, a converter of the kernel's industrial I/O.</summary>
    Converter,
}

/// <summary>A sensor in a bottle of liquid in one cabinet.</summary>
public sealed class Probe
{
    private readonly Dice _dice;
    private readonly double _offset, _timeConstantSeconds;
    private short _raw;

    /// <param name="device">Its address as the kernel names it, <c>28-0316a2795e4f</c>, <c>1-0048</c>; of a transmitter its line and station number, <c>rs485-1/1</c>.</param>
    /// <param name="unit">Station number of a transmitter; null for others.</param>
    /// <param name="timeConstantSeconds">900 for 50 ml of glycol, 40 in air.</param>
    /// <param name="placeCelsius">How much warmer than the mean air it stands.</param>
    internal Probe(string device, string name, int cabinet, Dice dice, double timeConstantSeconds, double placeCelsius, double startCelsius,
        ProbeMake make = ProbeMake.OneWire, byte? unit = null)
    {
        (Device, Name, Cabinet, _dice, _timeConstantSeconds, PlaceCelsius, Make, Unit) =
            (device, name, cabinet, dice, timeConstantSeconds, placeCelsius, make, unit);
        TrueCelsius = startCelsius + placeCelsius;
        _offset = dice.Normal(0, 0.1); // a sensor with a calibration certificate; without one twice that
        _raw = Convert();
    }

    public string Device { get; }
    public string Name { get; }
    public int Cabinet { get; }
    public double PlaceCelsius { get; }

    public ProbeMake Make { get; }

    /// <summary>Station number on the RS-485 line; null for others.</summary>
    public byte? Unit { get; }

    /// <summary>Temperature of its liquid: the reference against which alarms are judged.</summary>
    public double TrueCelsius { get; private set; }
    public ProbeFault Fault { get; internal set; }

    /// <summary>Whether a sensor of this make can go wrong like that.</summary>
    public bool CanHave(ProbeFault fault) => fault switch
    {
        ProbeFault.PowerOn => Make == ProbeMake.OneWire,
        ProbeFault.Checksum => Make is ProbeMake.OneWire or ProbeMake.Transmitter,
        ProbeFault.Refuses => Make == ProbeMake.Transmitter,
        ProbeFault.Broken => Make != ProbeMake.OneWire,
        _ => true,
    };

    /// <summary>One second in air of <paramref name="airCelsius"/>.</summary>
    internal void Step(double airCelsius) => TrueCelsius += (airCelsius + PlaceCelsius - TrueCelsius) / _timeConstantSeconds;

    /// <summary>One conversion.</summary>
    /// <returns>Sixteenths of a degree.</returns>
    internal short Convert()
    {
        if (Fault != ProbeFault.Stuck) _raw = (short)Math.Round((TrueCelsius + _offset + _dice.Normal(0, 0.03)) * 16);
        return _raw;
    }
}
