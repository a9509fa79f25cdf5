using Inventory.Identification;

namespace Inventory.Units;

// Corrections that can make a bag usable again or for longer: one person asks, another one, who may release, confirms.

/// <param name="ExpiresAt">First instant at which it is expired, as the label says.</param>
public sealed record CorrectExpiry(UnitKey Unit, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>What was read from the label was wrong. Earlier is always safe and done at once; later is asked for.</summary>
public static class CorrectingExpiry
{
    public static Decision Decide(SiteState state, CorrectExpiry command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (command.ExpiresAt == unit.ExpiresAt || command.ExpiresAt == unit.Asked?.ExpiresAt) return new Decision.Refused(Refusal.AlreadyKnown);
        return new Decision.Accepted(command.ExpiresAt < unit.ExpiresAt
            ? new UnitExpiryCorrected(command.Unit, unit.ExpiresAt, command.ExpiresAt, command.At)
            : new CorrectionAsked(command.Unit, command.ExpiresAt, command.At));
    }
}

public sealed record CorrectStorageTime(UnitKey Unit, DateTimeOffset At);

/// <summary>The antennas missed a bag that lay in its place. The time for which it was issued stays: then it was away.</summary>
public static class CorrectingStorageTime
{
    public static Decision Decide(SiteState state, CorrectStorageTime command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Asked is { ExpiresAt: null }) return new Decision.Refused(Refusal.AlreadyKnown);
        return Fault(unit) is { } why ? new Decision.Refused(why) : new Decision.Accepted(new CorrectionAsked(command.Unit, null, command.At));
    }

    internal static Refusal? Fault(BloodUnit unit) =>
        !unit.IsInStock ? unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus
        : unit.OutOfStorage is { MayBeMissed: true } ? null
        : Refusal.NothingOwed;
}

/// <param name="Second">Who confirms.</param>
/// <param name="Seen">What the second person was shown: null for the time out of storage.</param>
public sealed record ConfirmCorrection(UnitKey Unit, Actor Second, DateTimeOffset? Seen, DateTimeOffset At);

/// <summary>The second person has compared it with the label: only now the bag is changed.</summary>
public static class ConfirmingCorrection
{
    public static Decision Decide(SiteState state, ConfirmCorrection command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Asked is not { } asked || asked.ExpiresAt != command.Seen) return new Decision.Refused(Refusal.NothingOwed);
        if (command.Second.Kind != ActorKind.Person || command.Second.Name == asked.By) return new Decision.Refused(Refusal.SecondPersonNeeded);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (asked.ExpiresAt is { } expiry) return new Decision.Accepted(new UnitExpiryCorrected(unit.Key, unit.ExpiresAt, expiry, command.At));
        return CorrectingStorageTime.Fault(unit) is { } why
            ? new Decision.Refused(why)
            : new Decision.Accepted(new StorageTimeCorrected(unit.Key, command.At));
    }
}

/// <param name="By">Who drops it.</param>
/// <param name="MayRelease">The person may let bags out of quarantine, and so also refuse what another one asked.</param>
public sealed record DropCorrection(UnitKey Unit, Actor By, bool MayRelease, DateTimeOffset At);

/// <summary>What was asked for is not to be: taken back by who asked, or refused by one who could have confirmed it.</summary>
public static class DroppingCorrection
{
    public static Decision Decide(SiteState state, DropCorrection command) =>
        !state.Units.TryGetValue(command.Unit, out BloodUnit? unit) ? new Decision.Refused(Refusal.UnknownUnit)
        : unit.Asked is not { } asked ? new Decision.Refused(Refusal.NothingOwed)
        : asked.By != command.By.Name && !command.MayRelease ? new Decision.Refused(Refusal.NeedsSupervisor)
        : new Decision.Accepted(new CorrectionDropped(command.Unit, command.At));
}
