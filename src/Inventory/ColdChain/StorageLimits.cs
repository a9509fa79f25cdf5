namespace Inventory.ColdChain;

/// <summary>Between which temperatures a storage class lies, and how patient its alarms are.</summary>
/// <param name="LowCelsius">Below this is an excursion; null where there is no lower limit (freezers).</param>
/// <param name="HighCelsius">Above this is an excursion; null where there is no upper limit.</param>
/// <param name="WarnLowCelsius">Inside the limit: action comes before the limit. Null: no warning.</param>
/// <param name="WarnHighCelsius">Like <paramref name="WarnLowCelsius"/>.</param>
/// <param name="DeadbandCelsius">How far back inside the limit a temperature must be before it counts as well again; over 0.</param>
/// <param name="OnDelay">How long it must stay outside before the excursion is confirmed.</param>
/// <param name="OffDelay">How long it must stay beyond the deadband before the excursion ends.</param>
public sealed record StorageLimits(
    double? LowCelsius, double? HighCelsius, double? WarnLowCelsius, double? WarnHighCelsius,
    double DeadbandCelsius, TimeSpan OnDelay, TimeSpan OffDelay)
{
    public bool IsOutside(double celsius, ExcursionSide side) => side == ExcursionSide.TooWarm
        ? celsius > HighCelsius
        : celsius < LowCelsius;

    /// <summary>Well again: inside the limit by at least the deadband.</summary>
    public bool IsWell(double celsius, ExcursionSide side) => side == ExcursionSide.TooWarm
        ? HighCelsius is not { } high || celsius <= high - DeadbandCelsius
        : LowCelsius is not { } low || celsius >= low + DeadbandCelsius;

    /// <exception cref="InvalidOperationException">There is no limit on that side.</exception>
    public double Limit(ExcursionSide side) =>
        (side == ExcursionSide.TooWarm ? HighCelsius : LowCelsius)
        ?? throw new InvalidOperationException($"This storage class has no limit for {side}.");
}
