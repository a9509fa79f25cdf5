using System.Numerics;

namespace HardwareSim.Goods;

/// <summary>Writes a bag's number and product into a tag, in the bag-tag profile BT (docs/protocols).</summary>
/// <remarks>
/// The simulator's own encoder, on one big integer instead of the product's bit fields: simulator and product must not be able to
/// agree on the same mistake.
/// </remarks>
public static class BagTagEncoder
{
    private const string DinDigits = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"; // 35: no letter O
    private const string FlagDigits = "0123456789ABCDEFGHJKLMNPRSTUVWXY";
    private const string Base36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string DivisionSecond = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>PC word with the ISO toggle and the application family 0B; the length in words in its top bits.</summary>
    public const ushort ProtocolControl96 = 0x310B, ProtocolControl128 = 0x410B;

    /// <returns>12 bytes: header 10110b, donation 49 bits, product 42 bits.</returns>
    public static byte[] Encode96(string din, string productCode) =>
        ToBytes(((((BigInteger)0b10110 << 49) | DonationIndex(din)) << 42) | ProductIndex(productCode), 12);

    /// <returns>16 bytes: header B8, donation 49 bits, flags 10, product 42, three zero bits, CRC-16.</returns>
    public static byte[] Encode128(string din, string productCode, string flags)
    {
        int flagIndex = (32 * FlagDigits.IndexOf(flags[0])) + FlagDigits.IndexOf(flags[1]);
        BigInteger head = ((((((BigInteger)0xB8 << 49) | DonationIndex(din)) << 10) | flagIndex) << 42) | ProductIndex(productCode);
        byte[] bytes = ToBytes(head << 3, 14);
        ushort crc = Crc(bytes);
        return [.. bytes, (byte)(crc >> 8), (byte)crc];
    }

    private static BigInteger DonationIndex(string din)
    {
        BigInteger index = 0;
        for (int i = 0; i < din.Length; i++)
            index = i < 3 ? (index * 35) + DinDigits.IndexOf(din[i]) : (index * 10) + (din[i] - '0');
        return index;
    }

    private static BigInteger ProductIndex(string code)
    {
        BigInteger index = code[0] - 'A';
        for (int i = 1; i < code.Length; i++)
        {
            string digits = i == 5 ? Base62 : i == 7 ? DivisionSecond : Base36;
            int digit = digits.IndexOf(code[i]);
            if (digit < 0) throw new ArgumentException($"'{code}' does not fit the profile; use an associated tag.", nameof(code));
            index = (index * digits.Length) + digit;
        }
        return index;
    }

    private static byte[] ToBytes(BigInteger value, int count)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[count - bytes.Length], .. bytes];
    }

    // CRC-16 of the air interface: polynomial 1021, start FFFF, final complement.
    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF;
        foreach (byte b in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                uint feedback = ((crc >> 15) ^ ((uint)b >> bit)) & 1;
                crc = ((crc << 1) ^ (feedback * 0x1021)) & 0xFFFF;
            }
        }
        return (ushort)(crc ^ 0xFFFF);
    }
}
