namespace Inventory.Stocktaking;

/// <summary>Lognormal rates: gains in dB spread like a bell, which is how antennas and bags differ. Summed over fixed nodes.</summary>
/// <param name="spread">Standard deviation of the rates over their mean.</param>
internal sealed class LognormalHits(double logPrior, double spread) : HitLaw(logPrior)
{
    private const int Nodes = 25;
    private const double Step = 0.33; // standard deviations: from -4 to +4

    private static readonly double[] s_logWeights = Weights();

    private readonly double _sigma = Math.Sqrt(Math.Log(1 + (spread * spread)));

    public override double[] Constants(ReadOnlySpan<HeardClass> classes)
    {
        double[] constants = new double[classes.Length];
        for (int at = 0; at < classes.Length; at++)
        {
            Hearing unit = classes[at].Hearing;
            if (unit.Hits > 0) constants[at] = (unit.Hits * Math.Log(unit.Exposure)) - LogGamma.Of(unit.Hits + 1);
        }
        return constants;
    }

    public override double LogLikelihood(
        ReadOnlySpan<HeardClass> classes, ReadOnlySpan<double> constants, double logMean, Span<double> silence)
    {
        double sum = 0;
        Span<double> logRate = stackalloc double[Nodes], rate = stackalloc double[Nodes];
        for (int node = 0; node < Nodes; node++)
        {
            logRate[node] = logMean - (_sigma * _sigma / 2) + (_sigma * Step * (node - (Nodes / 2)));
            rate[node] = Math.Exp(logRate[node]);
        }
        for (int at = 0; at < classes.Length; at++)
        {
            Hearing unit = classes[at].Hearing;
            double before = unit.UsualExposure > 0 ? LogMean(logRate, rate, unit.UsualHits, unit.UsualExposure) : 0;
            double exposure = unit.UsualExposure + unit.Exposure;
            silence[at] = Math.Exp(LogMean(logRate, rate, unit.UsualHits, exposure) - before);
            if (unit.Hits == 0) continue;
            double one = constants[at] + LogMean(logRate, rate, unit.UsualHits + unit.Hits, exposure) - before;
            sum += classes[at].Units * one;
        }
        return sum;
    }

    /// <summary>ln of the mean of rate^hits · e^(-rate · exposure) over the law.</summary>
    private static double LogMean(ReadOnlySpan<double> logRate, ReadOnlySpan<double> rate, int hits, double exposure)
    {
        Span<double> terms = stackalloc double[Nodes];
        double top = double.NegativeInfinity, sum = 0;
        for (int node = 0; node < Nodes; node++)
        {
            terms[node] = s_logWeights[node] + (hits * logRate[node]) - (rate[node] * exposure);
            top = Math.Max(top, terms[node]);
        }
        foreach (double term in terms)
            if (term > top - 30) sum += Math.Exp(term - top);
        return top + Math.Log(sum);
    }

    private static double[] Weights()
    {
        double[] weights = [.. Enumerable.Range(0, Nodes).Select(static node => Math.Exp(-0.5 * Math.Pow(Step * (node - (Nodes / 2)), 2)))];
        double total = weights.Sum();
        return [.. weights.Select(weight => Math.Log(weight / total))];
    }
}
