using System.Collections.Immutable;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Inventory.Stocktaking;

/// <summary>How the events of counts change the state, and how other events change an open count.</summary>
internal static class StocktakeFold
{
    private const int KeptClosed = 200;

    /// <summary>What reading again may take, each time, beyond what was used.</summary>
    private const int ReadAgainSeconds = 20;

    public static SiteState Apply(SiteState state, DomainEvent happened, Actor by) => happened switch
    {
        StocktakeBegan e => state with
        {
            LastStocktake = Math.Max(state.LastStocktake, e.Stocktake),
            Stocktakes = state.Stocktakes.SetItem(e.Stocktake, new Stocktake
            {
                Number = e.Stocktake, Kind = e.Kind, Cabinets = [.. e.Cabinets], BeganAt = e.OccurredAt, BeganBy = by.Name,
                TimeLimitSeconds = e.TimeLimitSeconds, Remarks = [.. e.Remarks],
                Expected = e.Expected.ToImmutableDictionary(static unit => unit.Unit),
            }),
        },
        StocktakeRoundEnded e => Change(state, e.Stocktake, count => Add(count, e)),
        StocktakePaused e => Change(state, e.Stocktake, static count => count with { Stage = StocktakeStage.Paused }),
        StocktakeContinued e => Change(state, e.Stocktake, GoOn),
        StocktakeCounted e => Change(state, e.Stocktake, count => count with
        {
            Stage = StocktakeStage.Counted, End = e.End, EndedAt = e.OccurredAt,
        }),
        DifferenceDecided e => Change(state, e.Stocktake, count => count with
        {
            Decided = count.Decided.SetItem(e.Subject, new DifferenceChoice(e.Action, by.Name, e.Note)),
        }),
        StocktakeSigned e => Change(state, e.Stocktake, count => count with
        {
            Stage = StocktakeStage.SignedOnce, SignedBy = by.Name, SignedAt = e.OccurredAt,
        }),
        StocktakeClosed e => Close(state, e, by),
        StocktakeAbandoned e => state with { Stocktakes = state.Stocktakes.Remove(e.Stocktake) },
        _ => state,
    };

    /// <summary>What happens to bags while a count is open is no difference: a bag that was issued meanwhile is not missing.</summary>
    public static SiteState Follow(SiteState state, DomainEvent happened)
    {
        foreach (Stocktake count in state.Stocktakes.Values)
        {
            if (!count.IsOpen) continue;
            Stocktake after = happened switch
            {
                TagPlaced { Unit: { } unit, Place: { } place } when count.Covers(place) => Came(state, count, unit, place),
                TagPlaced { Unit: { } unit, Place: not null } => Left(count, unit),
                IUnitEvent e when state.Units.TryGetValue(e.Unit, out BloodUnit? bag) && !bag.IsInStock => Left(count, e.Unit),
                _ => count,
            };
            if (!ReferenceEquals(after, count)) state = state with { Stocktakes = state.Stocktakes.SetItem(count.Number, after) };
        }
        return state;
    }

    private static Stocktake GoOn(Stocktake count) => count.Stage != StocktakeStage.Counted
        ? count with { Stage = StocktakeStage.Counting }
        : count with
        {
            Stage = StocktakeStage.Counting, End = null, EndedAt = null, QuietRounds = 0, Earlier = count.Passes, Last = CountPass.Empty,
            TimeLimitSeconds = Math.Max(count.TimeLimitSeconds, (int)Math.Ceiling(count.CountedSeconds) + ReadAgainSeconds),
        };

    private static Stocktake Left(Stocktake count, UnitKey unit) => count.Expected.ContainsKey(unit)
        ? count with { Expected = count.Expected.Remove(unit), Moving = Once(count.Moving, unit) }
        : count;

    private static Stocktake Came(SiteState state, Stocktake count, UnitKey unit, PlaceId place)
    {
        if (count.Expected.ContainsKey(unit) || !state.Units.TryGetValue(unit, out BloodUnit? bag) || !bag.IsInStock) return count;
        return count with { Expected = count.Expected.SetItem(unit, new ExpectedUnit(unit, place)), Moving = Once(count.Moving, unit) };
    }

