namespace Inventory.Units;

public sealed record DissociateTag(TagUii Tag, DateTimeOffset At);

/// <summary>Takes a tag off its bag. What the tag's own content says is not changed by that.</summary>
public static class DissociatingTag
{
    public static Decision Decide(SiteState state, DissociateTag command) =>
        state.Tags.TryGetValue(command.Tag, out SiteTag? tag) && tag is { IsAssociated: true, Unit: { } unit }
            ? new Decision.Accepted(new TagDissociated(command.Tag, unit, command.At))
            : new Decision.Refused(Refusal.UnknownTag);
}
