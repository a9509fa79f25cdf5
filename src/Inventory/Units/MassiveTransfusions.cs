using Inventory.Identification;

namespace Inventory.Units;

/// <summary>While it lasts, whatever leaves its place is captured without questions and settled later.</summary>
public sealed record MassiveTransfusion(int Number, string Destination, string Physician, DateTimeOffset BeganAt);

public sealed record BeginMassiveTransfusion(string Destination, string Physician, DateTimeOffset At);

public static class BeginningMassiveTransfusion
{
    public static Decision Decide(SiteState state, BeginMassiveTransfusion command)
    {
        if (string.IsNullOrWhiteSpace(command.Physician)) return new Decision.Refused(Refusal.PhysicianMissing);
        if (string.IsNullOrWhiteSpace(command.Destination)) return new Decision.Refused(Refusal.DestinationMissing);
        return state.Massive is { } goesOn
            ? new Decision.Refused(Refusal.AlreadyKnown, goesOn.Destination)
            : new Decision.Accepted(new MassiveTransfusionBegan(
                state.LastMassive + 1, command.Destination.Trim(), command.Physician.Trim(), command.At));
    }
}

public sealed record EndMassiveTransfusion(DateTimeOffset At);

public static class EndingMassiveTransfusion
{
    public static Decision Decide(SiteState state, EndMassiveTransfusion command) => state.Massive is { } goesOn
        ? new Decision.Accepted(new MassiveTransfusionEnded(goesOn.Number, command.At))
        : new Decision.Refused(Refusal.AlreadyKnown);
}

public sealed record CaptureRemoval(UnitKey Unit, DateTimeOffset At);

/// <summary>A bag that could be issued left its place during a massive transfusion.</summary>
public static class CapturingRemoval
{
    /// <summary>Only what left after it began: a bag that was out before has its own story.</summary>
    public static bool IsDue(SiteState state, BloodUnit unit) =>
        state.Massive is { } now && unit is { Captured: null, UnaccountedSince: null, Location: { Place: null } gone }
        && unit.Status is UnitStatus.Available or UnitStatus.Reserved && gone.Since >= now.BeganAt && unit.ExplainedRemoval != gone.Since;

    public static Decision Decide(SiteState state, CaptureRemoval command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return IsDue(state, unit)
            ? new Decision.Accepted(new RemovalCaptured(command.Unit, state.Massive!.Number, command.At))
            : new Decision.Refused(Refusal.WrongStatus);
    }
}

/// <param name="Used">It was given to the patient's ward; otherwise it is here.</param>
/// <param name="Order">Number of the request, where it was used.</param>
public sealed record SettleCapture(UnitKey Unit, bool Used, string Destination, string? Order, DateTimeOffset At);

/// <summary>A captured bag is accounted for: it was issued then, or nothing happened.</summary>
public static class SettlingCapture
{
    public static Decision Decide(SiteState state, SettleCapture command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Captured is not { } number) return new Decision.Refused(Refusal.NothingOwed);
        if (!command.Used) return new Decision.Accepted(new CaptureDropped(command.Unit, number, command.At));
        if (string.IsNullOrWhiteSpace(command.Destination)) return new Decision.Refused(Refusal.DestinationMissing);
        // the bag is gone: what would stand against an issue now does not bring it back
        return new Decision.Accepted(new UnitIssued(command.Unit, command.Destination.Trim(), command.Order, command.At));
    }
}
