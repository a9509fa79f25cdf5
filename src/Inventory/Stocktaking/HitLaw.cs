namespace Inventory.Stocktaking;

/// <summary>
/// How differently the units of one population are heard: a law of hit rates, complete but for its mean. Hits of one unit are a
/// Poisson number around its own rate.
/// </summary>
/// <remarks>
/// What matters for a count is how many units have a rate near nothing, and no sample can show that tail. So laws with unlike tails
/// are weighed against each other: the gamma law reaches down to 0, the lognormal law falls off before, and a share of the units may
/// be shy, whatever the others are (a bag behind a bag, a tag on metal).
/// </remarks>
internal abstract class HitLaw(double logPrior)
{
    private const double UsualSpread = 0.5, SpreadDoubt = 0.8; // of the spread's logarithm: between 0.25 and 1.1 for most sites

    /// <summary>Standard deviations of the rates over their mean, from nearly alike to wildly unlike.</summary>
    private static readonly double[] s_spreads = [.. Enumerable.Range(0, 8).Select(static step => 0.1 * Math.Pow(1.5, step))];

    private static readonly double[] s_shyShares = [0.01, 0.03, 0.08, 0.2], s_shyFactors = [0.08, 0.18, 0.35];

    public static readonly HitLaw[] All = [.. Plain(), .. WithShyUnits()];

    public double LogPrior { get; } = logPrior;

    /// <summary>By class: the part of ln likelihood that does not depend on the mean.</summary>
    public abstract double[] Constants(ReadOnlySpan<HeardClass> classes);

    /// <summary>ln of the likelihood of all hits of the classes that were heard.</summary>
    /// <param name="constants">Of the same classes.</param>
    /// <param name="logMean">ln of the mean rate, hits per unit of exposure.</param>
    /// <param name="silence">By class: chance that such a unit, present, is not heard in its exposure.</param>
    public abstract double LogLikelihood(
        ReadOnlySpan<HeardClass> classes, ReadOnlySpan<double> constants, double logMean, Span<double> silence);

    private static IEnumerable<HitLaw> Plain()
    {
        foreach (double spread in s_spreads)
        {
            double prior = Prior(spread);
            yield return new GammaHits(prior, spread);
            yield return new LognormalHits(prior, spread);
        }
    }

    /// <summary>Together they weigh as much as one of the plain laws.</summary>
    private static IEnumerable<HitLaw> WithShyUnits()
    {
        double[] spreads = [s_spreads[1], s_spreads[3], s_spreads[5]];
        double share = Math.Log(s_spreads.Length / (double)(spreads.Length * s_shyShares.Length * s_shyFactors.Length));
        return from spread in spreads
               from shy in s_shyShares
               from factor in s_shyFactors
               select new GammaHits(Prior(spread) + share, spread, shy, factor);
    }

    private static double Prior(double spread) => -0.5 * Math.Pow(Math.Log(spread / UsualSpread) / SpreadDoubt, 2);
}
