using Inventory.Identification;

namespace Inventory.Units;

public sealed record ReturnUnit(UnitKey Unit, DateTimeOffset At);

/// <summary>A bag came back unused. It is in quarantine until somebody has looked at it and at its time out of storage.</summary>
public static class Returning
{
    public static Decision Decide(SiteState state, ReturnUnit command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            UnitStatus.Issued => new Decision.Accepted(new UnitReturned(command.Unit, command.At)),
            _ when unit.IsClosed => new Decision.Refused(Refusal.Closed),
            _ => new Decision.Refused(Refusal.NotIssued),
        };
    }
}
