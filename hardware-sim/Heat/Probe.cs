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

    /// <summary>Transmitters only: its sensing element is open, and it sends the value that means so.</summary>
    Broken,
}

/// <summary>A sensor in a bottle of liquid in one cabinet: a DS18B20, or a transmitter on an RS-485 line.</summary>
public sealed class Probe
{
    private readonly Dice _dice;
    private readonly double _offset, _timeConstantSeconds;
    private short _raw;

    /// <param name="device">Its address as the kernel names it, <c>28-0316a2795e4f</c>; of a transmitter its line and station number, <c>rs485-1/1</c>.</param>
    /// <param name="unit">Station number of a transmitter; null for a DS18B20.</param>
    /// <param name="timeConstantSeconds">900 for 50 ml of glycol, 40 in air.</param>
    /// <param name="placeCelsius">How much warmer than the mean air it stands.</param>
    internal Probe(string device, string name, int cabinet, Dice dice, double timeConstantSeconds, double placeCelsius, double startCelsius,
        byte? unit = null)
    {
        (Device, Name, Cabinet, _dice, _timeConstantSeconds, PlaceCelsius, Unit) =
            (device, name, cabinet, dice, timeConstantSeconds, placeCelsius, unit);
        TrueCelsius = startCelsius + placeCelsius;
        _offset = dice.Normal(0, 0.1); // a sensor with a calibration certificate; without one twice that
        _raw = Convert();
    }

    public string Device { get; }
    public string Name { get; }
    public int Cabinet { get; }
    public double PlaceCelsius { get; }

    /// <summary>Station number on the RS-485 line; null for a sensor on the 1-wire bus.</summary>
    public byte? Unit { get; }

    /// <summary>Temperature of its liquid: the reference against which alarms are judged.</summary>
    public double TrueCelsius { get; private set; }
    public ProbeFault Fault { get; internal set; }

    /// <summary>Whether a sensor of this make can go wrong like that.</summary>
    public bool CanHave(ProbeFault fault) => fault switch
    {
        ProbeFault.PowerOn => Unit is null,
        ProbeFault.Refuses or ProbeFault.Broken => Unit is not null,
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
