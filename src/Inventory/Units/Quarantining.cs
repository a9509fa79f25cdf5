using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Reason">Never none.</param>
public sealed record QuarantineUnit(UnitKey Unit, QuarantineReason Reason, DateTimeOffset At);

/// <summary>Holds a bag apart. Anybody may, in any moment; only a release brings it back.</summary>
/// <remarks>A recall reaches bags that are not here too: announced, issued, on their way, lost or sent away. Should such a bag come, it is held.</remarks>
public static class Quarantining
{
    public static Decision Decide(SiteState state, QuarantineUnit command)
    {
        if (command.Reason == QuarantineReason.None) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (command.Reason == QuarantineReason.Recall && !unit.IsInStock) return Recall(unit, command);
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

    private static Decision Recall(BloodUnit unit, QuarantineUnit command) => unit switch
    {
        { Status: UnitStatus.Transfused or UnitStatus.Discarded } => new Decision.Refused(Refusal.Closed), // it comes no more
        { HeldFor: QuarantineReason.Recall } => new Decision.Refused(Refusal.AlreadyRecalled),
        _ => new Decision.Accepted(new UnitRecalled(command.Unit, command.At)),
    };

    private static Decision.Accepted Accepted(QuarantineUnit command) =>
        new(new UnitQuarantined(command.Unit, command.Reason, command.At));
}
