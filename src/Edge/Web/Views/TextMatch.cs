using Inventory;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>What a typed or scanned text can mean: a whole bag, a donation, a tag, last digits, a group, a product.</summary>
/// <param name="Keys">The very bags that are meant; null when the text is not that exact.</param>
/// <param name="Din">The donation that is meant; null when the text is not that exact.</param>
/// <param name="Fits">Whether a bag is meant; true for every bag when there is no text.</param>
internal sealed record TextMatch(IReadOnlyList<UnitKey>? Keys, DonationNumber? Din, Func<BloodUnit, bool> Fits)
{
    private const int ShortestTag = 8, ShortestDigits = 3;

    public static TextMatch Of(string? text, SiteState state, ProductTable products)
    {
        if (string.IsNullOrWhiteSpace(text)) return new TextMatch(null, null, static _ => true);
        string plain = string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && c != '-'));
        if (UnitKey.TryParse(plain, out UnitKey key)) return Exactly([key]);
        if (text.TrimStart()[0] is '=' or '&') return Scanned(Scan(text.Trim()));
        if (GroupOf(text.Trim()) is { } group) return new TextMatch(null, null, bag => bag.Group == group);
        if (KeyedDin(plain) is { } din) return new TextMatch(null, din, static _ => true);
        if (plain.Length >= ShortestTag && TagUii.TryParse(plain, out TagUii tag) && state.Tags.TryGetValue(tag, out SiteTag? known))
            return Exactly(known.Unit is { } unit ? [unit] : []);
        string upper = plain.ToUpperInvariant();
        if (upper.Length >= ShortestDigits && upper.All(char.IsAsciiLetterOrDigit) && upper.Any(char.IsAsciiDigit))
            return new TextMatch(null, null, bag => ContainsNumber(bag, upper));
        return new TextMatch(null, null, bag => IsNamed(products.Find(bag.Key.Product), text.Trim()));
    }

    private static TextMatch Exactly(IReadOnlyList<UnitKey> keys) => new(keys, null, static _ => true);

    /// <summary>What a scanner gave, by either scheme of donation numbers: a site may have bags of both.</summary>
    public static ScanResult Scan(string text)
    {
        ScanResult scan = ScanString.Parse(text, DonationScheme.Isbt128);
        return scan.IsValid || ScanString.Parse(text, DonationScheme.National13) is not { IsValid: true } national ? scan : national;
    }

    private static TextMatch Scanned(ScanResult scan)
    {
        if (scan.Unit is { } unit) return Exactly([unit]);
        if (scan.Din is { } din) return new TextMatch(null, din, static _ => true);
        if (scan.Product is { } product) return new TextMatch(null, null, bag => bag.Key.Product == product);
        return scan.Group is { } group ? new TextMatch(null, null, bag => bag.Group == group.Group) : Exactly([]);
    }

    /// <summary>13 characters, or 14 with a check character that fits.</summary>
    private static DonationNumber? KeyedDin(string plain)
    {
        if (plain.Length is not (DonationNumber.Length or DonationNumber.Length + 1)) return null;
        if (!DonationNumber.TryParse(plain.AsSpan(0, DonationNumber.Length), out DonationNumber din)) return null;
        return plain.Length == DonationNumber.Length || CheckCharacter.Of(din) == char.ToUpperInvariant(plain[^1]) ? din : null;
    }

    private static bool ContainsNumber(BloodUnit bag, string digits)
    {
        Span<char> number = stackalloc char[UnitKey.Length];
        bag.Key.ToString().CopyTo(number);
        return ((ReadOnlySpan<char>)number).Contains(digits, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNamed(Product? product, string name) => product is not null
        && (product.NameZh.Contains(name, StringComparison.OrdinalIgnoreCase) || product.NameEn.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>O−</c>, <c>AB+</c>, with any of the minus signs that keyboards give.</summary>
    private static BloodGroup? GroupOf(string text)
    {
        if (text.Length is < 2 or > 3) return null;
        RhD? rhD = text[^1] switch { '+' or '＋' => RhD.Positive, '-' or '−' or '–' or '﹣' or '－' => RhD.Negative, _ => null };
        Abo? abo = text[..^1].ToUpperInvariant() switch { "A" => Abo.A, "B" => Abo.B, "O" => Abo.O, "AB" => Abo.AB, _ => null };
        return rhD is { } d && abo is { } a ? new BloodGroup(a, d) : null;
    }
}
