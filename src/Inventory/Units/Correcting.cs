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

public sealed record CorrectExpiry(UnitKey Unit, DateTimeOffset ExpiresAt, bool MayRelease, DateTimeOffset At);

/// <summary>What was read from the label was wrong. Earlier is always safe; later needs whoever may release.</summary>
public static class CorrectingExpiry
{
    public static Decision Decide(SiteState state, CorrectExpiry command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (command.ExpiresAt == unit.ExpiresAt) return new Decision.Refused(Refusal.AlreadyKnown);
        return command.ExpiresAt > unit.ExpiresAt && !command.MayRelease
            ? new Decision.Refused(Refusal.NeedsSupervisor)
            : new Decision.Accepted(new UnitExpiryCorrected(command.Unit, unit.ExpiresAt, command.ExpiresAt, command.At));
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

public sealed record CorrectStorageTime(UnitKey Unit, DateTimeOffset At);

/// <summary>The antennas missed a bag that lay in its place. Not for one that was issued: that one was away.</summary>
public static class CorrectingStorageTime
{
    public static Decision Decide(SiteState state, CorrectStorageTime command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (!unit.IsInStock) return new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
        return unit.OutOfStorage is { Times: 0 }
            ? new Decision.Accepted(new StorageTimeCorrected(command.Unit, command.At))
            : new Decision.Refused(Refusal.NothingOwed);
    }
}
