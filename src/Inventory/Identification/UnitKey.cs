namespace Inventory.Identification;

/// <summary>ISBT 128 donation identification number: 13 characters, without flag and check characters.</summary>
public readonly record struct DonationNumber
{
    public const int Length = 13;

    private readonly string? _text;

    private DonationNumber(string text) => _text = text;

    /// <summary>Facility, nominal year and sequence: one capital letter or digit, four of capitals or digits, eight digits.</summary>
    public static bool TryParse(string? text, out DonationNumber din)
    {
        bool valid = text is { Length: Length }
            && text[..5].All(static c => char.IsAsciiDigit(c) || (char.IsAsciiLetterUpper(c) && c != 'O'))
            && text[5..].All(char.IsAsciiDigit);
        din = valid ? new DonationNumber(text!) : default;
        return valid;
    }

    public override string ToString() => _text ?? "";
}

/// <summary>ISBT 128 product code: 5 characters of description, collection type, division. Case is significant.</summary>
public readonly record struct ProductCode
{
    public const int Length = 8;

    private readonly string? _text;

    private ProductCode(string text) => _text = text;

    /// <summary>The five characters that the site's product table knows.</summary>
    public string Description => ToString()[..5];

    public static bool TryParse(string? text, out ProductCode code)
    {
        bool valid = text is { Length: Length } && text.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(text[0]);
        code = valid ? new ProductCode(text!) : default;
        return valid;
    }

    public override string ToString() => _text ?? "";
}

/// <summary>What makes a bag one bag: donation number and product code together. One donation gives several bags.</summary>
public readonly record struct UnitKey(DonationNumber Din, ProductCode Product)
{
    public const int Length = DonationNumber.Length + ProductCode.Length;

    public static bool TryParse(string? text, out UnitKey key)
    {
        key = default;
        if (text is not { Length: Length }) return false;
        if (!DonationNumber.TryParse(text[..DonationNumber.Length], out DonationNumber din)) return false;
        if (!ProductCode.TryParse(text[DonationNumber.Length..], out ProductCode product)) return false;
        key = new UnitKey(din, product);
        return true;
    }

    /// <exception cref="FormatException">Not 13 + 8 valid characters.</exception>
    public static UnitKey Parse(string text) =>
        TryParse(text, out UnitKey key) ? key : throw new FormatException($"'{text}' is no unit: 13 + 8 characters are needed.");

    /// <summary>21 characters, nothing between.</summary>
    public override string ToString() => string.Concat(Din.ToString(), Product.ToString());
}
