using System.Collections.Immutable;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Inventory.Stocktaking;

/// <summary>Compares what a count heard with what the ledger expects. Pure: the same state gives the same report.</summary>
public static class ReportingStocktake
{
    /// <param name="at">Instant for which expiry is judged.</param>
    public static StocktakeReport Of(SiteState state, Stocktake count, DateTimeOffset at)
    {
        ExpectedUnit[] expected = [.. count.Expected.Values.OrderBy(static unit => unit.Place.ToString(), StringComparer.Ordinal)
            .ThenBy(static unit => unit.Unit.ToString(), StringComparer.Ordinal)];
        Dictionary<UnitKey, List<HeardTag>> byUnit = [];
        List<HeardTag> unknown = [], stray = [];
        foreach (HeardTag tag in count.Heard.Values.OrderBy(static tag => tag.Tag.ToString(), StringComparer.Ordinal))
        {
            if (tag.Hits == 0) continue;
            bool wanted = tag.Unit is { } unit && count.Expected.ContainsKey(unit);
            if (!wanted && tag.Elsewhere >= tag.Hits) stray.Add(tag);
            else if (tag.Unit is not { } known || !state.Units.ContainsKey(known)) unknown.Add(tag);
            else if (!wanted && count.Moving.Contains(known)) continue; // it left while we counted
            else (byUnit.TryGetValue(known, out List<HeardTag>? tags) ? tags : byUnit[known] = []).Add(tag);
        }
        HashSet<UnitKey> byLabel = [.. expected.Select(static unit => unit.Unit).Where(unit =>
            !byUnit.ContainsKey(unit) && count.Decided.GetValueOrDefault(unit.ToString())?.Action == DifferenceAction.Found)];
        CountEstimate estimate = CountEvidence.Estimate(count, expected, byUnit, byLabel);

        Rows rows = new(state, count, at);
        for (int i = 0; i < expected.Length; i++)
            rows.Expected(expected[i], byUnit.GetValueOrDefault(expected[i].Unit), byLabel.Contains(expected[i].Unit), estimate.ChanceAbsent[i]);
        int misplaced = 0, unexpected = 0;
        foreach ((UnitKey key, List<HeardTag> tags) in byUnit.OrderBy(static pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            if (count.Expected.ContainsKey(key)) continue;
            bool inStock = state.Units[key].IsInStock;
            if (inStock) misplaced++;
            else unexpected++;
            rows.NotExpected(state.Units[key], tags, inStock);
        }
        foreach (HeardTag tag in unknown) rows.Tag(tag, DifferenceClass.Unknown);
        foreach (HeardTag tag in stray) rows.Tag(tag, DifferenceClass.StrayRead);
        int matched = expected.Count(unit => byUnit.ContainsKey(unit.Unit));
        return new StocktakeReport(
            count.Number, count.Kind, count.Cabinets, count.Remarks, count.BeganAt, count.BeganBy, count.End, count.EndedAt, count.Rounds,
            Math.Round(count.CountedSeconds, 1), expected.Length, matched + byLabel.Count, byLabel.Count,
            expected.Length - matched - byLabel.Count, matched + misplaced + unexpected + unknown.Count, misplaced, unexpected,
            unknown.Count, stray.Count, Math.Round(estimate.Present, 1), estimate.Low, estimate.High, estimate.IsComplete, rows.All,
            [.. expected.Select(static unit => unit.Unit).Where(unit => byUnit.ContainsKey(unit) || byLabel.Contains(unit))],
            count.Moving, count.SignedBy, count.SignedAt, Reading: Reading(count));
    }

    private static CountReading Reading(Stocktake count)
    {
        int counted = count.Listened.Values.Count(static place => place.StepsDb is not null);
        return counted == 0 ? CountReading.Watched : counted == count.Listened.Count ? CountReading.Counted : CountReading.Both;
    }

    private sealed class Rows(SiteState state, Stocktake count, DateTimeOffset at)
    {
        public List<DifferenceRow> All { get; } = [];

        public void Expected(ExpectedUnit expected, List<HeardTag>? tags, bool byLabel, double chanceAbsent)
        {
            List<DifferenceClass> classes = [];
            bool missing = tags is null && !byLabel;
            if (missing || byLabel) classes.Add(DifferenceClass.Missing); // a found one stays in view with its decision
            if (!missing && state.Units.TryGetValue(expected.Unit, out BloodUnit? bag)) Held(bag, tags, classes);
            if (classes.Count == 0) return;
            DifferenceAction? proposal = missing || byLabel ? null : DifferenceAction.Quarantine;
            Add(expected.Unit, null, classes, expected.Place, null, missing ? Math.Round(chanceAbsent, 4) : null, proposal, missing ? expected.Watch : null);
        }

        public void NotExpected(BloodUnit bag, List<HeardTag> tags, bool inStock)
        {
            List<DifferenceClass> classes = [inStock ? DifferenceClass.Misplaced : DifferenceClass.Unexpected];
            if (inStock) Held(bag, tags, classes);
            Add(
                bag.Key, tags[0].Tag, classes, tags.MaxBy(static tag => tag.Hits)!.Place, bag.Location?.Place ?? bag.Location?.LastPlace, null,
                inStock ? DifferenceAction.Move : bag.IsClosed ? DifferenceAction.Note : DifferenceAction.Quarantine);
        }

        public void Tag(HeardTag tag, DifferenceClass of)
        {
            string subject = tag.Tag.ToString();
            All.Add(new DifferenceRow(
                subject, tag.Unit, tag.Tag, [of], tag.Place, null, null, DifferenceAction.Note, count.Decided.GetValueOrDefault(subject)));
        }

        private void Held(BloodUnit bag, List<HeardTag>? tags, List<DifferenceClass> classes)
        {
            if (bag.IsExpired(at)) classes.Add(DifferenceClass.Expired);
            if (tags is { Count: > 1 }) classes.Add(DifferenceClass.DuplicateTag);
            if (bag.Status is UnitStatus.Available or UnitStatus.Reserved && LabelRules.Hold(bag) != QuarantineReason.None)
                classes.Add(DifferenceClass.StatusConflict);
        }

        private void Add(
            UnitKey unit, TagUii? tag, List<DifferenceClass> classes, PlaceId? place, PlaceId? was, double? absent, DifferenceAction? proposal,
            WatchKnowledge? watch = null)
        {
            string subject = unit.ToString();
            All.Add(new DifferenceRow(subject, unit, tag, classes, place, was, absent, proposal, count.Decided.GetValueOrDefault(subject), Watch: watch));
        }
    }
}
