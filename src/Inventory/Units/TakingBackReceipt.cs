using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Corrects">Sequence number of the receipt.</param>
/// <param name="Since">When that entry says the bag came.</param>
/// <param name="MayRelease">The person may let bags out of quarantine, and enter them as errors.</param>
public sealed record TakeBackReceipt(UnitKey Unit, long Corrects, DateTimeOffset Since, bool MayRelease, DateTimeOffset At);

/// <summary>Undo of a receipt with which nothing was done yet: the bag is not here. What the receipt bound, it frees.</summary>
/// <remarks>
/// Whoever receives may take it back at once. Later it would make a bag of the stock vanish by one person's word: that is a supervisor's, as
/// entering it as an error is.
/// </remarks>
public static class TakingBackReceipt
{
    /// <summary>The page offers it for ten seconds; a slow line may carry it for longer.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(2);

    public static Decision Decide(SiteState state, TakeBackReceipt command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Fresh is not { } fresh || unit.StatusSince != command.Since) return new Decision.Refused(Refusal.NotJustReceived);
        if (!command.MayRelease && command.At - command.Since > AtOnce) return new Decision.Refused(Refusal.NeedsSupervisor);
        UnitStatus restored = fresh.Announced?.Status ?? UnitStatus.EnteredInError;
        return new Decision.Accepted(
        [
            new ReceiptTakenBack(command.Unit, command.Corrects, restored, command.At),
            .. from tag in unit.Tags
               where state.Tags.TryGetValue(tag, out SiteTag? bound) && bound.IsAssociated && fresh.Announced?.Tags.Contains(tag) != true
               select new TagDissociated(tag, command.Unit, command.At),
        ]);
    }
}