    private static ImmutableArray<UnitKey> Once(ImmutableArray<UnitKey> units, UnitKey unit) =>
        units.Contains(unit) ? units : units.Add(unit);

    private static Stocktake Add(Stocktake count, StocktakeRoundEnded e)
    {
        bool news = e.Heard.Any(tag => tag.Unit is { } unit && count.Expected.ContainsKey(unit) && !count.Heard.ContainsKey(tag.Tag));
        CountPass all = Add(new CountPass(count.Heard, count.Listened), e);
        return count with
        {
            Rounds = e.Round, QuietRounds = news ? 0 : count.QuietRounds + 1, CountedSeconds = count.CountedSeconds + e.Seconds, Heard = all.Heard,
            Listened = all.Listened, Last = count.Earlier.IsEmpty ? count.Last : Add(count.Last, e),
        };
    }

    private static CountPass Add(CountPass sum, StocktakeRoundEnded e)
    {
        ImmutableDictionary<TagUii, HeardTag>.Builder heard = sum.Heard.ToBuilder();
        foreach (HeardTag tag in e.Heard)
            heard[tag.Tag] = heard.TryGetValue(tag.Tag, out HeardTag? known) ? Sum(known, tag) : tag;
        ImmutableDictionary<PlaceId, ListenedPlace>.Builder listened = sum.Listened.ToBuilder();
        foreach (ListenedPlace place in e.Listened)
        {
            ListenedPlace known = listened.GetValueOrDefault(place.Place, new ListenedPlace(place.Place, 0, 0));
            listened[place.Place] = new ListenedPlace(
                place.Place, known.Seconds + place.Seconds, known.Reads + place.Reads, known.Sweeps + place.Sweeps, Steps(known.StepsDb, place.StepsDb));
        }
        return new CountPass(heard.ToImmutable(), listened.ToImmutable());
    }

    private static HeardTag Sum(HeardTag a, HeardTag b)
    {
        HeardTag best = (b.RssiDbm ?? double.NegativeInfinity) > (a.RssiDbm ?? double.NegativeInfinity) ? b : a;
        return best with { Unit = b.Unit ?? a.Unit, Hits = a.Hits + b.Hits, Elsewhere = a.Elsewhere + b.Elsewhere, Answers = Sum(a.Answers, b.Answers) };
    }

    private static IReadOnlyList<StepAnswers>? Sum(IReadOnlyList<StepAnswers>? a, IReadOnlyList<StepAnswers>? b) =>
        a is null || b is null ? a ?? b
        : [.. a.Concat(b).GroupBy(static one => one.StepDb).OrderBy(static step => step.Key)
            .Select(static step => new StepAnswers(step.Key, step.Sum(static one => one.Sweeps)))];

    private static IReadOnlyList<int>? Steps(IReadOnlyList<int>? a, IReadOnlyList<int>? b) =>
        a is null || b is null ? a ?? b : [.. a.Union(b).Order()];

    private static SiteState Close(SiteState state, StocktakeClosed e, Actor by)
    {
        if (!state.Stocktakes.TryGetValue(e.Stocktake, out Stocktake? count)) return state;
        ClosedStocktake closed = new(
            count.Number, count.Kind, count.Cabinets, count.BeganAt, e.OccurredAt, e.Report.Expected, e.Report.Matched,
            count.SignedBy ?? count.BeganBy, by.Name);
        ImmutableArray<ClosedStocktake> kept = state.ClosedStocktakes.Add(closed);
        return state with
        {
            Stocktakes = state.Stocktakes.Remove(e.Stocktake),
            ClosedStocktakes = kept.Length > KeptClosed ? kept.RemoveAt(0) : kept,
        };
    }

    private static SiteState Change(SiteState state, int number, Func<Stocktake, Stocktake> change) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count)
            ? state with { Stocktakes = state.Stocktakes.SetItem(number, change(count)) }
            : state;
}
