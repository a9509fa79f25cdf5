using Inventory.Identification;
using Inventory.Stock;

namespace Inventory.Units;

/// <param name="ExpiresAt">First instant at which it is expired, as announced; the label decides when it comes.</param>
/// <param name="Product">What the site's table says of the product code; null when it does not know it.</param>
public sealed record ExpectUnit(
    UnitKey Unit, BloodGroupCode Group, DateTimeOffset ExpiresAt, Product? Product, string Notice, string From, DateTimeOffset At)
{
    public DateTimeOffset? CollectedAt { get; init; }
    public string? Antigens { get; init; }
}

/// <summary>A bag is announced. It is no stock until it is here and a person has looked at it.</summary>
public static class Expecting
{
    public static Decision Decide(SiteState state, ExpectUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Notice)) return new Decision.Refused(Refusal.RequestMissing);
        if (string.IsNullOrWhiteSpace(command.From)) return new Decision.Refused(Refusal.DestinationMissing);
        if (command.Unit.NeedsDivisionStructure) return new Decision.Refused(Refusal.DivisionMissing);
        string notice = command.Notice.Trim();
        if (state.Units.TryGetValue(command.Unit, out BloodUnit? unit)
            && unit.Status is not (UnitStatus.ReturnedToSupplier or UnitStatus.TransferredOut or UnitStatus.EnteredInError or UnitStatus.Cancelled))
            return unit.IsClosed ? new Decision.Refused(Refusal.Closed) : new Decision.Refused(Refusal.AlreadyKnown, unit.Notice);
        return new Decision.Accepted(new UnitExpected(
            command.Unit, command.Group.Group, command.Group.Text, command.Product?.Component ?? ComponentClass.Other,
            command.Product?.Amount ?? new UnitAmount(UnitKind.Bag, 1), command.Product?.StorageClass ?? "", command.ExpiresAt, notice,
            command.From.Trim(), command.At)
        {
            CollectedAt = command.CollectedAt, Antigens = command.Antigens,
        });
    }
}

public sealed record CancelExpected(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>What was announced did not come.</summary>
public static class CancellingExpected
{
    public static Decision Decide(SiteState state, CancelExpected command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit is { Status: UnitStatus.Expected, Notice: { } notice }
            ? new Decision.Accepted(new ExpectedCancelled(command.Unit, notice, command.Cause.Trim(), command.At))
            : new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
    }
}
