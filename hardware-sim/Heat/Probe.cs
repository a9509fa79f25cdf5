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

    /// <summary>The file is gone.</summary>
    Missing,
}

/// <summary>A DS18B20 in a bottle of liquid in one cabinet.</summary>
public sealed class Probe
{
    private readonly Dice _dice;
    private readonly double _offset, _timeConstantSeconds;
    private short _raw;

    /// <param name="device">Its address as the kernel names it: <c>28-0316a2795e4f</c>.</param>
    /// <param name="timeConstantSeconds">900 for 50 ml of glycol, 40 in air.</param>
    /// <param name="placeCelsius">How much warmer than the mean air it stands.</param>
    internal Probe(string device, string name, int cabinet, Dice dice, double timeConstantSeconds, double placeCelsius, double startCelsius)
    {
        (Device, Name, Cabinet, _dice, _timeConstantSeconds, PlaceCelsius) =
            (device, name, cabinet, dice, timeConstantSeconds, placeCelsius);
        TrueCelsius = startCelsius + placeCelsius;
        _offset = dice.Normal(0, 0.1); // a sensor with a calibration certificate; without one twice that
        _raw = Convert();
    }

    public string Device { get; }
    public string Name { get; }
    public int Cabinet { get; }
    public double PlaceCelsius { get; }

    /// <summary>Temperature of its liquid: the reference against which alarms are judged.</summary>
    public double TrueCelsius { get; private set; }
    public ProbeFault Fault { get; internal set; }

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
