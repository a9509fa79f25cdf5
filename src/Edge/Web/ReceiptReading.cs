using Edge.Devices;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Reads one line of a receipt into a command: what labels and scanners give, checked once, here.</summary>
/// <remarks>Bags that are confirmed together have one instant: it comes with the call.</remarks>
internal sealed class ReceiptReading(SiteSettings settings, SiteRules rules)
{
    private static readonly RefusalView
        s_din = Say("unreadableNumber", "献血码无法识别。", "This is no donation number.", "请核对或重新扫码。", "Check it, or scan again."),
        s_check = Say("wrongCheckCharacter", "校验码不符。", "The check character does not fit.", "请逐位核对献血码。", "Compare the number digit by digit."),
        s_product = Say("unreadableProduct", "产品码无法识别。", "This is no product code.", "请扫产品码。", "Scan the product code."),
        s_group = Say("unreadableGroup", "血型码无法识别。", "This is no blood group code.", "请扫血型码。", "Scan the blood group."),
        s_date = Say("unreadableExpiry", "失效时间无法识别。", "This is no expiry.", "请扫失效时间，或按标签填写。", "Scan the expiry, or type it as on the label."),
        s_collected = Say("unreadableCollection", "采集时间无法识别。", "This is no collection time.", "请扫采集时间，或留空。", "Scan the collection time, or leave it out."),
        s_antigens = Say("unreadableAntigens", "抗原码无法识别。", "This is no antigen code.", "请扫抗原码，或留空。", "Scan the antigen code, or leave it out."),
        s_tag = Say("unreadableTag", "标签号无法识别。", "This is no tag number.", "请重读标签。", "Read the tag again.");

    /// <summary>A whole bar code: identifier, donation number, flags.</summary>
    private const int ScannedLength = 1 + DonationNumber.Length + FlagCharacters.Length;

    /// <summary>No box of blood is colder or warmer: such a value is a slip of the finger.</summary>
    private const double ColdestCelsius = -120, WarmestCelsius = 60;

    public static bool IsTemperature(double? celsius) => celsius is null or (>= ColdestCelsius and <= WarmestCelsius);

    public Act Read(ReceiptUnit sent, ReceiptRequest request, TimeZoneInfo zone, DateTimeOffset at) => Read(sent, zone, label =>
    {
        Product? product = rules.Tables.Products.Find(label.Unit.Product);
        ReceiveUnit command = new(
            label.Unit, label.Flags, label.Group, label.ExpiresAt, product, label.Tag,
            sent.Quarantine ?? true, request.Source, settings.BagTagRules(), at)
        {
            CollectedAt = label.CollectedAt, Antigens = label.Antigens,
            Check = Found(request.BoxCelsius, sent.Condition ?? BagCondition.Intact, request.Logger, request.Ticks), OnItsWay = OnItsWay(product),
        };
        return state => Receiving.Decide(state, command);
    });

    /// <summary>The same codes from a shipping notice.</summary>
    public Act ReadExpected(ReceiptUnit sent, string notice, string from, TimeZoneInfo zone, DateTimeOffset at) => Read(sent, zone, label =>
    {
        ExpectUnit command = new(
            label.Unit, label.Group, label.ExpiresAt, rules.Tables.Products.Find(label.Unit.Product), notice, from, at)
        {
            CollectedAt = label.CollectedAt, Antigens = label.Antigens,
        };
        return state => Expecting.Decide(state, command);
    });

    /// <summary>An announced bag is here: its notice says what its label says, and what was scanned of the label must agree.</summary>
    /// <param name="label">Null when nothing but the number was read.</param>
    public Act ReadAnnounced(string unit, AnnouncedLabel? label, string notice, NoticeReceiptRequest request, TimeZoneInfo zone, DateTimeOffset at)
    {
        if (!UnitKey.TryParse(unit, out UnitKey key)) return Recording.NoKey;
        BloodGroupCode? group = null;
        if (!string.IsNullOrWhiteSpace(label?.GroupCode) && !TryReadGroup(label.GroupCode, out group)) return s_group;
        DateTimeOffset? expiresAt = null;
        if (!string.IsNullOrWhiteSpace(label?.ExpiresAt))
        {
            if (!TryReadExpiry(label.ExpiresAt.Trim(), out LabelDate expiry)) return s_date;
            expiresAt = expiry.ExpiresAt(zone);
        }
        Product? product = rules.Tables.Products.Find(key.Product);
        BagCondition condition = Condition(unit, request.Damaged, request.Opened);
        ReceiveAnnounced command = new(key, notice, group, expiresAt, product, request.Quarantine, settings.BagTagRules(), at)
        {
            Check = Found(request.BoxCelsius, condition, request.Logger, request.Ticks), OnItsWay = OnItsWay(product),
        };
        return (Act)(Func<SiteState, Decision>)(state => ReceivingAnnounced.Decide(state, command));
    }

    /// <returns>Null when nothing was written down.</returns>
    private static ArrivalCheck? Found(double? boxCelsius, BagCondition condition, string? logger, ArrivalTicks? ticks) =>
        boxCelsius is null && condition == BagCondition.Intact && string.IsNullOrWhiteSpace(logger) && ticks is null ? null
        : new ArrivalCheck(boxCelsius, condition, string.IsNullOrWhiteSpace(logger) ? null : logger.Trim()) { Ticks = ticks };

