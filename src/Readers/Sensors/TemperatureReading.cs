namespace Readers.Sensors;

public enum ReadingQuality : byte { Good, Suspect, Bad }

/// <summary>Why a reading is not good.</summary>
public enum ReadingFault : byte { None, Checksum, PowerOnValue, OutOfRange, NoDevice, Malformed, Stuck, Jump }

/// <summary>One answer of a temperature sensor.</summary>
/// <param name="Celsius">Degrees Celsius; null when the reading is bad: a bad value must not be used by mistake.</param>
/// <param name="ObservedAt">This service's clock, after the conversion.</param>
/// <param name="Quality">Only good readings count as temperature.</param>
/// <param name="Fault">The reason when not good.</param>
public readonly record struct TemperatureReading(
    double? Celsius, DateTimeOffset ObservedAt, ReadingQuality Quality, ReadingFault Fault);

/// <summary>A temperature sensor that answers when asked.</summary>
public interface ITemperatureSource
{
    /// <summary>The device's own address, for people and logs: <c>28-0316a2795e4f</c>.</summary>
    string Name { get; }

    /// <summary>Starts a conversion and waits for it. A sensor that is absent or wrong is a value, not an exception.</summary>
    ValueTask<TemperatureReading> ReadAsync(CancellationToken ct);
}
