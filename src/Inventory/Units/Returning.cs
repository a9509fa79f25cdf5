using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Condition">What the person sees.</param>
/// <param name="Limit">The site's policy for this component.</param>
public sealed record ReturnUnit(UnitKey Unit, BagCondition Condition, OutLimit Limit, DateTimeOffset At);

/// <summary>
/// A bag came back unused. It is always in quarantine until somebody has looked at it; when it was out of storage for too long, or too
/// often, that is the reason of its quarantine and it stays there.
/// </summary>
public static class Returning
{
    public static Decision Decide(SiteState state, ReturnUnit command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            UnitStatus.Issued => new Decision.Accepted(new UnitReturned(command.Unit, command.At)
            {
                Quarantine = QuarantineReasons.Stronger(unit.HeldFor, command.Limit.IsPassed(unit.OutOfStorage, command.At)
                    ? QuarantineReason.TemperatureExposure
                    : QuarantineReason.Returned),
                Condition = command.Condition,
                Out = unit.OutOfStorage?.Now(command.At),
                Limit = command.Limit.EachTime,
                Times = unit.OutOfStorage?.Times ?? 0,
            }),
            _ when unit.IsClosed => new Decision.Refused(Refusal.Closed),
            _ => new Decision.Refused(Refusal.NotIssued),
        };
    }
}
