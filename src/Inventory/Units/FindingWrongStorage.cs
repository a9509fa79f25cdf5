using Inventory.ColdChain;
using Inventory.Identification;

namespace Inventory.Units;

public sealed record FindWrongStorage(UnitKey Unit, StorageFit Storage, DateTimeOffset At);

/// <summary>A bag lies in a wrong cabinet and its time out of storage does not run: from now on it does.</summary>
public static class FindingWrongStorage
{
    public static bool IsDue(BloodUnit unit, StorageFit storage) =>
        storage.IsWrong(unit) && unit.OutOfStorage is not { Since: not null, ReturnedAt: null };

    public static Decision Decide(SiteState state, FindWrongStorage command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return IsDue(unit, command.Storage)
            ? new Decision.Accepted(new WrongStorageFound(command.Unit, unit.Location!.Place!.Value, command.At))
            : new Decision.Refused(Refusal.AlreadyKnown);
    }
}
