using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Rules">What the site allows tags to say.</param>
public sealed record AssociateTag(TagUii Tag, UnitKey Unit, BagTagRules Rules, DateTimeOffset At);

/// <summary>Binds a tag to a bag. A tag speaks for one bag at a time; a bag may wear two.</summary>
public static class AssociatingTag
{
    public static Decision Decide(SiteState state, AssociateTag command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.IsClosed
            ? new Decision.Refused(Refusal.Closed)
            : Bind(state, command.Tag, command.Unit, command.Rules, command.At);
    }

    /// <summary>The tag's side of the decision; the bag may be one that is being received.</summary>
    internal static Decision Bind(SiteState state, TagUii tag, UnitKey unit, BagTagRules rules, DateTimeOffset at)
    {
        if (tag.LengthBytes == 0) return new Decision.Refused(Refusal.UnknownTag);
        TagAssociated associated = new(tag, unit, at);
        if (state.Tags.TryGetValue(tag, out SiteTag? known) && known is { IsAssociated: true, Unit: { } bound })
        {
            if (bound == unit) return new Decision.Refused(Refusal.AlreadyKnown, unit.ToString());
            if (IsInStock(state, bound)) return new Decision.Refused(Refusal.TagInUse, bound.ToString());
            // the old bag is gone and its tag is used again: that is an event of its own
            return new Decision.Accepted(new TagDissociated(tag, bound, at), associated);
        }
        if (BagTag.TryDecode(tag, rules, out BagTagIdentity said) && said.Unit != unit && IsInStock(state, said.Unit))
            return new Decision.Refused(Refusal.TagSaysOtherBag, said.Unit.ToString());
        return new Decision.Accepted(associated);
    }

    private static bool IsInStock(SiteState state, UnitKey key) =>
        state.Units.TryGetValue(key, out BloodUnit? unit) && unit.IsInStock;
}
