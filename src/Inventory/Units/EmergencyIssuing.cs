using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Physician">Who orders it.</param>
/// <param name="Limit">The site's policy on time out of storage for this component.</param>
public sealed record IssueInEmergency(
    UnitKey Unit, string Destination, string Physician, string? Order, OutLimit Limit, DateTimeOffset At)
{
    /// <summary>Why it leaves although it was out of storage for too long; null when nobody said.</summary>
    public string? Override { get; init; }
}

/// <summary>Blood that cannot wait for its papers, on the order of a named physician, who answers for it.</summary>
/// <remarks>
/// From stock: group O red cells, group AB plasma, since the recipient's group is not known. From quarantine: what only waits for its
/// receiving check, or is labelled for emergencies. What was recalled, was too warm, or whose label forbids it, never. Time out of
/// storage is overruled only with a reason, which is kept: the physician cannot see it on the bag.
/// </remarks>
public static class EmergencyIssuing
{
    public static Decision Decide(SiteState state, IssueInEmergency command)
    {
        if (string.IsNullOrWhiteSpace(command.Physician)) return new Decision.Refused(Refusal.PhysicianMissing);
        if (string.IsNullOrWhiteSpace(command.Destination)) return new Decision.Refused(Refusal.DestinationMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Status == UnitStatus.Issued) return new Decision.Refused(Refusal.AlreadyIssued);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (!unit.IsInStock) return new Decision.Refused(Refusal.WrongStatus);
        Decision.Refused? fault = FitToLeave.Fault(unit, command.Limit, command.At);
        bool outTooLong = fault is { Why: Refusal.OutTooLong };
        if (fault is not null && !outTooLong) return fault;
        if (unit.Status is not (UnitStatus.Available or UnitStatus.Reserved) && !MayLeaveUnchecked(unit))
            return new Decision.Refused(Refusal.NotForEmergency, unit.Quarantine.ToString());
        if (!FitsAnybody(unit)) return new Decision.Refused(Refusal.GroupNotForEmergency);
        if (outTooLong && string.IsNullOrWhiteSpace(command.Override)) return fault!;
        return new Decision.Accepted(new UnitIssuedInEmergency(
            command.Unit, command.Destination.Trim(), command.Physician.Trim(),
            string.IsNullOrWhiteSpace(command.Order) ? null : command.Order.Trim(), command.At)
        {
            Override = outTooLong ? command.Override!.Trim() : null,
        });
    }

    private static bool MayLeaveUnchecked(BloodUnit unit) => unit.OutOfStorage is null or { Times: 0 } && unit.Quarantine switch
    {
        QuarantineReason.ReceivingCheck => true,
        QuarantineReason.NotGeneralStock =>
            BloodGroupCode.TryParse(unit.GroupCode, out BloodGroupCode? code) && code!.Use == IntendedUse.EmergencyOnly,
        _ => false,
    };

    private static bool FitsAnybody(BloodUnit unit) => unit.Component switch
    {
        ComponentClass.RedCells or ComponentClass.WholeBlood => unit.Group.Abo == Abo.O,
        ComponentClass.PlasmaFfp or ComponentClass.PlasmaFp or ComponentClass.PlasmaThawed => unit.Group.Abo == Abo.AB,
        _ => true,
    };
}

public sealed record SettleEmergency(UnitKey Unit, string Order, DateTimeOffset At);

/// <summary>Request and tests of an emergency are complete.</summary>
public static class SettlingEmergency
{
    public static Decision Decide(SiteState state, SettleEmergency command)
    {
        if (string.IsNullOrWhiteSpace(command.Order)) return new Decision.Refused(Refusal.RequestMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Emergency is { SettledAt: null }
            ? new Decision.Accepted(new EmergencySettled(command.Unit, command.Order.Trim(), command.At))
            : new Decision.Refused(Refusal.NothingOwed);
    }
}
