namespace Inventory.Units;

/// <summary>What stands against any bag that shall be used, whoever asks: its age, what a person saw on it, how long it was warm.</summary>
internal static class FitToLeave
{
    /// <param name="limit">The site's policy on time out of storage for this component.</param>
    /// <returns>Null when nothing does; a time out of storage comes last, so that whoever may overrule it overrules nothing else.</returns>
    public static Decision.Refused? Fault(BloodUnit unit, OutLimit limit, DateTimeOffset at) =>
        unit.IsExpired(at) ? new(Refusal.Expired, RefusalText.Instant(unit.ExpiresAt))
        : unit.Condition != BagCondition.Intact ? new(Refusal.NotIntact)
        : limit.IsPassed(unit.OutOfStorage, at) ? new(Refusal.OutTooLong, RefusalText.Minutes(unit.OutOfStorage!.LongestAt(at)))
        : null;
}
