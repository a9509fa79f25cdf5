using Inventory.Presence;
using Inventory.Units;

namespace Inventory.Stocktaking;

/// <param name="Usual">How the tags of a bag were heard before: hits and the listening time they fell in; (0, 0) when not known.</param>
public sealed record StartStocktake(
    StocktakeKind Kind, IReadOnlyList<PlaceId> Cabinets, int TimeLimitSeconds, IReadOnlyList<string> Remarks,
    Func<BloodUnit, (int Hits, double Seconds)> Usual, DateTimeOffset At)
{
    /// <summary>By how much a bag was stronger than its antennas must have, when it was last heard; null when that is not known.</summary>
    public Func<BloodUnit, double?> UsualDb { get; init; } = static _ => null;

    /// <summary>What the watch knows of a bag that lies there by the ledger; null for nothing.</summary>
    public Func<BloodUnit, WatchKnowledge?> Watch { get; init; } = static _ => null;
}

/// <summary>A count from its start to the end of its reading.</summary>
public static class RunningStocktake
{
    /// <summary>Rounds without a bag that was not heard before.</summary>
    private const int QuietEnough = 3;

    /// <summary>Whole sweeps after which another one hardly says more of a field that stays.</summary>
    private const int SweepsEnough = 4;

    /// <summary>Bags that were not heard and are probably here: from this number on it is worth to read again.</summary>
    private const double LikelyHidden = 0.5;

    /// <summary>A bag whose chance of absence lies this far from both ends is worth to read again.</summary>
    private const double Doubt = 0.02;

    /// <summary>A bag that three fields have hidden is looked for by hand.</summary>
    private const int PassesEnough = 3;

    /// <summary>What the ledger says lies in the cabinets now: the bags there, and those last seen there that nobody explained.</summary>
    public static IEnumerable<(BloodUnit Unit, PlaceId Place)> ExpectedIn(SiteState state, IReadOnlyList<PlaceId> cabinets)
    {
        foreach (BloodUnit unit in state.Units.Values)
        {
            PlaceId? place = unit.Location?.Place ?? unit.Location?.LastPlace;
            if (unit.IsInStock && place is { } known && cabinets.Contains(known.Cabinet)) yield return (unit, known);
        }
    }

    public static Decision Start(SiteState state, StartStocktake command)
    {
        if (command.Cabinets.Count == 0) return new Decision.Refused(Refusal.NothingToCount);
        foreach (Stocktake other in state.Stocktakes.Values)
        {
            foreach (PlaceId cabinet in other.Cabinets)
                if (command.Cabinets.Contains(cabinet)) return new Decision.Refused(Refusal.CountedAlready, cabinet.ToString());
        }
        List<ExpectedUnit> expected = [];
        foreach ((BloodUnit unit, PlaceId place) in ExpectedIn(state, command.Cabinets))
        {
            (int hits, double seconds) = command.Usual(unit);
            expected.Add(new ExpectedUnit(
                unit.Key, place, hits, Math.Round(seconds, 1), command.UsualDb(unit) is { } strength ? Math.Round(strength) : null,
                command.Watch(unit)));
        }
        expected.Sort(static (a, b) => string.CompareOrdinal(a.Unit.ToString(), b.Unit.ToString()));
        return new Decision.Accepted(new StocktakeBegan(
            state.LastStocktake + 1, command.Kind, command.Cabinets, expected, command.TimeLimitSeconds, command.Remarks, command.At));
    }

    /// <summary>Ends a round, and the reading with it when the time is over. What was heard until a person ended the reading still counts.</summary>
    public static Decision EndRound(SiteState state, StocktakeRoundEnded round)
    {
        if (!state.Stocktakes.TryGetValue(round.Stocktake, out Stocktake? count)) return new Decision.Refused(Refusal.UnknownStocktake);
        if (!count.TakesRounds) return new Decision.Refused(Refusal.StocktakeStage);
        StocktakeRoundEnded next = round with { Round = count.Rounds + 1 };
        return count.Stage == StocktakeStage.Counting && count.CountedSeconds + round.Seconds >= count.TimeLimitSeconds
            ? new Decision.Accepted(next, new StocktakeCounted(round.Stocktake, StocktakeEnd.TimeLimit, round.OccurredAt))
            : new Decision.Accepted(next);
    }

