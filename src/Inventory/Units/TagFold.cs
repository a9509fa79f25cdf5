using System.Collections.Immutable;
using Inventory.Identification;

namespace Inventory.Units;

/// <summary>Which tag speaks for which bag, and where that says the bag is.</summary>
internal static class TagFold
{
    /// <summary>From now on the tag speaks for that bag and for no other.</summary>
    public static SiteState Associate(SiteState state, TagAssociated e)
    {
        SiteState loose = Unlink(state, e.Tag, keep: e.Unit);
        SiteTag tag = loose.Tags.TryGetValue(e.Tag, out SiteTag? known)
            ? known with { Unit = e.Unit, IsAssociated = true }
            : new SiteTag(e.Unit, null, null, 0, e.OccurredAt, IsAssociated: true);
        return Link(loose with { Tags = loose.Tags.SetItem(e.Tag, tag with { Chip = e.Chip ?? tag.Chip }) }, e.Unit, e.Tag);
    }

    public static SiteState Dissociate(SiteState state, TagUii tag)
    {
        if (!state.Tags.TryGetValue(tag, out SiteTag? known)) return state;
        SiteState loose = Unlink(state, tag, keep: null);
        return loose with { Tags = loose.Tags.SetItem(tag, known with { Unit = null, IsAssociated = false, Former = known.Unit }) };
    }

    /// <summary>Puts the tag on the bag's list and the bag where its tags say it is.</summary>
    /// <param name="then">What that means for the bag; null for nothing more.</param>
    public static SiteState Link(SiteState state, UnitKey key, TagUii tag, Func<BloodUnit, BloodUnit>? then = null)
    {
        if (!state.Units.TryGetValue(key, out BloodUnit? unit)) return state;
        ImmutableArray<TagUii> tags = unit.Tags.Contains(tag) ? unit.Tags : unit.Tags.Add(tag);
        UnitLocation? where = Where(state, tags) ?? unit.Location;
        BloodUnit placed = unit with
        {
            Tags = tags, TagNowOn = null, Location = where, UnaccountedSince = where is { Place: null } ? unit.UnaccountedSince : null,
        };
        return state with { Units = state.Units.SetItem(key, then is null ? placed : then(placed)) };
    }

    /// <summary>Takes the tag off the list of the bag that it spoke for, unless that is the bag to keep.</summary>
    public static SiteState Unlink(SiteState state, TagUii tag, UnitKey? keep) =>
        state.Tags.TryGetValue(tag, out SiteTag? known) && known.Unit is { } other && other != keep
            ? UnitFold.Change(state, other, unit => unit with { Tags = unit.Tags.Remove(tag) })
            : state;

    /// <summary>
    /// A bag with two tags is where the newest tag that is somewhere says; it is out only when all of them are.
    /// </summary>
    internal static UnitLocation? Where(SiteState state, ImmutableArray<TagUii> tags)
    {
        SiteTag? best = null;
        foreach (TagUii uii in tags)
        {
            if (!state.Tags.TryGetValue(uii, out SiteTag? tag) || (tag.Place ?? tag.LastPlace) is null) continue;
            if (best is null || (tag.Place is not null, tag.Since).CompareTo((best.Place is not null, best.Since)) > 0) best = tag;
        }
        return best is null ? null : new UnitLocation(best.Place, best.LastPlace, best.Chance, best.Since) { WrongStorage = best.WrongStorage };
    }
}
