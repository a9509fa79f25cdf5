using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

/// <summary>A made-up stock whose truth is known: who is absent, and how well each present unit is heard.</summary>
internal sealed class Population
{
    private readonly Random _dice;
    private readonly double[] _rates; // 0 for an absent unit

    /// <param name="rate">The rate of one unit, hits a round.</param>
    public Population(int seed, int expected, int absent, Func<Random, double> rate)
    {
        _dice = new Random(seed);
        _rates = [.. Enumerable.Range(0, expected).Select(at => at < absent ? 0 : rate(_dice))];
        Hits = new int[expected];
    }

    public int[] Hits { get; }
    public int Rounds { get; private set; }
    public int Present => _rates.Count(static rate => rate > 0);

    public void Round()
    {
        Rounds++;
        for (int unit = 0; unit < _rates.Length; unit++) Hits[unit] += Poisson(_rates[unit]);
    }

    public bool IsAbsent(int unit) => _rates[unit] == 0;

    public CountEstimate Estimate() => Completeness.Estimate([.. Hits.Select(hits => new Hearing(hits, Rounds))]);

    /// <summary>Gamma with the mean given, by the sum of exponentials: <paramref name="shape"/> whole.</summary>
    public static Func<Random, double> Gamma(double mean, int shape) => dice =>
        Enumerable.Range(0, shape).Sum(_ => -Math.Log(1 - dice.NextDouble())) * mean / shape;

    public static Func<Random, double> Lognormal(double median, double sigma) => dice => median * Math.Exp(sigma * Bell(dice));

    /// <summary>Most are heard well, some are shy: no law of the model.</summary>
    public static Func<Random, double> TwoKinds(double well, double shy, double shyShare) => dice =>
        dice.NextDouble() < shyShare ? shy : well;

    private static double Bell(Random dice) =>
        Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());

    private int Poisson(double mean)
    {
        int number = 0;
        for (double left = Math.Exp(-mean), product = _dice.NextDouble(); product > left; product *= _dice.NextDouble()) number++;
        return mean > 0 ? number : 0;
    }
}
