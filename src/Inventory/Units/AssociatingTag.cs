using System.Collections.Immutable;
using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Rules">What the site allows tags to say.</param>
public sealed record AssociateTag(TagUii Tag, UnitKey Unit, BagTagRules Rules, DateTimeOffset At)
{
    /// <summary>The chip's own identity, which no writing changes; null where the reader was not asked.</summary>
    public TagUii? Chip { get; init; }

    /// <summary>The bag wears another tag, and the person wants it to wear both.</summary>
    public bool Beside { get; init; }
}

/// <summary>Binds a tag to a bag. A tag speaks for one bag at a time; a bag may wear two, when somebody means it.</summary>
public static class AssociatingTag
{
    public static Decision Decide(SiteState state, AssociateTag command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (command.Tag.LengthBytes == 0) return new Decision.Refused(Refusal.UnknownTag);
        ImmutableArray<TagUii> former = command.Chip is { } chip ? FormerNumbers(state, command.Tag, chip) : [];
        if (ChipClash(state, command, former) is { } clash) return clash;
        if (!command.Beside && unit.Tags.Where(worn => worn != command.Tag && !former.Contains(worn)).Select(static worn => (TagUii?)worn).FirstOrDefault() is { } other)
            return new Decision.Refused(Refusal.SecondTag, other.ToString());
        TagAssociated associated = new(command.Tag, command.Unit, command.At) { Chip = command.Chip };
        return Bind(state, associated, command.Rules) switch
        {
            Decision.Accepted bound => new Decision.Accepted([.. Freed(state, former, command.At), .. bound.Events]),
            Decision.Refused { Why: Refusal.AlreadyKnown } when IsNews(state, command, former) =>
                new Decision.Accepted([.. Freed(state, former, command.At), associated]),
            Decision refused => refused,
        };
    }

    /// <summary>May the tag that wears this number now get another one for that bag?</summary>
    /// <returns>Null when nothing stands against it.</returns>
    public static Decision.Refused? AgainstRenumbering(SiteState state, TagUii worn, UnitKey unit, BagTagRules rules, DateTimeOffset at) =>
        Bind(state, new TagAssociated(worn, unit, at), rules) is Decision.Refused { Why: not Refusal.AlreadyKnown } refused ? refused : null;

    /// <summary>The tag's side of the decision; the bag may be one that is being received.</summary>
    internal static Decision Bind(SiteState state, TagAssociated wanted, BagTagRules rules)
    {
        (TagUii tag, UnitKey unit, DateTimeOffset at) = (wanted.Tag, wanted.Unit, wanted.OccurredAt);
        if (tag.LengthBytes == 0) return new Decision.Refused(Refusal.UnknownTag);
        if (state.Tags.TryGetValue(tag, out SiteTag? known) && known is { IsAssociated: true, Unit: { } bound })
        {
            if (bound == unit) return new Decision.Refused(Refusal.AlreadyKnown, unit.ToString());
            if (IsInStock(state, bound)) return new Decision.Refused(Refusal.TagInUse, bound.ToString());
            // the old bag is gone and its tag is used again: that is an event of its own
            return new Decision.Accepted(new TagDissociated(tag, bound, at), wanted);
        }
        if (BagTag.TryDecode(tag, rules, out BagTagIdentity said))
        {
            if (said.Flags.IsNoBag) return new Decision.Refused(Refusal.TubeLabel, said.Flags.ToString()); // it would move the bag wherever a tube goes
            if (said.Unit != unit && IsInStock(state, said.Unit)) return new Decision.Refused(Refusal.TagSaysOtherBag, said.Unit.ToString());
        }
        return new Decision.Accepted(wanted);
    }

    /// <summary>One number on two chips, or one chip that speaks for two bags: a count could never tell the bags apart.</summary>
    private static Decision.Refused? ChipClash(SiteState state, AssociateTag command, ImmutableArray<TagUii> former)
    {
        if (command.Chip is not { } chip) return null;
        if (state.Tags.TryGetValue(command.Tag, out SiteTag? known) && known.Chip is { } other && other != chip
            && known.Unit is { } worn && IsInStock(state, worn))
            return new Decision.Refused(Refusal.TwoChips, worn.ToString());
        foreach (TagUii number in former)
            if (state.Tags[number].Unit is { } bag && bag != command.Unit && IsInStock(state, bag))
                return new Decision.Refused(Refusal.ChipOfOtherBag, bag.ToString());
        return null;
    }

    /// <summary>Whom the tag speaks for, or spoke for last, under this number or another that its chip was given since.</summary>
    internal static UnitKey? Wearer(SiteState state, TagUii tag, SiteTag known) =>
        known.Chip is { } chip && FormerNumbers(state, tag, chip) is [{ } number, ..] ? state.Tags[number].Unit : known.Unit ?? known.Former;

    /// <summary>What else the same chip was given and still speaks for somebody with.</summary>
    private static ImmutableArray<TagUii> FormerNumbers(SiteState state, TagUii now, TagUii chip) =>
        [.. from pair in state.Tags where pair.Value.Chip == chip && pair.Key != now && pair.Value.Unit is not null orderby pair.Key.ToString() select pair.Key];

    private static IEnumerable<DomainEvent> Freed(SiteState state, ImmutableArray<TagUii> former, DateTimeOffset at) =>
        from number in former select new TagDissociated(number, state.Tags[number].Unit!.Value, at);

    private static bool IsNews(SiteState state, AssociateTag command, ImmutableArray<TagUii> former) =>
        former.Length > 0 || (command.Chip is { } chip && state.Tags[command.Tag].Chip != chip);

    private static bool IsInStock(SiteState state, UnitKey key) =>
        state.Units.TryGetValue(key, out BloodUnit? unit) && unit.IsInStock;
}
