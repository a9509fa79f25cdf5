namespace Inventory.Stocktaking;

/// <summary>
/// How far the units of one population are above the limit at which they are heard, at the usual power: shares of units by decibels.
/// </summary>
/// <remarks>
/// Losses of bags and antennas add up to a bell of decibels; the fade of a field has a longer tail downwards, the shorter the more
/// antennas hear the bag; some bags are shy by what they lie against. Which of it is so at a site nobody knows: all are weighed.
/// </remarks>
internal sealed class MarginLaw
{
    public const int LeastDb = -25, Nodes = 86; // a node a decibel
    private const double ShyDb = 8, Negligible = 1e-12;
    private const int LeastMeanDb = -12, MostMeanDb = 36, MeanStepDb = 2;

    private static readonly double[] s_spreadsDb = [2, 3, 4, 5.5, 7.5];
    private static readonly double[] s_fadeShapes = [1, 1.5, 2.5, 4];
    private static readonly double[] s_shyShares = [0, 0.03];

    public static readonly MarginLaw[] All =
        [.. Shapes().SelectMany(static _ => s_shyShares, static (shape, shy) => Along(shape, shy)).SelectMany(static laws => laws)];

    private readonly double[] _shares; // by node; the sum is 1
    private readonly int _first, _end;

    private MarginLaw(double[] shares)
    {
        _shares = shares;
        _first = Array.FindIndex(shares, static share => share > Negligible);
        _end = Array.FindLastIndex(shares, static share => share > Negligible) + 1;
    }

    /// <summary>The mean of what depends on the margin, over units whose margins are so many decibels higher.</summary>
    /// <param name="byMargin">By node; beyond the last it stays the same.</param>
    public double Mean(double[] byMargin, int shiftDb)
    {
        double sum = 0;
        for (int node = _first; node < _end; node++) sum += _shares[node] * byMargin[Math.Min(node + shiftDb, Nodes - 1)];
        return sum;
    }

    private static IEnumerable<Func<double, double>> Shapes()
    {
        foreach (double spread in s_spreadsDb) yield return db => Math.Exp(-0.5 * Math.Pow(db / spread, 2));
        foreach (double shape in s_fadeShapes) yield return db => Math.Exp(shape * ((db / Decibel) - Math.Exp(db / Decibel)));
    }

    private const double Decibel = 4.342944819032518; // of a power that grows by e

    private static IEnumerable<MarginLaw> Along(Func<double, double> shape, double shyShare)
    {
        for (int mean = LeastMeanDb; mean <= MostMeanDb; mean += MeanStepDb)
        {
            double[] others = At(shape, mean), shy = At(shape, mean - ShyDb);
            yield return new MarginLaw([.. others.Zip(shy, (other, weak) => ((1 - shyShare) * other) + (shyShare * weak))]);
        }
    }

    private static double[] At(Func<double, double> shape, double meanDb)
    {
        double[] shares = [.. Enumerable.Range(0, Nodes).Select(node => shape(LeastDb + node - meanDb))];
        double all = shares.Sum();
        return [.. shares.Select(share => share / all)];
    }
}
