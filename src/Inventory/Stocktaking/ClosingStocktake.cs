using Inventory.Presence;
using Inventory.Units;

namespace Inventory.Stocktaking;

/// <summary>Differences are decided one by one, then two people sign; only the second signature changes the ledger.</summary>
public static class ClosingStocktake
{
    /// <param name="subject">A bag's key, or a tag where there is no bag.</param>
    public static Decision Decide(SiteState state, int number, string subject, DifferenceAction action, string? note, DateTimeOffset at)
    {
        if (!state.Stocktakes.TryGetValue(number, out Stocktake? count)) return new Decision.Refused(Refusal.UnknownStocktake);
        bool found = action == DifferenceAction.Found; // a bar code may be scanned while antennas still read
        if (count.Stage == StocktakeStage.SignedOnce || (count.IsOpen && !found)) return new Decision.Refused(Refusal.StocktakeStage);
        DifferenceRow? row = ReportingStocktake.Of(state, count, at).Rows.FirstOrDefault(row => row.Subject == subject);
        if (row is null || !Fits(row, action)) return new Decision.Refused(Refusal.NoSuchDifference);
        if (action == DifferenceAction.Lost && string.IsNullOrWhiteSpace(note)) return new Decision.Refused(Refusal.ReasonMissing);
        return new Decision.Accepted(new DifferenceDecided(
            number, subject, action, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), at));
    }

    /// <summary>Whoever counted signs, when everything that wants a decision has one.</summary>
    public static Decision Sign(SiteState state, int number, DateTimeOffset at)
    {
        if (!state.Stocktakes.TryGetValue(number, out Stocktake? count)) return new Decision.Refused(Refusal.UnknownStocktake);
        if (count.Stage != StocktakeStage.Counted) return new Decision.Refused(Refusal.StocktakeStage);
        int open = ReportingStocktake.Of(state, count, at).Rows.Count(static row => NeedsDecision(row) && row.Decision is null);
        return open > 0
            ? new Decision.Refused(Refusal.DifferencesOpen, open.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new Decision.Accepted(new StocktakeSigned(number, at));
    }

    /// <summary>Another person signs: the count is closed and the ledger adjusted, all or nothing.</summary>
    /// <param name="second">Account of the second person.</param>
    /// <param name="limit">The site's limit out of storage, for a bag that is taken back.</param>
    public static Decision Close(SiteState state, int number, string second, Func<BloodUnit, OutLimit> limit, DateTimeOffset at)
    {
        if (!state.Stocktakes.TryGetValue(number, out Stocktake? count)) return new Decision.Refused(Refusal.UnknownStocktake);
        if (count.Stage != StocktakeStage.SignedOnce) return new Decision.Refused(Refusal.StocktakeStage);
        if (string.Equals(count.SignedBy, second, StringComparison.Ordinal)) return new Decision.Refused(Refusal.SecondPersonNeeded);
        StocktakeReport report = ReportingStocktake.Of(state, count, at);
        List<DomainEvent> adjustments = [];
        List<DifferenceRow> rows = [];
        SiteState now = state;
        foreach (DifferenceRow row in report.Rows)
        {
            Decision? wanted = row.Decision is { } choice ? Adjust(now, row, choice, limit, at) : null;
            if (wanted is Decision.Accepted { Events: var events })
            {
                foreach (DomainEvent happened in events) now = now.Apply(happened, new Actor(ActorKind.Person, second));
                adjustments.AddRange(events);
            }
            rows.Add(row with { Refused = (wanted as Decision.Refused)?.Why });
        }
        return new Decision.Accepted([new StocktakeClosed(number, report with { Rows = rows, SecondBy = second }, at), .. adjustments]);
    }

    /// <summary>A bag read through a wall is no difference of this cabinet: it is listed only.</summary>
    public static bool NeedsDecision(DifferenceRow row) => !row.Classes.Contains(DifferenceClass.StrayRead);

    private static bool Fits(DifferenceRow row, DifferenceAction action)
    {
        bool missing = row.Classes.Contains(DifferenceClass.Missing);
        return action switch
        {
            DifferenceAction.Found or DifferenceAction.Lost => missing,
            DifferenceAction.Move => row.Classes.Contains(DifferenceClass.Misplaced),
            DifferenceAction.Quarantine => !missing && row.Unit is not null,
            _ => true,
        };
    }

    private static Decision? Adjust(SiteState state, DifferenceRow row, DifferenceChoice choice, Func<BloodUnit, OutLimit> limit, DateTimeOffset at)
    {
        if (row.Unit is not { } key || !state.Units.TryGetValue(key, out BloodUnit? unit)) return null;
        return choice.Action switch
        {
            DifferenceAction.Lost => Losing.Decide(state, new LoseUnit(key, choice.Note ?? "", at)),
            DifferenceAction.Move when row is { Tag: { } tag, Place: { } place } => new Decision.Accepted(
                new TagPlaced(tag, PresenceChange.Moved, place, row.Was, 1, key, at)),
            DifferenceAction.Quarantine when unit.Status == UnitStatus.Issued =>
                Returning.Decide(state, new ReturnUnit(key, BagCondition.Intact, limit(unit), at)),
            DifferenceAction.Quarantine when unit.Status == UnitStatus.Lost => Finding.Decide(state, new FindUnit(key, at)),
            DifferenceAction.Quarantine => Quarantining.Decide(state, new QuarantineUnit(key, Reason(row), at)),
            _ => null,
        };
    }

    private static QuarantineReason Reason(DifferenceRow row) =>
        row.Classes.Contains(DifferenceClass.DuplicateTag) ? QuarantineReason.DuplicateTag
        : row.Classes.Contains(DifferenceClass.StatusConflict) ? QuarantineReason.LabelStatus
        : QuarantineReason.Other;
}
