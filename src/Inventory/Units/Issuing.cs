using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Destination">Ward or recipient site; never a patient.</param>
/// <param name="Order">Number of the request; null when not given.</param>
/// <param name="Limit">The site's policy on time out of storage for this component.</param>
public sealed record IssueUnit(UnitKey Unit, string Destination, string? Order, OutLimit Limit, DateTimeOffset At)
{
    /// <summary>The bag that should go first (<see cref="Stock.Fefo"/>); null when this is the first.</summary>
    public UnitKey? First { get; init; }

    /// <summary>Only the emergency reserve of its group would be left (<see cref="Stock.EmergencyReserve"/>).</summary>
    public bool TouchesReserve { get; init; }

    /// <summary>Why this one and not the first, or why from the reserve; null when nobody said.</summary>
    public string? Override { get; init; }
}

/// <summary>May this bag leave the bank at this instant?</summary>
/// <remarks>
/// At <see cref="BloodUnit.ExpiresAt"/> itself it is already expired, whatever its status. A bag that was reserved for this order
/// was chosen then: it may expire after others, and come from the emergency reserve.
/// </remarks>
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
            UnitStatus.Available or UnitStatus.Reserved when FitToLeave.Fault(unit, command.Limit, command.At) is { } fault => fault,
            UnitStatus.Reserved when unit.IsKeptFromOthers(command.Order, command.At) =>
                new Decision.Refused(Refusal.ReservedForOther, unit.Reservation?.Request),
            UnitStatus.Available when command.First is { } first && string.IsNullOrWhiteSpace(command.Override) =>
                new Decision.Refused(Refusal.OtherExpiresFirst, first.ToString()),
            UnitStatus.Available when command.TouchesReserve && string.IsNullOrWhiteSpace(command.Override) =>
                new Decision.Refused(Refusal.KeptForEmergencies),
            UnitStatus.Available or UnitStatus.Reserved => new Decision.Accepted(Issued(unit, command)),
            UnitStatus.Expected or UnitStatus.InTransfer or UnitStatus.Lost => new Decision.Refused(Refusal.WrongStatus),
            _ => new Decision.Refused(Refusal.Closed),
        };
    }

    private static UnitIssued Issued(BloodUnit unit, IssueUnit command)
    {
        UnitIssued issued = new(unit.Key, command.Destination.Trim(), command.Order, command.At);
        return unit.Status == UnitStatus.Available && (command.First is not null || command.TouchesReserve)
            ? issued with { PassedOver = command.First, FromReserve = command.TouchesReserve ? true : null, Override = command.Override!.Trim() }
            : issued;
    }
}
