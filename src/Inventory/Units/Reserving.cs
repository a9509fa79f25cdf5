using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Request">Number of the request, never a patient.</param>
/// <param name="Until">The limit; past the bag's own expiry it is the expiry.</param>
/// <param name="Longest">How long the site keeps a bag for anybody.</param>
/// <param name="Limit">The site's policy on time out of storage for this component.</param>
public sealed record ReserveUnit(
    UnitKey Unit, string Request, DateTimeOffset Until, TimeSpan Longest, OutLimit Limit, DateTimeOffset At)
{
    /// <summary>Only the emergency reserve of its group would be left (<see cref="Stock.EmergencyReserve"/>).</summary>
    public bool TouchesReserve { get; init; }

    /// <summary>Why from the reserve; null when nobody said.</summary>
    public string? Override { get; init; }
}

/// <summary>Keeps a bag for one request. Long reservations waste blood: there is always a limit.</summary>
public static class Reserving
{
    public static Decision Decide(SiteState state, ReserveUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Request)) return new Decision.Refused(Refusal.RequestMissing);
        if (command.Until <= command.At || command.Until > command.At + command.Longest)
            return new Decision.Refused(Refusal.TimeLimitWrong, RefusalText.Hours(command.Longest));
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        string request = command.Request.Trim();
        return unit.Status switch
        {
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned =>
                new Decision.Refused(Refusal.NotReleased, unit.Quarantine.ToString()),
            UnitStatus.Available or UnitStatus.Reserved when FitToLeave.Fault(unit, command.Limit, command.At) is { } fault => fault,
            UnitStatus.Reserved when unit.IsKeptFromOthers(request, command.At) =>
                new Decision.Refused(Refusal.ReservedForOther, unit.Reservation?.Request),
            UnitStatus.Available when command.TouchesReserve && string.IsNullOrWhiteSpace(command.Override) =>
                new Decision.Refused(Refusal.KeptForEmergencies),
            UnitStatus.Available or UnitStatus.Reserved => new Decision.Accepted(new UnitReserved(
                command.Unit, request, command.Until < unit.ExpiresAt ? command.Until : unit.ExpiresAt, command.At)
            {
                FromReserve = unit.Status == UnitStatus.Available && command.TouchesReserve ? command.Override!.Trim() : null,
            }),
            UnitStatus.Expected or UnitStatus.InTransfer or UnitStatus.Lost => new Decision.Refused(Refusal.WrongStatus),
            _ => new Decision.Refused(Refusal.Closed),
        };
    }
}
