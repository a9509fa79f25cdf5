namespace Inventory.Stocktaking;

/// <summary>What a count can say of its expected units so far.</summary>
/// <param name="Expected">Units on the list.</param>
/// <param name="Seen">Of these, heard (or found by a person).</param>
/// <param name="Present">Estimated number that is really here; never less than seen, never more than expected.</param>
/// <param name="Low">Lower end of the 90 % interval.</param>
/// <param name="High">Upper end of the 90 % interval.</param>
/// <param name="Hearable">How many units that were not heard yet would be heard if the count went on for ever.</param>
/// <param name="ChanceAbsent">By expected unit in the order asked: that it is really not here; 0 for one that was heard.</param>
public sealed record CountEstimate(
    int Expected, int Seen, double Present, int Low, int High, double Hearable, IReadOnlyList<double> ChanceAbsent)
{
    /// <summary>To go on would hardly bring another unit: fewer than 1 in 50 counts would.</summary>
    public const double EnoughHearable = 0.02;

    /// <summary>All were heard, or those that were not will not be.</summary>
    public bool IsComplete => Seen == Expected || (Seen > 0 && Hearable < EnoughHearable);

    /// <summary>Silence all round says more of the reader than of the stock: anything may be so.</summary>
    internal static CountEstimate NothingHeard(int expected) =>
        new(expected, 0, expected / 2d, 0, expected, expected / 2d, [.. Enumerable.Repeat(0.5, expected)]);
}
