namespace Readers;

public enum ReaderQuantity : byte
{
    /// <summary>Of the radio or its board, °C.</summary>
    Temperature,

    /// <summary>How much weaker than what was sent the echo of an antenna is, dB: the more the better.</summary>
    ReturnLoss,
}

/// <summary>What a reader has measured of itself.</summary>
/// <param name="Value">In the unit of <paramref name="Quantity"/>.</param>
/// <param name="AntennaPort">From 1; null when it concerns the whole reader.</param>
/// <param name="ObservedAt">This service's clock.</param>
public sealed record ReaderMeasurement(ReaderQuantity Quantity, int Value, byte? AntennaPort, DateTimeOffset ObservedAt);
