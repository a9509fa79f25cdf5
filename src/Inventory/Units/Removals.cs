using Inventory.Identification;

namespace Inventory.Units;

/// <param name="After">How long a bag may be away before somebody must say why.</param>
public sealed record ReportRemoval(UnitKey Unit, TimeSpan After, DateTimeOffset At);

/// <summary>A bag left its place and nobody issued it. That is an exception, not a change of its status.</summary>
public static class ReportingRemoval
{
    public static bool IsDue(SiteState state, BloodUnit unit, TimeSpan after, DateTimeOffset at) =>
        unit is { IsInStock: true, Captured: null, UnaccountedSince: null, Location: { Place: null, LastPlace: not null } gone }
        && gone.Since + after <= at && unit.ExplainedRemoval != gone.Since && !CapturingRemoval.IsDue(state, unit);

    public static Decision Decide(SiteState state, ReportRemoval command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return IsDue(state, unit, command.After, command.At)
            ? new Decision.Accepted(new RemovalUnaccounted(command.Unit, unit.Location!.LastPlace!.Value, unit.Location.Since, command.At))
            : new Decision.Refused(Refusal.AlreadyKnown);
    }
}

public sealed record ExplainRemoval(UnitKey Unit, string Explanation, DateTimeOffset At);

/// <summary>Somebody knows where the bag is. Its time out of storage goes on.</summary>
public static class ExplainingRemoval
{
    public static Decision Decide(SiteState state, ExplainRemoval command)
    {
        if (string.IsNullOrWhiteSpace(command.Explanation)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.UnaccountedSince is null
            ? new Decision.Refused(Refusal.NothingOwed)
            : new Decision.Accepted(new RemovalExplained(command.Unit, command.Explanation.Trim(), command.At));
    }
}
