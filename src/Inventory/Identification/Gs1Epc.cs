using System.Globalization;
using System.Text;

namespace Inventory.Identification;

/// <summary>A GS1 number in a tag. On a bag it names the empty container of its maker, never the donation.</summary>
/// <param name="Scheme">As the tag data standard calls it: <c>SGTIN-96</c>.</param>
/// <param name="Filter">0 to 7: what sort of thing the tag is on.</param>
/// <param name="Uri">Pure identity: <c>urn:epc:id:sgtin:0614141.812345.6789</c>.</param>
public sealed record Gs1Epc(string Scheme, int Filter, string Uri)
{
    /// <summary>Bits of the company prefix by partition; the reference has what is left of the bits for both.</summary>
    private static readonly int[] PrefixBits = [40, 37, 34, 30, 27, 24, 20];

    /// <param name="BothBits">Bits of prefix and reference together; for GIAI of prefix and asset number.</param>
    /// <param name="BothDigits">Digits of both; 0 where the reference is a number of free length (GIAI).</param>
    /// <param name="SerialBits">Bits of a serial of digits; 0 where there is none.</param>
    /// <param name="SerialCharacters">Most characters of a serial of 7-bit text; 0 where there is none.</param>
    private sealed record Layout(
        byte Header, string Scheme, string Uri, int BothBits, int BothDigits, int SerialBits, int SerialCharacters, int ReservedBits = 0)
    {
        public int Bits => 14 + BothBits + ReservedBits + SerialBits + (SerialCharacters * 7);
    }

    private static readonly Layout[] Layouts =
    [
        new(0x30, "SGTIN-96", "sgtin", 44, 13, 38, 0),
        new(0x36, "SGTIN-198", "sgtin", 44, 13, 0, 20),
        new(0x31, "SSCC-96", "sscc", 58, 17, 0, 0, 24),
        new(0x32, "SGLN-96", "sgln", 41, 12, 41, 0),
        new(0x39, "SGLN-195", "sgln", 41, 12, 0, 20),
        new(0x33, "GRAI-96", "grai", 44, 12, 38, 0),
        new(0x37, "GRAI-170", "grai", 44, 12, 0, 16),
        new(0x34, "GIAI-96", "giai", 82, 0, 0, 0),
        new(0x38, "GIAI-202", "giai", 188, 0, 0, 0),
        new(0x2C, "GDTI-96", "gdti", 41, 12, 41, 0),
        new(0x3E, "GDTI-174", "gdti", 41, 12, 0, 17),
    ];

    /// <summary>Reads a UII as one of the schemes that containers, fridges, boxes and papers carry.</summary>
    /// <returns>False for another header, another length, a partition of 7, or a field out of its range.</returns>
    public static bool TryDecode(TagUii uii, out Gs1Epc? epc)
    {
        epc = null;
        Span<byte> buffer = stackalloc byte[TagUii.MaxBytes];
        ReadOnlySpan<byte> bytes = uii.WriteTo(buffer);
        if (bytes.IsEmpty) return false;
        byte header = bytes[0];
        Layout? layout = Array.Find(Layouts, one => one.Header == header);
        // a tag holds whole words: what is left of the last one must be 0
        if (layout is null || bytes.Length != (layout.Bits + 15) / 16 * 2) return false;
        Bits bits = new(bytes, 8);
        int filter = (int)bits.Take(3), partition = (int)bits.Take(3);
        if (partition > 6) return false;

        int prefixDigits = 12 - partition, prefixBits = PrefixBits[partition], referenceBits = layout.BothBits - prefixBits;
        if (!TryDigits(bits.Take(prefixBits), prefixDigits, out string prefix)) return false;
        StringBuilder uri = new($"urn:epc:id:{layout.Uri}:{prefix}");
        if (layout.BothDigits == 0)
        {
            if (!TryAsset(ref bits, referenceBits, out string asset)) return false;
            uri.Append('.').Append(asset);
        }
        else
        {
            if (!TryDigits(bits.Take(referenceBits), layout.BothDigits - prefixDigits, out string reference)) return false;
            uri.Append('.').Append(reference);
        }
        if (bits.Take(layout.ReservedBits) != 0) return false;
        if (layout.SerialBits > 0) uri.Append('.').Append(bits.Take(layout.SerialBits).ToString(CultureInfo.InvariantCulture));
        if (layout.SerialCharacters > 0)
        {
            if (!TryText(ref bits, layout.SerialCharacters, out string serial)) return false;
            uri.Append('.').Append(serial);
        }
        if (!bits.RestIsZero) return false;
        epc = new Gs1Epc(layout.Scheme, filter, uri.ToString());
        return true;
    }

    /// <summary>GIAI: a number of its own length in the short form, text in the long one.</summary>
    private static bool TryAsset(ref Bits bits, int length, out string asset)
    {
        if (length > 64) return TryText(ref bits, length / 7, out asset);
        asset = bits.Take(length).ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Leading zeros are digits of the number: a prefix is as long as its partition says.</summary>
    private static bool TryDigits(ulong value, int digits, out string text)
    {
        text = digits == 0 ? "" : value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return digits == 0 ? value == 0 : text.Length == digits;
    }

    private static bool TryText(ref Bits bits, int characters, out string text)
    {
        StringBuilder written = new();
        bool ended = false;
        for (int i = 0; i < characters; i++)
        {
            char c = (char)bits.Take(7);
            if (c == 0) ended = true;
            else if (ended || !IsAllowed(c))
            {
                text = "";
                return false;
            }
            else if ("\"%&/<>?".Contains(c, StringComparison.Ordinal)) written.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else written.Append(c);
        }
        text = written.ToString();
        return text.Length > 0;
    }

    /// <summary>The 82 characters that GS1 allows in a serial.</summary>
    private static bool IsAllowed(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!\"%&'()*+,-./:;<=>?_".Contains(c, StringComparison.Ordinal);

    /// <summary>Takes numbers off a string of bits, most significant first.</summary>
    private ref struct Bits(ReadOnlySpan<byte> bytes, int at)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at = at;

        public readonly bool RestIsZero
        {
            get
            {
                Bits copy = this;
                while (copy._at < copy._bytes.Length * 8) if (copy.Take(1) != 0) return false;
                return true;
            }
        }

        /// <param name="count">0 to 64.</param>
        public ulong Take(int count)
        {
            ulong value = 0;
            for (int i = 0; i < count; i++, _at++) value = (value << 1) | ((uint)_bytes[_at / 8] >> (7 - (_at % 8)) & 1);
            return value;
        }
    }
}
