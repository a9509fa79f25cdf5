namespace Readers;

/// <summary>What one reader can do: asked of the device where its protocol lets one ask, else what the protocol itself fixes.</summary>
/// <remarks>Absent means that neither says it: then nothing is held against the settings, and a refusal of the device shows it.</remarks>
public sealed record ReaderCapabilities
{
    public required string Model { get; init; }

    /// <summary>Null when the device does not tell.</summary>
    public string? Firmware { get; init; }

    /// <summary>Antenna connectors, with or without an antenna; null when the device does not tell.</summary>
    public byte? AntennaPorts { get; init; }

    /// <summary>Null when the device does not tell.</summary>
    public PowerRange? Power { get; init; }

    /// <summary>The region that is set, in the family's own words; null when none is set or the device does not tell.</summary>
    public string? Region { get; init; }

    /// <summary>Carriers in kHz, in the device's order; empty when unknown.</summary>
    public IReadOnlyList<int> ChannelsKhz { get; init; } = [];

    /// <summary>Gen2 sessions that inventories can use.</summary>
    public IReadOnlyList<Session> Sessions { get; init; } = [Session.S0, Session.S1, Session.S2, Session.S3];

    /// <summary>It can be told whether tags in state A or B are to answer; else it decides by itself.</summary>
    public bool ChoosesTarget { get; init; }

    /// <summary>It can ask tags of both states by turns, by its own rule.</summary>
    public bool TurnsTarget { get; init; }

    /// <summary>The driver can run the steps of a count on it; else a count is read as a watch.</summary>
    public bool CountsInSteps { get; init; }

    /// <summary>Electrical inputs, for door contacts.</summary>
    public byte Inputs { get; init; }

    /// <summary>Electrical outputs, for lamps and buzzers.</summary>
    public byte Outputs { get; init; }

    public TidReading Tid { get; init; }
}

/// <summary>Transmit power at the connector that a reader can be set to, in dBm.</summary>
public readonly record struct PowerRange(double MinDbm, double MaxDbm);

/// <summary>How a reader gets at the chip identity (bank 10).</summary>
public enum TidReading : byte
{
    None,

    /// <summary>With each inventory: every read carries it.</summary>
    Along,

    /// <summary>By an access of its own after the inventory: a read of the tag beside the others, without a strength.</summary>
    Apart,
}
