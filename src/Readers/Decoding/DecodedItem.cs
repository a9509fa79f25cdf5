namespace Readers.Decoding;

public enum DecodedOutcome : byte { Frame, BadChecksum, Noise, Truncated }

public enum FrameDirection : byte { Command, Reply }

/// <summary>A stretch of a recorded or live byte stream and what it means, for people who look into a line.</summary>
/// <param name="Offset">Of the first byte in the stream.</param>
/// <param name="Length">Bytes; the items of a stream follow each other without gap or overlap.</param>
/// <param name="Outcome">Everything below is only set for a frame.</param>
public sealed record DecodedItem(long Offset, int Length, DecodedOutcome Outcome)
{
    /// <summary>The family's command or message code as its manual writes it.</summary>
    public string? Code { get; init; }

    /// <summary>Null for a code that the manual does not know.</summary>
    public string? Name { get; init; }

    public FrameDirection? Direction { get; init; }

    public IReadOnlyList<DecodedTag> Tags { get; init; } = [];

    public DecodedError? Error { get; init; }

    /// <summary>What else the frame says, in the order of its bytes: numbers, texts, true or false, or lists of them.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Fields { get; init; } = [];
}

/// <param name="Epc">Upper-case hexadecimal.</param>
/// <param name="Antenna">From 1.</param>
/// <param name="Pc">Protocol control word in hexadecimal.</param>
public sealed record DecodedTag(string Epc, int? Antenna, double? RssiDbm, int? FrequencyKhz, string? Pc, int? Count);

public sealed record DecodedError(string Code, string Name);
