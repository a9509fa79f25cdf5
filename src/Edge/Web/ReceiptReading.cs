using Edge.Devices;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Reads one line of a receipt into a command: what labels and scanners give, checked once, here.</summary>
internal sealed class ReceiptReading(SiteSettings settings, SiteTables tables, TimeProvider time)
{
    private static readonly RefusalView
        s_din = Say("unreadableNumber", "献血码无法识别。", "This is no donation number.", "请核对或重新扫码。", "Check it, or scan again."),
        s_check = Say("wrongCheckCharacter", "校验码不符。", "The check character does not fit.", "请逐位核对献血码。", "Compare the number digit by digit."),
        s_product = Say("unreadableProduct", "产品码无法识别。", "This is no product code.", "请扫产品码。", "Scan the product code."),
        s_group = Say("unreadableGroup", "血型码无法识别。", "This is no blood group code.", "请扫血型码。", "Scan the blood group."),
        s_date = Say("unreadableExpiry", "失效时间无法识别。", "This is no expiry.", "请扫失效时间，或按标签填写。", "Scan the expiry, or type it as on the label."),
        s_tag = Say("unreadableTag", "标签号无法识别。", "This is no tag number.", "请重读标签。", "Read the tag again.");

    /// <summary>A whole bar code: identifier, donation number, flags.</summary>
    private const int ScannedLength = 1 + DonationNumber.Length + FlagCharacters.Length;

    public Act Read(ReceiptUnit sent, string? source, TimeZoneInfo zone)
    {
        string din = Plain(sent.Din);
        FlagCharacters flags = FlagCharacters.Unused;
        if (din.Length == ScannedLength && din[0] == '=' && !FlagCharacters.TryParse(din.AsSpan(din.Length - FlagCharacters.Length), out flags)) return s_din;
        if (din.Length == ScannedLength && din[0] == '=') din = din[1..^FlagCharacters.Length];
        if (din.Length is not (DonationNumber.Length or DonationNumber.Length + 1)
            || !DonationNumber.TryParse(din.AsSpan(0, DonationNumber.Length), out DonationNumber number)
            || (number.IsNationalOnly && !settings.Tags.AcceptNationalNumbers))
            return s_din;
        if (din.Length > DonationNumber.Length && CheckCharacter.Of(number) != char.ToUpperInvariant(din[^1])) return s_check;
        if (!flags.Fits(number)) return s_check;
        if (!ProductCode.TryParse(Plain(sent.ProductCode), out ProductCode product)) return s_product;
        // The eye-readable part of the label has two characters; the other two then say nothing.
        string code = Plain(sent.GroupCode);
        if (!BloodGroupCode.TryParse(code.Length == 2 ? code + "00" : code, out BloodGroupCode? group)) return s_group;
        if (!TryReadExpiry(sent.ExpiresAt.Trim(), out LabelDate expiry)) return s_date;
        TagUii? tag = null;
        if (!string.IsNullOrWhiteSpace(sent.Tag))
        {
            if (!TagUii.TryParse(Plain(sent.Tag), out TagUii parsed) || parsed.LengthBytes == 0) return s_tag;
            tag = parsed;
        }
        ReceiveUnit command = new(
            new UnitKey(number, product), flags, group!, expiry.ExpiresAt(zone), tables.Products.Find(product), tag,
            sent.Quarantine ?? true, source, settings.BagTagRules(), time.GetUtcNow());
        return (Func<SiteState, Decision>)(state => Receiving.Decide(state, command));
    }

    /// <summary>How a line is named in the answer, readable or not.</summary>
    public static string NameOf(ReceiptUnit sent)
    {
        string din = Plain(sent.Din);
        return (din.Length > DonationNumber.Length ? din[..DonationNumber.Length] : din) + Plain(sent.ProductCode);
    }

    private static bool TryReadExpiry(string text, out LabelDate date)
    {
        foreach (string identifier in (ReadOnlySpan<string>)["&>", "=>"])
            if (text.StartsWith(identifier, StringComparison.Ordinal))
                return LabelDate.TryParse(text.AsSpan(identifier.Length), out date, out _);
        return LabelDate.TryParseLocal(text, out date);
    }

    private static string Plain(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));

    private static RefusalView Say(string code, string zh, string en, string doZh, string doEn) => new(code, zh, en, doZh, doEn);
}