    /// <summary>
    /// Complete: all are here, or the estimate says that no other will come and radio has been quiet for a while: bags at rest keep their fades,
    /// so that rounds that follow each other are less independent than the estimate takes them for. Quiet: in doubt, but more of the
    /// same sweeps would not end it.
    /// </summary>
    /// <returns>Null where the reading goes on.</returns>
    public static StocktakeEnd? EndOf(StocktakeReport report, Stocktake count) =>
        report.Missing == 0 ? StocktakeEnd.Complete
        : count.QuietRounds < QuietEnough ? null
        : report.IsComplete ? StocktakeEnd.Complete
        : count.Passes[^1].Listened.Values.All(static place => place.StepsDb is not null && place.Sweeps >= SweepsEnough) ? StocktakeEnd.Quiet
        : null;

    /// <summary>What a person should do, by the same rule that ends the reading.</summary>
    public static CountAdvice Advise(StocktakeReport report, Stocktake count) => count.IsOpen
        ? report.IsComplete && count.Rounds > 0 ? CountAdvice.NearlyDone : CountAdvice.GoOn
        : count.Passes.Length < PassesEnough && IsInDoubt(report) ? CountAdvice.ReadAgain
        : CountAdvice.Done;

    /// <summary>Where bags lie that reading again could tell of, once their drawer was pulled out and pushed in: in the order of places.</summary>
    public static IReadOnlyList<PlaceId> ToOpen(StocktakeReport report) =>
        [.. Hidden(report).Select(static row => row.Place).OfType<PlaceId>().Distinct().OrderBy(static place => place.ToString(), StringComparer.Ordinal)];

    private static bool IsInDoubt(StocktakeReport report)
    {
        double[] absent = [.. Hidden(report).Select(static row => row.ChanceAbsent ?? 0.5)];
        return absent.Sum(static chance => 1 - chance) >= LikelyHidden || absent.Any(static chance => chance is > Doubt and < 1 - Doubt);
    }

    /// <summary>Reading again tells nothing of a tag that never answers, nor of a bag that cannot have left.</summary>
    private static IEnumerable<DifferenceRow> Hidden(StocktakeReport report) => report.Rows.Where(static row =>
        row.Classes.Contains(DifferenceClass.Missing) && row.Watch is null or { Knows: WatchKnows.SilentBefore, IsMute: false } && row.Decision?.Action != DifferenceAction.Found);

    /// <summary>Ends the reading by <see cref="EndOf"/>. The estimate takes too long for the ledger's writer: it is made before.</summary>
    /// <param name="rounds">Rounds that were judged; when there are more by now, the next look decides.</param>
    public static Decision End(SiteState state, int number, int rounds, StocktakeEnd end, DateTimeOffset at) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count) && count.Stage == StocktakeStage.Counting && count.Rounds == rounds
            ? new Decision.Accepted(new StocktakeCounted(number, end, at))
            : Unfit(state, number);

    public static Decision Pause(SiteState state, int number, DateTimeOffset at) =>
        In(state, number, StocktakeStage.Counting, () => new StocktakePaused(number, at));

    /// <summary>Goes on after a pause; after the reading was over it reads again what was not heard.</summary>
    public static Decision Continue(SiteState state, int number, DateTimeOffset at) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count) && count.Stage == StocktakeStage.Counted
            ? new Decision.Accepted(new StocktakeContinued(number, at))
            : In(state, number, StocktakeStage.Paused, () => new StocktakeContinued(number, at));

    public static Decision Finish(SiteState state, int number, DateTimeOffset at) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count) && count.IsOpen
            ? new Decision.Accepted(new StocktakeCounted(number, StocktakeEnd.Finished, at))
            : Unfit(state, number);

    public static Decision Abandon(SiteState state, int number, string reason, DateTimeOffset at) =>
        string.IsNullOrWhiteSpace(reason) ? new Decision.Refused(Refusal.ReasonMissing)
        : state.Stocktakes.ContainsKey(number) ? new Decision.Accepted(new StocktakeAbandoned(number, reason.Trim(), at))
        : new Decision.Refused(Refusal.UnknownStocktake);

    private static Decision In(SiteState state, int number, StocktakeStage stage, Func<DomainEvent> happens) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count) && count.Stage == stage
            ? new Decision.Accepted(happens())
            : Unfit(state, number);

    private static Decision.Refused Unfit(SiteState state, int number) =>
        new(state.Stocktakes.ContainsKey(number) ? Refusal.StocktakeStage : Refusal.UnknownStocktake);
}
