namespace Readers.Sensors;

public enum ReadingQuality : byte { Good, Suspect, Bad }

/// <summary>Why a reading is not good.</summary>
public enum ReadingFault : byte
{
    None, Checksum, PowerOnValue, OutOfRange, NoDevice, Malformed, Stuck, Jump,

    /// <summary>The device is known but did not answer, or had no conversion ready.</summary>
    NoAnswer,

    /// <summary>The device answers and says that its sensing element is open, short or out of its supply.</summary>
    Wiring,

    /// <summary>The device answers that it cannot do what was asked: a wrong register, function or unit in the settings.</summary>
    Refused,

    /// <summary>The device answers that it has failed.</summary>
    DeviceError,
}

/// <summary>One answer of a temperature sensor.</summary>
/// <param name="Celsius">Degrees Celsius; null when the reading is bad: a bad value must not be used by mistake.</param>
/// <param name="ObservedAt">This service's clock, after the conversion.</param>
/// <param name="Quality">Only good readings count as temperature.</param>
/// <param name="Fault">The reason when not good.</param>
public readonly record struct TemperatureReading(
    double? Celsius, DateTimeOffset ObservedAt, ReadingQuality Quality, ReadingFault Fault)
{
    /// <summary>One plain English sentence for the technician; null where the fault says it all.</summary>
    public string? Detail { get; init; }

    public static TemperatureReading Good(double celsius, DateTimeOffset at) => new(celsius, at, ReadingQuality.Good, ReadingFault.None);

    public static TemperatureReading Bad(ReadingFault fault, DateTimeOffset at, string? detail = null) =>
        new(null, at, ReadingQuality.Bad, fault) { Detail = detail };
}

/// <summary>What a temperature can be at all where blood is kept, from liquid nitrogen to an autoclave. Beyond it a value is nonsense.</summary>
/// <remarks>A negative value that was taken for an unsigned one lies far outside.</remarks>
public static class PlausibleCelsius
{
    public const double Lowest = -200, Highest = 150;

    public static bool Holds(double celsius) => celsius is >= Lowest and <= Highest; // not for NaN either
}

/// <summary>A temperature sensor that answers when asked.</summary>
public interface ITemperatureSource
{
    /// <summary>The device's own address, for people and logs: <c>28-0316a2795e4f</c>.</summary>
    string Name { get; }

    /// <summary>Starts a conversion and waits for it. A sensor that is absent or wrong is a value, not an exception.</summary>
    ValueTask<TemperatureReading> ReadAsync(CancellationToken ct);
}
