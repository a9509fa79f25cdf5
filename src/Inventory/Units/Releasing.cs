using Inventory.Identification;
using Inventory.Stock;

namespace Inventory.Units;

/// <param name="Product">What the site's table says of the product now; null when it does not know it.</param>
/// <param name="Limit">The site's policy on time out of storage for this component.</param>
public sealed record ReleaseUnit(UnitKey Unit, Product? Product, OutLimit Limit, DateTimeOffset At);

/// <summary>
/// An authorised person ends the quarantine. What the label itself forbids nobody releases, nor a bag that was out of storage for too
/// long or came back damaged.
/// </summary>
public static class Releasing
{
    public static Decision Decide(SiteState state, ReleaseUnit command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.IsClosed) return new Decision.Refused(Refusal.Closed);
        if (unit.Status == UnitStatus.Issued) return new Decision.Refused(Refusal.AlreadyIssued);
        if (unit.Status is not (UnitStatus.Quarantined or UnitStatus.Received)) return new Decision.Refused(Refusal.WrongStatus);
        if (FitToLeave.Fault(unit, command.Limit, command.At) is { } fault) return fault;
        UnitReleased released = new(command.Unit, command.At);
        return LabelRules.Hold(unit) switch
        {
            QuarantineReason.NotGeneralStock => new Decision.Refused(Refusal.NotGeneralStock),
            QuarantineReason.LabelStatus => new Decision.Refused(Refusal.LabelHold, unit.GroupCode),
            _ when unit.StorageClass.Length > 0 => new Decision.Accepted(released),
            _ when command.Product is { } product => new Decision.Accepted(
                new UnitClassified(command.Unit, product.Component, product.Amount, product.StorageClass, command.At), released),
            _ => new Decision.Refused(Refusal.UnknownProduct, command.Unit.Product.Description),
        };
    }
}
