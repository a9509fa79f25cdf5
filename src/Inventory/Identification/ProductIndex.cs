namespace Inventory.Identification;

/// <summary>A product code as a number of 42 bits: A-Z, four of 0-9A-Z, one of 0-9A-Za-z, one of 0-9A-Z, one of 0-9a-z.</summary>
internal static class ProductIndex
{
    /// <summary>26 · 36⁴ · 62 · 36².</summary>
    public const ulong Limit = 26UL * 36 * 36 * 36 * 36 * 62 * 36 * 36;

    private static ReadOnlySpan<byte> Letters => "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;
    private static ReadOnlySpan<byte> Capitals => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;
    private static ReadOnlySpan<byte> Both => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;
    private static ReadOnlySpan<byte> Small => "0123456789abcdefghijklmnopqrstuvwxyz"u8;

    /// <returns>False when a character is outside its place's alphabet.</returns>
    public static bool TryGet(ProductCode code, out ulong index)
    {
        index = 0;
        if (!code.IsPresent) return false;
        Span<byte> ascii = stackalloc byte[ProductCode.Length];
        code.WriteTo(ascii);
        for (int i = 0; i < ascii.Length; i++)
        {
            ReadOnlySpan<byte> alphabet = AlphabetOf(i);
            int value = alphabet.IndexOf(ascii[i]);
            if (value < 0) return false;
            index = (index * (uint)alphabet.Length) + (uint)value;
        }
        return true;
    }

    public static bool TryFrom(ulong index, out ProductCode code)
    {
        code = default;
        if (index >= Limit) return false;
        Span<byte> ascii = stackalloc byte[ProductCode.Length];
        for (int i = ascii.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> alphabet = AlphabetOf(i);
            (index, ulong value) = Math.DivRem(index, (ulong)alphabet.Length);
            ascii[i] = alphabet[(int)value];
        }
        code = ProductCode.FromAscii(ascii);
        return true;
    }

    private static ReadOnlySpan<byte> AlphabetOf(int position) => position switch
    {
        0 => Letters,
        5 => Both,
        7 => Small,
        _ => Capitals,
    };
}
