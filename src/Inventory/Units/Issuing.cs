using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Destination">Ward or recipient site; never a patient.</param>
/// <param name="Order">Number of the request; null when not given.</param>
public sealed record IssueUnit(UnitKey Unit, string Destination, string? Order, DateTimeOffset At);

/// <summary>May this bag leave the bank at this instant?</summary>
/// <remarks>At <see cref="BloodUnit.ExpiresAt"/> itself it is already expired, whatever its status.</remarks>
public static class Issuing
{
    public static Decision Decide(SiteState state, IssueUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Destination)) return new Decision.Refused(Refusal.DestinationMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned =>
                new Decision.Refused(Refusal.NotReleased, unit.Quarantine.ToString()),
            UnitStatus.Available or UnitStatus.Reserved when unit.IsExpired(command.At) =>
                new Decision.Refused(Refusal.Expired, RefusalText.Instant(unit.ExpiresAt)),
            UnitStatus.Available or UnitStatus.Reserved =>
                new Decision.Accepted(new UnitIssued(command.Unit, command.Destination.Trim(), command.Order, command.At)),
            UnitStatus.Expected or UnitStatus.InTransfer or UnitStatus.Lost => new Decision.Refused(Refusal.WrongStatus),
            _ => new Decision.Refused(Refusal.Closed),
        };
    }
}
