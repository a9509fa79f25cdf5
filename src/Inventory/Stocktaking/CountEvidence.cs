using Inventory.Identification;
using Inventory.Presence;

namespace Inventory.Stocktaking;

/// <summary>From what a count heard to the hearing of each expected bag, and to the estimate.</summary>
/// <remarks>
/// A cabinet whose reader counts is judged by sweeps, one whose reader watches by moments; both kinds may be in one count. A bag that was heard
/// in any other way, in a person's hand or in a sweep that was broken off, is here and tells nothing of how well the others are heard. One that
/// was heard before the count and cannot have left since is here too, and not heard in the count.
/// </remarks>
internal static class CountEvidence
{
    private enum Kind : byte { Found, Known, Sweeps, Moments }

    /// <param name="units">Expected bags, in the order of the answer.</param>
    /// <param name="tags">By bag, what was heard of its tags.</param>
    /// <param name="byLabel">Found by a person: as good as heard.</param>
    public static CountEstimate Estimate(
        Stocktake count, IReadOnlyList<ExpectedUnit> units, IReadOnlyDictionary<UnitKey, List<HeardTag>> tags, IReadOnlySet<UnitKey> byLabel)
    {
        CountSweeps sweeps = new(count);
        Kind[] kinds = [.. units.Select(unit =>
            byLabel.Contains(unit.Unit) ? Kind.Found
            : unit.Watch?.Knows == WatchKnows.HeardSinceShut && !tags.ContainsKey(unit.Unit) ? Kind.Known
            : !sweeps.Cover(unit.Place) ? Kind.Moments
            : tags.TryGetValue(unit.Unit, out List<HeardTag>? heard) && heard.TrueForAll(static tag => tag.Answers is null) ? Kind.Found
            : Kind.Sweeps)];
        ExpectedUnit[] swept = Of(Kind.Sweeps), watched = Of(Kind.Moments);
        CountEstimate inSweeps = Completeness.EstimateSweeps([.. swept.Select(unit => sweeps.HearingOf(unit, tags.GetValueOrDefault(unit.Unit)))]);
        CountEstimate inMoments = Completeness.Estimate(CountMoments.HearingsOf(
            count, watched, tags.ToDictionary(static pair => pair.Key, static pair => pair.Value.Sum(static tag => tag.Hits))));
        return Together(kinds, inSweeps, inMoments);

        ExpectedUnit[] Of(Kind kind) => [.. units.Where((_, at) => kinds[at] == kind)];
    }

    /// <summary>The ends of the intervals are added: too wide rather than too narrow, where both have one.</summary>
    private static CountEstimate Together(Kind[] kinds, CountEstimate inSweeps, CountEstimate inMoments)
    {
        int found = kinds.Count(static kind => kind == Kind.Found), here = found + kinds.Count(static kind => kind == Kind.Known), sweep = 0, moment = 0;
        return new CountEstimate(
            kinds.Length, found + inSweeps.Seen + inMoments.Seen, here + inSweeps.Present + inMoments.Present, here + inSweeps.Low + inMoments.Low,
            here + inSweeps.High + inMoments.High, inSweeps.Hearable + inMoments.Hearable,
            [.. kinds.Select(kind => kind switch
            {
                Kind.Sweeps => inSweeps.ChanceAbsent[sweep++],
                Kind.Moments => inMoments.ChanceAbsent[moment++],
                _ => 0,
            })]);
    }
}
