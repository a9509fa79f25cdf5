namespace Inventory.Identification;

/// <summary>Donation identification number (DIN): 13 characters, without flag and check characters.</summary>
/// <remarks>
/// Held as its index in the bag-tag profile (docs/protocols/bag-tag-profile.md: three characters of 35, then ten digits), so
/// that a key is a number: comparing and hashing cost nothing and a decoded tag allocates no text. The order of the numbers is
/// the order of the texts.
/// One DIN is shared by every component of a donation: it is never the key of a bag.
/// </remarks>
public readonly record struct DonationNumber : IComparable<DonationNumber>
{
    public const int Length = 13;

    /// <summary>Number of DINs that can be written: 35³ · 10¹⁰.</summary>
    internal const ulong IndexLimit = 42_875UL * TailLimit;

    private const ulong TailLimit = 10_000_000_000;

    /// <summary>35 characters: no letter O.</summary>
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";

    /// <summary>Index + 1, so that the default value is no number.</summary>
    private readonly ulong _value;

    private DonationNumber(ulong index) => _value = index + 1;

    /// <summary>False for the default value, which is no donation.</summary>
    public bool IsPresent => _value != 0;

    /// <summary>All thirteen are digits and the first is 0: no ISBT 128 number, a national one.</summary>
    public bool IsNationalOnly => IsPresent && Index < TailLimit * 35 * 35;

    /// <summary>No letter: a national number, or one of a facility whose code has none.</summary>
    public bool IsAllDigits => IsPresent && Index / TailLimit is ulong head && head / (35 * 35) < 10 && head / 35 % 35 < 10 && head % 35 < 10;

    internal ulong Index => _value - 1;

    /// <summary>Five characters that name who assigned the number (FIN); not who holds the bag.</summary>
    public string FacilityCode => IsPresent ? ToString()[..5] : "";

    /// <summary>Reads a number of either scheme: a leading 0 is taken only where all thirteen are digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DonationNumber din)
    {
        din = default;
        if (text.Length != Length) return false;
        ulong head = 0, tail = 0;
        foreach (char c in text[..3])
        {
            int value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0) return false;
            head = (head * 35) + (uint)value;
        }
        foreach (char c in text[3..])
        {
            if (!char.IsAsciiDigit(c)) return false;
            tail = (tail * 10) + (uint)(c - '0');
        }
        return TryFromIndex((head * TailLimit) + tail, out din);
    }

    /// <exception cref="FormatException">Not 13 valid characters.</exception>
    public static DonationNumber Parse(ReadOnlySpan<char> text) => TryParse(text, out DonationNumber din)
        ? din
        : throw new FormatException($"'{text}' is no donation number: 13 characters are needed.");

    /// <summary>Reads a number of the site's scheme only.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DonationScheme scheme, out DonationNumber din)
    {
        bool valid = TryParse(text, out din) && (scheme == DonationScheme.Isbt128
            ? !din.IsNationalOnly
            : !text.ContainsAnyExceptInRange('0', '9'));
        if (!valid) din = default;
        return valid;
    }

    /// <summary>Position of the first character that no number of the scheme has there, in 13 characters that are no number.</summary>
    internal static int FirstWrong(ReadOnlySpan<char> text, DonationScheme scheme)
    {
        Span<char> filled = stackalloc char[Length];
        filled.Fill('0');
        for (int i = 0; i < Length; i++)
        {
            filled[i] = text[i];
            if (!TryParse(filled, scheme, out _)) return i;
        }
        return 0;
    }

    /// <summary>False for an index out of range, and for a leading 0 that letters follow.</summary>
    internal static bool TryFromIndex(ulong index, out DonationNumber din)
    {
        ulong head = index / TailLimit;
        bool valid = index < IndexLimit && (head >= 35 * 35 || ((head / 35) < 10 && (head % 35) < 10));
        din = valid ? new DonationNumber(index) : default;
        return valid;
    }

    /// <param name="destination">At least <see cref="Length"/> characters.</param>
    internal void WriteTo(Span<char> destination)
    {
        ulong head = Index / TailLimit, tail = Index % TailLimit;
        for (int i = Length - 1; i >= 3; i--, tail /= 10) destination[i] = (char)('0' + (tail % 10));
        for (int i = 2; i >= 0; i--, head /= 35) destination[i] = Alphabet[(int)(head % 35)];
    }

    public int CompareTo(DonationNumber other) => _value.CompareTo(other._value);

    public static bool operator <(DonationNumber left, DonationNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(DonationNumber left, DonationNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(DonationNumber left, DonationNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DonationNumber left, DonationNumber right) => left.CompareTo(right) >= 0;

    /// <summary>Thirteen characters; empty for the default value.</summary>
    public override string ToString() => IsPresent ? string.Create(Length, this, static (text, din) => din.WriteTo(text)) : "";
}
