using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Transfer">Number of the transfer; one number goes to one site.</param>
/// <param name="Limit">The site's policy on time out of storage for this component.</param>
public sealed record DispatchUnit(
    UnitKey Unit, string Transfer, string To, string? Box, string? Logger, OutLimit Limit, DateTimeOffset At)
{
    /// <summary>Only the emergency reserve of its group would be left (<see cref="Stock.EmergencyReserve"/>).</summary>
    public bool TouchesReserve { get; init; }

    /// <summary>Why from the reserve; null when nobody said.</summary>
    public string? Override { get; init; }
}

/// <summary>Sends a bag to another site. A bag goes with one transfer once, however often the order comes.</summary>
public static class Dispatching
{
    public static Decision Decide(SiteState state, DispatchUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Transfer)) return new Decision.Refused(Refusal.RequestMissing);
        if (string.IsNullOrWhiteSpace(command.To)) return new Decision.Refused(Refusal.DestinationMissing);
        string transfer = command.Transfer.Trim(), to = command.To.Trim();
        if (state.Transfers.TryGetValue(transfer, out Transfer? known) && known.To != to)
            return new Decision.Refused(Refusal.TransferGoesElsewhere, known.To);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Transfer == transfer && unit.Status != UnitStatus.Available) return new Decision.Refused(Refusal.AlreadyKnown, transfer);
        return unit.Status switch
        {
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned =>
                new Decision.Refused(Refusal.NotReleased, unit.Quarantine.ToString()),
            UnitStatus.Available when FitToLeave.Fault(unit, command.Limit, command.At) is { } fault => fault,
            UnitStatus.Available when unit.Transfer == transfer => new Decision.Refused(Refusal.AlreadyKnown, transfer),
            UnitStatus.Available when command.TouchesReserve && string.IsNullOrWhiteSpace(command.Override) =>
                new Decision.Refused(Refusal.KeptForEmergencies),
            UnitStatus.Available => new Decision.Accepted(
                new UnitDispatched(command.Unit, transfer, to, Text(command.Box), Text(command.Logger), command.At)
                {
                    FromReserve = command.TouchesReserve ? command.Override!.Trim() : null,
                }),
            UnitStatus.Reserved => new Decision.Refused(Refusal.ReservedForOther, unit.Reservation?.Request),
            UnitStatus.Expected or UnitStatus.InTransfer or UnitStatus.Lost => new Decision.Refused(Refusal.WrongStatus),
            _ => new Decision.Refused(Refusal.Closed),
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Cause">Null: the receiving site has it. Otherwise it came back, and why.</param>
public sealed record EndTransfer(UnitKey Unit, string Transfer, string? Cause, DateTimeOffset At);

/// <summary>The end of a bag's transfer, as this site sees it: confirmed by the receiver, or back here.</summary>
public static class EndingTransfer
{
    public static Decision Decide(SiteState state, EndTransfer command)
    {
        if (command.Cause is not null && string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Transfer != command.Transfer) return new Decision.Refused(Refusal.NotInTransfer, command.Transfer);
        return unit.Status switch
        {
            UnitStatus.InTransfer when command.Cause is { } cause =>
                new Decision.Accepted(new UnitTransferReturned(command.Unit, command.Transfer, cause.Trim(), command.At)),
            UnitStatus.InTransfer => new Decision.Accepted(new UnitTransferConfirmed(command.Unit, command.Transfer, command.At)),
            UnitStatus.TransferredOut => new Decision.Refused(Refusal.AlreadyKnown),
            _ => new Decision.Refused(Refusal.NotInTransfer, command.Transfer),
        };
    }
}
