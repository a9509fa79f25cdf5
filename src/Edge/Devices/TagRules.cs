using Edge.Operations;
using Inventory.Identification;

namespace Edge.Devices;

internal static class TagRules
{
    /// <summary>What the site's settings allow a tag to say by itself.</summary>
    public static BagTagRules BagTagRules(this SiteSettings settings) =>
        new(settings.Tags.AcceptBagTagProfile, settings.Tags.AcceptNationalNumbers);
}
