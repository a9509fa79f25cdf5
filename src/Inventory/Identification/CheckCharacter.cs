namespace Inventory.Identification;

/// <summary>The check character K of a donation number: ISO/IEC 7064 mod 37-2. Printed in a box and typed by people.</summary>
/// <remarks>It catches every single wrong character and every swap of two neighbours. It is not in the bar code.</remarks>
public static class CheckCharacter
{
    private const string Values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    /// <returns>0 to 36; flags of type 3 carry it as 60 + value.</returns>
    public static int ValueOf(DonationNumber din)
    {
        Span<char> text = stackalloc char[DonationNumber.Length];
        din.WriteTo(text);
        int p = 0;
        foreach (char c in text)
        {
            int value = char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;
            p = (p + value) * 2 % 37;
        }
        return (38 - p) % 37;
    }

    /// <returns>One of <c>0-9 A-Z *</c>, the letters O and I included.</returns>
    public static char Of(DonationNumber din) => Values[ValueOf(din)];
}
