namespace HardwareSim.Score;

/// <summary>How well the service knew where the bags were.</summary>
/// <param name="CountedSeconds">Bag-seconds in a place that had not changed for 30 s.</param>
/// <param name="RightSeconds">Those of them in which the service named that place.</param>
/// <param name="BagDays">Bag-seconds in a place / 86,400.</param>
/// <param name="RemovalSeconds">Time to notice each removal, sorted; infinite for one that was missed.</param>
/// <param name="ArrivalSeconds">The same for arrivals.</param>
public sealed record PlaceScore(
    long CountedSeconds, long RightSeconds, int FalseMoves, int FalseRemovals, double BagDays,
    IReadOnlyList<double> RemovalSeconds, IReadOnlyList<double> ArrivalSeconds)
{
    /// <summary>Every removal that was judged, in no order: the late ones are to be looked at one by one.</summary>
    public IReadOnlyList<JudgedRemoval> Removals { get; init; } = [];

    /// <summary>Every bag that was said to be gone and was there: tag and instant.</summary>
    public IReadOnlyList<PlaceClaim> FalselyRemoved { get; init; } = [];

    public double RightPercent => CountedSeconds == 0 ? double.NaN : 100.0 * RightSeconds / CountedSeconds;
    public double FalseMovesPer1000BagDays => 1000 * FalseMoves / BagDays;
    public double FalseRemovalsPer1000BagDays => 1000 * FalseRemovals / BagDays;

    /// <summary>With 95 % certainty the true rate of false removals is not above this.</summary>
    public double FalseRemovalBoundPer1000BagDays =>
        BagDays == 0 ? double.NaN : 1000 * Statistics.PoissonBound(FalseRemovals) / BagDays;
    public double RemovalMedian => Statistics.NearestRank(RemovalSeconds, 0.5);
    public double RemovalP99 => Statistics.NearestRank(RemovalSeconds, 0.99);
    public double ArrivalMedian => Statistics.NearestRank(ArrivalSeconds, 0.5);
    public double ArrivalP99 => Statistics.NearestRank(ArrivalSeconds, 0.99);
    public int MissedRemovals => RemovalSeconds.Count(double.IsPositiveInfinity);
}

/// <summary>A bag that left, and how long after its door was shut that was noticed.</summary>
/// <param name="Seconds">Infinite when it was missed.</param>
public readonly record struct JudgedRemoval(string Tag, DateTimeOffset LeftAt, DateTimeOffset DoorShutAt, double Seconds);

/// <summary>The few formulas of a score.</summary>
public static class Statistics
{
    /// <summary>Element ceil(p·n) of sorted values; not a number when there are none.</summary>
    public static double NearestRank(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Count)) - 1];

    /// <summary>Largest mean that gives at most <paramref name="events"/> with a chance of 5 %: half of χ²(0.95; 2k+2).</summary>
    public static double PoissonBound(int events)
    {
        double low = 0, high = 10 + (3.0 * events);
        for (int i = 0; i < 100; i++)
        {
            double mean = (low + high) / 2, term = Math.Exp(-mean), sum = term;
            for (int k = 1; k <= events; k++) sum += term *= mean / k;
            if (sum > 0.05) low = mean;
            else high = mean;
        }
        return high;
    }

    /// <summary>Wilson's 95 % interval of a share.</summary>
    public static (double Low, double High) Wilson(long hits, long of)
    {
        const double Z = 1.959964;
        double p = (double)hits / of, z2 = Z * Z / of;
        double middle = (p + (z2 / 2)) / (1 + z2), half = Z * Math.Sqrt((p * (1 - p) / of) + (z2 / (4 * of))) / (1 + z2);
        return (middle - half, middle + half);
    }
}
