namespace Inventory.Identification;

/// <summary>What makes a bag one bag: donation number and product code together. One donation gives several bags.</summary>
public readonly record struct UnitKey(DonationNumber Din, ProductCode Product) : IComparable<UnitKey>
{
    public const int Length = DonationNumber.Length + ProductCode.Length;

    /// <summary>
    /// The product code is of a nation's code space: it names a product, and no character of it means what ISBT 128 says. So in China:
    /// all-digit numbers, a leading 0, and codes with a P that are no tissue.
    /// </summary>
    public bool HasNationalProduct => Din.IsNationalOnly || (Din.IsAllDigits && Product.Description.StartsWith('P'));

    /// <summary>From whom and for whom, where the product code says it.</summary>
    public CollectionType? Collection => HasNationalProduct ? null : Product.Collection;

    /// <summary>The division stands in another structure (032), without which two bags would look like one.</summary>
    public bool NeedsDivisionStructure => !HasNationalProduct && Product.NeedsDivisionStructure;

    public static bool TryParse(ReadOnlySpan<char> text, out UnitKey key)
    {
        key = default;
        if (text.Length != Length) return false;
        if (!DonationNumber.TryParse(text[..DonationNumber.Length], out DonationNumber din)) return false;
        if (!ProductCode.TryParse(text[DonationNumber.Length..], out ProductCode product)) return false;
        key = new UnitKey(din, product);
        return true;
    }

    /// <exception cref="FormatException">Not 13 + 8 valid characters.</exception>
    public static UnitKey Parse(ReadOnlySpan<char> text) => TryParse(text, out UnitKey key)
        ? key
        : throw new FormatException($"'{text}' is no unit: 13 + 8 characters are needed.");

    public int CompareTo(UnitKey other) => Din.CompareTo(other.Din) is not 0 and int byDin ? byDin : Product.CompareTo(other.Product);

    public static bool operator <(UnitKey left, UnitKey right) => left.CompareTo(right) < 0;

    public static bool operator >(UnitKey left, UnitKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(UnitKey left, UnitKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UnitKey left, UnitKey right) => left.CompareTo(right) >= 0;

    /// <param name="destination">At least <see cref="Length"/> characters.</param>
    /// <returns>Characters written; 0 for the default value.</returns>
    public int WriteTo(Span<char> destination)
    {
        if (!Din.IsPresent || !Product.IsPresent) return 0;
        Din.WriteTo(destination);
        Span<byte> product = stackalloc byte[ProductCode.Length];
        Product.WriteTo(product);
        for (int i = 0; i < product.Length; i++) destination[DonationNumber.Length + i] = (char)product[i];
        return Length;
    }

    /// <summary>21 characters, nothing between.</summary>
    public override string ToString() => string.Concat(Din.ToString(), Product.ToString());
}
