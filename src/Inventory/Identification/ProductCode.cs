using System.Buffers.Binary;
using System.Text;

namespace Inventory.Identification;

/// <summary>ISBT 128 product code: 5 characters of description, collection type, division. Case is significant.</summary>
/// <remarks>Held as its eight bytes of ASCII: no text is allocated for a key, and order is the order of the texts.</remarks>
public readonly record struct ProductCode : IComparable<ProductCode>
{
    public const int Length = 8;

    private readonly ulong _ascii;

    private ProductCode(ulong ascii) => _ascii = ascii;

    /// <summary>False for the default value, which is no product.</summary>
    public bool IsPresent => _ascii != 0;

    /// <summary>The five characters that the site's product table knows.</summary>
    public string Description => ToString() is { Length: Length } text ? text[..5] : "";

    /// <summary>
    /// The collection type where its position has that meaning (blood components, cellular therapy and the like); null where
    /// the last three are a number of their own or locally defined (A to D).
    /// </summary>
    public CollectionType? Collection => HasCollectionType ? new CollectionType((char)(byte)(_ascii >> 16)) : null;

    /// <summary>Two characters <c>ds</c> beside a collection type, otherwise the last three.</summary>
    public string Division => ToString() is { Length: Length } text ? text[(HasCollectionType ? 6 : 5)..] : "";

    /// <summary>The division stands in another structure (032), without which two bags would look like one.</summary>
    public bool NeedsDivisionStructure => HasCollectionType && (_ascii & 0xFFFF) == 0x3939;

    private bool HasCollectionType => (char)(byte)(_ascii >> 56) switch
    {
        'E' or 'F' or 'H' or 'S' or 'P' => true,
        'X' => (byte)(_ascii >> 48) == '0',
        'Y' => (byte)(_ascii >> 48) is >= (byte)'A' and <= (byte)'Z',
        _ => false,
    };

    /// <summary>One capital letter and seven letters or digits; local codes may use either case anywhere after the first.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProductCode code)
    {
        code = default;
        if (text.Length != Length || !char.IsAsciiLetterUpper(text[0])) return false;
        ulong ascii = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c)) return false;
            ascii = (ascii << 8) | c;
        }
        code = new ProductCode(ascii);
        return true;
    }

    /// <summary>Reads a code of the site's scheme. ISBT 128 fixes the case of every position, except for local codes (A to D).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DonationScheme scheme, out ProductCode code)
    {
        if (!TryParse(text, out code)) return false;
        if (scheme == DonationScheme.National13 || text[0] <= 'D') return true;
        bool numbered = text[0] is 'M' or 'N' or 'R' or 'T' or 'V' or 'W'; // the last three are the number of a part
        if (ProductIndex.TryGet(code, out _) && !(numbered && text[5..].ContainsAnyExceptInRange('0', '9'))) return true;
        code = default;
        return false;
    }

    /// <exception cref="FormatException">Not 8 valid characters.</exception>
    public static ProductCode Parse(ReadOnlySpan<char> text) => TryParse(text, out ProductCode code)
        ? code
        : throw new FormatException($"'{text}' is no product code: 8 characters are needed.");

    internal static ProductCode FromAscii(ReadOnlySpan<byte> ascii) => new(BinaryPrimitives.ReadUInt64BigEndian(ascii));

    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    internal void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _ascii);

    public int CompareTo(ProductCode other) => _ascii.CompareTo(other._ascii);

    public static bool operator <(ProductCode left, ProductCode right) => left.CompareTo(right) < 0;

    public static bool operator >(ProductCode left, ProductCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(ProductCode left, ProductCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ProductCode left, ProductCode right) => left.CompareTo(right) >= 0;

    /// <summary>Eight characters; empty for the default value.</summary>
    public override string ToString()
    {
        if (!IsPresent) return "";
        Span<byte> ascii = stackalloc byte[Length];
        WriteTo(ascii);
        return Encoding.ASCII.GetString(ascii);
    }
}
