namespace Inventory.Stocktaking;

/// <summary>Gamma distributed rates, so that a unit's hits are negative binomial; a share of the units may be shy.</summary>
/// <param name="spread">Standard deviation of the rates over their mean.</param>
/// <param name="shyShare">Share of units whose mean rate is lower.</param>
/// <param name="shyFactor">Their mean over that of the others.</param>
internal sealed class GammaHits(double logPrior, double spread, double shyShare = 0, double shyFactor = 1) : HitLaw(logPrior)
{
    private readonly double _shape = 1 / (spread * spread);
    private readonly double _logOthers = Math.Log(1 - shyShare), _logShy = Math.Log(shyShare);

    public override double[] Constants(ReadOnlySpan<HeardClass> classes)
    {
        double[] constants = new double[classes.Length];
        for (int at = 0; at < classes.Length; at++)
        {
            Hearing unit = classes[at].Hearing;
            if (unit.Hits == 0) continue;
            double known = _shape + unit.UsualHits;
            constants[at] = LogGamma.Of(known + unit.Hits) - LogGamma.Of(known) - LogGamma.Of(unit.Hits + 1)
                + (unit.Hits * Math.Log(unit.Exposure));
        }
        return constants;
    }

    public override double LogLikelihood(
        ReadOnlySpan<HeardClass> classes, ReadOnlySpan<double> constants, double logMean, Span<double> silence)
    {
        double perHit = _shape / Math.Exp(logMean), perShyHit = perHit / shyFactor, sum = 0;
        double others = _logOthers + (_shape * Math.Log(perHit)), shy = _logShy + (_shape * Math.Log(perShyHit));
        for (int at = 0; at < classes.Length; at++)
        {
            Hearing unit = classes[at].Hearing;
            double known = _shape + unit.UsualHits, all = unit.UsualExposure + unit.Exposure;
            double logAll = Math.Log(perHit + all), logShyAll = Math.Log(perShyHit + all);
            double before = Either(
                others - (known * Math.Log(perHit + unit.UsualExposure)), shy - (known * Math.Log(perShyHit + unit.UsualExposure)));
            silence[at] = Math.Exp(Either(others - (known * logAll), shy - (known * logShyAll)) - before);
            if (unit.Hits == 0) continue;
            known += unit.Hits;
            sum += classes[at].Units
                * (constants[at] + Either(others - (known * logAll), shy - (known * logShyAll)) - before);
        }
        return sum;
    }

    /// <summary>ln(e^a + e^b).</summary>
    private double Either(double a, double b)
    {
        if (shyShare == 0) return a;
        double top = Math.Max(a, b);
        return top + Math.Log(Math.Exp(a - top) + Math.Exp(b - top));
    }
}
