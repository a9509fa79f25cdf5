using System.Globalization;

namespace HardwareSim.Goods;

/// <summary>Collects blood: bags with valid, distinct labels and tags.</summary>
/// <param name="facility">Five characters that open every donation number.</param>
/// <param name="products">Eight-character product codes, drawn evenly.</param>
internal sealed class BagMaker(Dice dice, string facility, IReadOnlyList<string> products, TimeZoneInfo zone)
{
    // Frequencies of ABO and RhD among Chinese donors, roughly; group codes of data structure 002.
    private static readonly (string Code, double Share)[] Groups =
    [
        ("51", 0.305), ("62", 0.285), ("73", 0.285), ("84", 0.095), ("95", 0.009), ("06", 0.009), ("17", 0.009), ("28", 0.003),
    ];

    private int _sequence = 1000;

    /// <param name="now">Instant of collection; labels carry local wall time.</param>
    public SimulatedBag Make(DateTimeOffset now)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(now, zone);
        string din = string.Create(CultureInfo.InvariantCulture, $"{facility}{local.Year % 100:D2}{_sequence++:D6}");
        string product = dice.Pick(products);
        // Type 3 flags on most labels, none on some: a service must read both.
        string flags = dice.Chance(0.8) ? DonationNumber.CheckFlags(din) : "00";
        DateTimeOffset expires = local.AddDays(3 + dice.Below(32));
        string expiry = string.Create(CultureInfo.InvariantCulture, $"0{expires.Year % 100:D2}{expires.DayOfYear:D3}2359");
        (TagKind kind, byte[] uii, ushort pc) = Tag(din, product, flags);
        return new SimulatedBag(
            din, product, $"={din}{flags}", $"=<{product}", $"=%{Group()}00", $"&>{expiry}", kind, Convert.ToHexString(uii), pc);
    }

    /// <summary>The UII of a tag that is no bag: a GS1 number on a box of gloves.</summary>
    public byte[] StrayUii() => [0x30, 0x74, 0x25, 0x7B, .. RandomBytes(8)];

    private (TagKind, byte[], ushort) Tag(string din, string product, string flags) => dice.Uniform() switch
    {
        < 0.6 => (TagKind.Bt96, BagTagEncoder.Encode96(din, product), BagTagEncoder.ProtocolControl96),
        < 0.8 => (TagKind.Bt128, BagTagEncoder.Encode128(din, product, flags), BagTagEncoder.ProtocolControl128),
        _ => (TagKind.Associated, [0xE2, 0x80, 0x11, .. RandomBytes(9)], 0x3000),
    };

    private string Group()
    {
        double draw = dice.Uniform();
        foreach ((string code, double share) in Groups)
        {
            if (draw < share) return code;
            draw -= share;
        }
        return Groups[0].Code;
    }

    private byte[] RandomBytes(int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)dice.Next())];
}
