using Inventory.Identification;

namespace Inventory.Units;

/// <summary>From a tag to the bag that it speaks for.</summary>
public static class UnitResolver
{
    /// <summary>The association made at labelling comes first, then what a bag-tag UII says of itself.</summary>
    /// <returns>
    /// Null for a tag that is no bag of this ledger. A UII that merely looks like a bag tag, a tube's flags, or a check that
    /// does not fit never become a bag: the tag is unknown and is listed as such.
    /// </returns>
    public static UnitKey? Resolve(SiteState state, TagUii tag, BagTagRules rules)
    {
        if (state.Tags.TryGetValue(tag, out SiteTag? known) && known is { IsAssociated: true, Unit: { } bound }) return bound;
        if (!BagTag.TryDecode(tag, rules, out BagTagIdentity said)) return null;
        if (said.Flags.IsNoBag || !said.Flags.Fits(said.Unit.Din)) return null;
        return state.Units.ContainsKey(said.Unit) ? said.Unit : null;
    }
}
