namespace HardwareSim.Goods;

/// <summary>Check arithmetic of a printed donation number, written apart from the product's so that both cannot share one mistake.</summary>
/// <remarks>ISO/IEC 7064 mod 37-2 as a weighted sum: each character's value times 2^n, n counted from the right, from 1.</remarks>
public static class DonationNumber
{
    /// <param name="din">The 13 significant characters, digits and capitals.</param>
    /// <returns>0 to 36: the index of the boxed character, and of the type 3 flags less 60.</returns>
    public static int CheckValue(ReadOnlySpan<char> din)
    {
        long sum = 0;
        for (int i = 0; i < din.Length; i++) sum += (long)Value(din[i]) << (din.Length - i);
        return (int)((38 - (sum % 37)) % 37);
    }

    /// <summary>The character in the box beside the number.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> din)
    {
        int value = CheckValue(din);
        return value == 36 ? '*' : value < 10 ? (char)('0' + value) : (char)('A' + value - 10);
    }

    /// <summary>Two flag digits that carry the check value: <c>60</c> to <c>96</c>.</summary>
    public static string CheckFlags(ReadOnlySpan<char> din) =>
        (60 + CheckValue(din)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int Value(char c) => c <= '9' ? c - '0' : c - 'A' + 10;
}
