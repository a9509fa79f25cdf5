using System.Globalization;
using Edge.Operations;
using Inventory.Identification;

namespace Edge.Devices;

internal static class TagRules
{
    /// <summary>What the site's settings allow a tag to say by itself.</summary>
    public static BagTagRules BagTagRules(this SiteSettings settings) =>
        new(settings.Tags.AcceptBagTagProfile, settings.Tags.AcceptNationalNumbers);

    /// <returns>Null where a written tag keeps the kind that it has.</returns>
    public static byte? ApplicationFamily(this SiteSettings settings) => settings.Tags.ApplicationFamily.Length == 0
        ? null
        : byte.Parse(settings.Tags.ApplicationFamily, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
