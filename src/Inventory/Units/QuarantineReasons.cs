namespace Inventory.Units;

/// <summary>Which of two reasons a bag in quarantine shows. The other one stays in its history.</summary>
/// <remarks>
/// A recall is said from outside and a temperature cannot be seen on the bag: if any later reason took their place, the person who
/// releases would look for the wrong thing.
/// </remarks>
public static class QuarantineReasons
{
    /// <returns>The later one, unless the earlier one is stronger.</returns>
    public static QuarantineReason Stronger(QuarantineReason earlier, QuarantineReason later) =>
        Rank(later) >= Rank(earlier) ? later : earlier;

    private static int Rank(QuarantineReason reason) => reason switch
    {
        QuarantineReason.None => 0,
        QuarantineReason.ReceivingCheck => 1, // only a look is missing
        QuarantineReason.TemperatureExposure => 3,
        QuarantineReason.Recall => 4,
        _ => 2,
    };
}