    /// <summary>How one bag of a list looks, from those that do not look right.</summary>
    public static BagCondition Condition(string unit, IReadOnlyList<string>? damaged, IReadOnlyList<string>? opened) =>
        opened?.Contains(unit) == true ? BagCondition.Opened
        : damaged?.Contains(unit) == true ? BagCondition.Damaged
        : BagCondition.Intact;

    private StorageLimits? OnItsWay(Product? product) => product is null ? null : rules.Tables.StorageClasses.OnItsWay(product.StorageClass);

    private Act Read(ReceiptUnit sent, TimeZoneInfo zone, Func<BagLabel, Func<SiteState, Decision>> command)
    {
        DonationScheme scheme = settings.Site.Scheme;
        string din = Plain(sent.Din);
        FlagCharacters flags = FlagCharacters.Unused;
        if (din.Length == ScannedLength && din[0] == '=' && !FlagCharacters.TryParse(din.AsSpan(din.Length - FlagCharacters.Length), out flags)) return s_din;
        if (din.Length == ScannedLength && din[0] == '=') din = din[1..^FlagCharacters.Length];
        if (din.Length is not (DonationNumber.Length or DonationNumber.Length + 1) || !TryReadNumber(din, scheme, out DonationNumber number))
            return s_din;
        if (din.Length > DonationNumber.Length && CheckCharacter.Of(number) != char.ToUpperInvariant(din[^1])) return s_check;
        if (!flags.Fits(number)) return s_check;
        DonationScheme codes = number.IsNationalOnly ? DonationScheme.National13 : scheme;
        if (!ProductCode.TryParse(Plain(sent.ProductCode), codes, out ProductCode product)) return s_product;
        if (!TryReadGroup(sent.GroupCode, out BloodGroupCode? group)) return s_group;
        if (!TryReadExpiry(sent.ExpiresAt.Trim(), out LabelDate expiry)) return s_date;
        DateTimeOffset? collected = null;
        if (!string.IsNullOrWhiteSpace(sent.CollectedAt))
        {
            if (!TryReadDate(sent.CollectedAt.Trim(), "&*", "=*", out LabelDate taken)) return s_collected;
            collected = taken.StartsAt(zone);
        }
        string? antigens = null;
        if (!string.IsNullOrWhiteSpace(sent.Antigens))
        {
            antigens = Plain(sent.Antigens);
            if (antigens.StartsWith("=\\", StringComparison.Ordinal)) antigens = antigens[2..];
            if (!RedCellAntigens.TryParse(antigens, out _, out _)) return s_antigens;
        }
        TagUii? tag = null;
        if (!string.IsNullOrWhiteSpace(sent.Tag))
        {
            if (!TagUii.TryParse(Plain(sent.Tag), out TagUii parsed) || parsed.LengthBytes == 0) return s_tag;
            tag = parsed;
        }
        return command(new BagLabel(new UnitKey(number, product), flags, group!, expiry.ExpiresAt(zone), collected, antigens, tag));
    }

    /// <summary>By the site's scheme; beside it, national numbers where the site accepts them.</summary>
    private bool TryReadNumber(string din, DonationScheme scheme, out DonationNumber number)
    {
        ReadOnlySpan<char> digits = din.AsSpan(0, DonationNumber.Length);
        return DonationNumber.TryParse(digits, scheme, out number)
            || (scheme == DonationScheme.Isbt128 && settings.Tags.AcceptNationalNumbers
                && DonationNumber.TryParse(digits, DonationScheme.National13, out number));
    }

    /// <summary>The eye-readable part of the label has two characters; the other two then say nothing.</summary>
    private static bool TryReadGroup(string sent, out BloodGroupCode? group)
    {
        string code = Plain(sent);
        return BloodGroupCode.TryParse(code.Length == 2 ? code + "00" : code, out group);
    }

    /// <summary>How a line is named in the answer, readable or not.</summary>
    public static string NameOf(ReceiptUnit sent)
    {
        string din = Plain(sent.Din);
        if (din.StartsWith('=')) din = din[1..];
        return (din.Length > DonationNumber.Length ? din[..DonationNumber.Length] : din) + Plain(sent.ProductCode);
    }

    /// <summary>An expiry as scanned or typed.</summary>
    public static bool TryReadExpiry(string text, out LabelDate date) => TryReadDate(text, "&>", "=>", out date);

    private static bool TryReadDate(string text, string withTime, string dayOnly, out LabelDate date)
    {
        foreach (string identifier in (ReadOnlySpan<string>)[withTime, dayOnly])
            if (text.StartsWith(identifier, StringComparison.Ordinal))
                return LabelDate.TryParse(text.AsSpan(identifier.Length), out date, out _);
        return LabelDate.TryParseLocal(text, out date);
    }

    private static string Plain(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));

    private static RefusalView Say(string code, string zh, string en, string doZh, string doEn) => new(code, zh, en, doZh, doEn);

    /// <summary>What the labels of one bag say.</summary>
    private sealed record BagLabel(
        UnitKey Unit, FlagCharacters Flags, BloodGroupCode Group, DateTimeOffset ExpiresAt, DateTimeOffset? CollectedAt, string? Antigens, TagUii? Tag);
}
