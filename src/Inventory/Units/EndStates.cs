using Inventory.Identification;

namespace Inventory.Units;

public sealed record LoseUnit(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>A person decides that a bag is nowhere. No antenna ever does.</summary>
public static class Losing
{
    public static Decision Decide(SiteState state, LoseUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.IsInStock || unit.Status is UnitStatus.Issued or UnitStatus.InTransfer
            ? new Decision.Accepted(new UnitLost(command.Unit, command.Cause.Trim(), command.At))
            : new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
    }
}

public sealed record FindUnit(UnitKey Unit, DateTimeOffset At);

/// <summary>A lost bag is here again. Nobody knows how warm it was: quarantine.</summary>
public static class Finding
{
    public static Decision Decide(SiteState state, FindUnit command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status == UnitStatus.Lost
            ? new Decision.Accepted(new UnitFound(command.Unit, command.At))
            : new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
    }
}

public sealed record TransfuseUnit(UnitKey Unit, DateTimeOffset At);

/// <summary>The ward reports that it was given.</summary>
public static class Transfusing
{
    public static Decision Decide(SiteState state, TransfuseUnit command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status == UnitStatus.Issued
            ? new Decision.Accepted(new UnitTransfused(command.Unit, command.At))
            : new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.NotIssued);
    }
}

public sealed record ReturnToSupplier(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>A bag in quarantine goes back to whom it came from.</summary>
public static class ReturningToSupplier
{
    public static Decision Decide(SiteState state, ReturnToSupplier command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            UnitStatus.Quarantined => new Decision.Accepted(new UnitReturnedToSupplier(command.Unit, command.Cause.Trim(), command.At)),
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            _ => new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus),
        };
    }
}

/// <param name="To">Who took it.</param>
public sealed record HandToWaste(UnitKey Unit, string To, string? Document, DateTimeOffset At);

/// <summary>A discarded bag leaves the house, once.</summary>
public static class HandingToWaste
{
    public static Decision Decide(SiteState state, HandToWaste command)
    {
        if (string.IsNullOrWhiteSpace(command.To)) return new Decision.Refused(Refusal.DestinationMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Status != UnitStatus.Discarded) return new Decision.Refused(Refusal.WrongStatus);
        return unit.WasteAt is not null
            ? new Decision.Refused(Refusal.AlreadyKnown)
            : new Decision.Accepted(new UnitHandedToWaste(
                command.Unit, command.To.Trim(), string.IsNullOrWhiteSpace(command.Document) ? null : command.Document.Trim(), command.At));
    }
}
