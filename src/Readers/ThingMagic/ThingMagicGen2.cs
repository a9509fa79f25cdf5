namespace Readers.ThingMagic;

/// <summary>Keys of the Gen2 settings (commands 9B and 6B).</summary>
public enum ThingMagicGen2Key : byte
{
    Session = 0x00,
    Target = 0x01,
    Encoding = 0x02,
    LinkFrequency = 0x10,
    Tari = 0x11,
    Q = 0x12,
}

/// <summary>How a tag's answer is coded: the more, the slower and the safer against noise.</summary>
public enum ThingMagicEncoding : byte
{
    Fm0,
    Miller2,
    Miller4,
    Miller8,
}

/// <summary>Backscatter link frequency.</summary>
public enum ThingMagicLinkFrequency : byte
{
    Khz250 = 0,
    Khz320 = 2,
    Khz640 = 4,
}

/// <summary>Length of a zero that the reader sends.</summary>
public enum ThingMagicTari : byte
{
    Nanoseconds25000,
    Nanoseconds12500,
    Nanoseconds6250,
}

/// <summary>How many slots a round has: two to the power of Q.</summary>
/// <param name="Fixed">0 to 15; null: the module finds it by itself.</param>
public readonly record struct ThingMagicQ(byte? Fixed);

/// <summary>Gen2 settings of one module apart from session and target, which a profile decides. Null leaves the module's own.</summary>
/// <remarks>Not all go together, and which do depends on the module; what it refuses is a finding, and it reads on with what it has.</remarks>
public sealed record ThingMagicGen2
{
    public ThingMagicEncoding? Encoding { get; init; }

    public ThingMagicLinkFrequency? LinkFrequency { get; init; }

    public ThingMagicTari? Tari { get; init; }

    public ThingMagicQ? Q { get; init; }

    /// <summary>What command 9B has to say for each that is set.</summary>
    internal IEnumerable<(string What, byte[] Data)> Commands()
    {
        if (LinkFrequency is { } frequency) yield return ("link-frequency", [5, (byte)ThingMagicGen2Key.LinkFrequency, (byte)frequency]);
        if (Encoding is { } encoding) yield return ("encoding", [5, (byte)ThingMagicGen2Key.Encoding, (byte)encoding]);
        if (Tari is { } tari) yield return ("tari", [5, (byte)ThingMagicGen2Key.Tari, (byte)tari]);
        if (Q is { } q) yield return ("q", q.Fixed is { } slots ? [5, (byte)ThingMagicGen2Key.Q, 1, slots] : [5, (byte)ThingMagicGen2Key.Q, 0]);
    }
}
