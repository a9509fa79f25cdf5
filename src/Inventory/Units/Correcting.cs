using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Corrects">Sequence number of the wrong entry.</param>
/// <param name="Since">When that entry says it happened: it must be the bag's last step.</param>
/// <param name="MayRelease">The person may let bags out of quarantine.</param>
public sealed record TakeBackStep(UnitKey Unit, long Corrects, DateTimeOffset Since, bool MayRelease, DateTimeOffset At);

/// <summary>Undo: the last step was none. It is an event of its own; a step before the last is past correcting.</summary>
public static class TakingBackStep
{
    public static Decision Decide(SiteState state, TakeBackStep command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Before is not { } before || unit.StatusSince != command.Since) return new Decision.Refused(Refusal.NotTheLastStep);
        // what left the house, or is counted by another site, is a fact
        if (unit.WasteAt is not null || unit.Status == UnitStatus.TransferredOut) return new Decision.Refused(Refusal.Closed);
        bool opens = unit.Status == UnitStatus.Quarantined && before.Status is UnitStatus.Available or UnitStatus.Reserved;
        if (opens && !command.MayRelease) return new Decision.Refused(Refusal.NeedsSupervisor);
        return new Decision.Accepted(new StepTakenBack(command.Unit, command.Corrects, unit.Status, before.Status, command.At));
    }
}

public sealed record VoidUnit(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>There never was such a bag.</summary>
public static class Voiding
{
    public static Decision Decide(SiteState state, VoidUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (!unit.IsInStock) return new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
        return new Decision.Accepted(
        [
            new UnitVoided(command.Unit, command.Cause.Trim(), command.At),
            .. from tag in unit.Tags
               where state.Tags.TryGetValue(tag, out SiteTag? bound) && bound.IsAssociated
               select new TagDissociated(tag, command.Unit, command.At),
        ]);
    }
}
