using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Lapsed">The service says so because the time is over; otherwise a person lets it go.</param>
public sealed record EndReservation(UnitKey Unit, bool Lapsed, DateTimeOffset At);

/// <summary>A bag that was kept is anybody's again.</summary>
public static class EndingReservation
{
    public static Decision Decide(SiteState state, EndReservation command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit is not { Status: UnitStatus.Reserved, Reservation: { } kept }) return new Decision.Refused(Refusal.NotReserved);
        if (command.Lapsed && command.At < kept.Until) return new Decision.Refused(Refusal.WrongStatus); // it was prolonged meanwhile
        return new Decision.Accepted(new ReservationEnded(
            command.Unit, kept.Request, command.Lapsed ? ReservationEnd.Lapsed : ReservationEnd.Released, command.At));
    }
}
