using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Reason">Never none.</param>
public sealed record QuarantineUnit(UnitKey Unit, QuarantineReason Reason, DateTimeOffset At);

/// <summary>Holds a bag apart. Anybody may, in any moment; only a release brings it back.</summary>
public static class Quarantining
{
    public static Decision Decide(SiteState state, QuarantineUnit command)
    {
        if (command.Reason == QuarantineReason.None) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            // "only the receiving check is missing" is the weakest reason: it never takes the place of another
            UnitStatus.Received or UnitStatus.Available or UnitStatus.Reserved or UnitStatus.Returned => Accepted(command),
            // a second reason is worth knowing, and the stronger one is what the bag shows (QuarantineReasons)
            UnitStatus.Quarantined when unit.Quarantine != command.Reason && command.Reason != QuarantineReason.ReceivingCheck => Accepted(command),
            UnitStatus.Quarantined => new Decision.Refused(Refusal.AlreadyQuarantined),
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            UnitStatus.Expected or UnitStatus.InTransfer or UnitStatus.Lost => new Decision.Refused(Refusal.WrongStatus),
            _ => new Decision.Refused(Refusal.Closed),
        };
    }

    private static Decision.Accepted Accepted(QuarantineUnit command) =>
        new(new UnitQuarantined(command.Unit, command.Reason, command.At));
}
