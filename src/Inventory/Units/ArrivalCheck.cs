using Inventory.ColdChain;

namespace Inventory.Units;

/// <summary>What a person found when a bag came.</summary>
/// <param name="BoxCelsius">Measured in its box, or the worst that the recorder in it tells; null when nobody measured.</param>
/// <param name="Logger">Number of the recorder that came with it; null when there was none.</param>
public sealed record ArrivalCheck(double? BoxCelsius, BagCondition Condition, string? Logger)
{
    /// <param name="onItsWay">What its storage class may have on its way; null where nothing can be said.</param>
    /// <returns>Why the bag waits although its labels are in order; none when nothing was found.</returns>
    internal QuarantineReason Hold(StorageLimits? onItsWay) =>
        BoxCelsius is { } celsius && onItsWay is not null
            && (onItsWay.IsOutside(celsius, ExcursionSide.TooWarm) || onItsWay.IsOutside(celsius, ExcursionSide.TooCold)) ? QuarantineReason.TemperatureExposure
        : Condition == BagCondition.Intact ? QuarantineReason.None
        : QuarantineReason.ReceivingCheck;
}
