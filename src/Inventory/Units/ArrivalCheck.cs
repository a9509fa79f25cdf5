using Inventory.ColdChain;

namespace Inventory.Units;

/// <summary>What a person found when a bag came.</summary>
/// <param name="BoxCelsius">Measured in its box, or the worst that the recorder in it tells; null when nobody measured.</param>
/// <param name="Logger">Number of the recorder that came with it; null when there was none.</param>
public sealed record ArrivalCheck(double? BoxCelsius, BagCondition Condition, string? Logger)
{
    /// <summary>What was looked at, point by point; null where whoever received it vouches for the whole check.</summary>
    public ArrivalTicks? Ticks { get; init; }

    /// <param name="onItsWay">What its storage class may have on its way; null where nothing can be said.</param>
    /// <returns>Why the bag waits although its labels are in order; none when nothing was found.</returns>
    internal QuarantineReason Hold(StorageLimits? onItsWay) =>
        BoxCelsius is { } celsius && onItsWay is not null
            && (onItsWay.IsOutside(celsius, ExcursionSide.TooWarm) || onItsWay.IsOutside(celsius, ExcursionSide.TooCold)) ? QuarantineReason.TemperatureExposure
        : Condition == BagCondition.Intact && Ticks is null or { Supplier: true, Label: true, Dates: true, Transport: true, Bags: true } ? QuarantineReason.None
        : QuarantineReason.ReceivingCheck;
}

/// <summary>The points of a receiving check: true for what a person has looked at and found right.</summary>
/// <param name="Supplier">Who delivers, and the licence.</param>
/// <param name="Label">Donation number, group and product, bag for bag as on the papers.</param>
/// <param name="Dates">Collected or prepared, and expiry.</param>
/// <param name="Transport">The box and what it was like on the way.</param>
/// <param name="Bags">No leak, no clot, no haemolysis.</param>
public sealed record ArrivalTicks(bool Supplier, bool Label, bool Dates, bool Transport, bool Bags);
