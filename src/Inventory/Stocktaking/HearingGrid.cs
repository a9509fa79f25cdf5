namespace Inventory.Stocktaking;

/// <summary>Every law of hit rates that could have given what was heard, with its weight.</summary>
internal sealed class HearingGrid
{
    private const double Negligible = 10; // e^-10 of the best weight
    private const int CoarseSteps = 24, FineSteps = 25;
    private const double LeastLogMean = -4, MostLogMean = 0.8; // about the mean of the units that were heard

    private readonly HeardClass[] _classes;
    private readonly int _heard, _unheard;

    public HearingGrid(HeardClass[] classes)
    {
        _classes = classes;
        double hits = 0, exposure = 0;
        foreach (HeardClass one in classes)
        {
            if (one.Hearing.Hits == 0)
            {
                _unheard += one.Units;
                continue;
            }
            _heard += one.Units;
            hits += one.Units * (double)one.Hearing.Hits;
            exposure += one.Units * one.Hearing.Exposure;
        }
        ArgumentOutOfRangeException.ThrowIfZero(_heard);
        double middle = Math.Log(hits / exposure);
        (double low, double high) = Region(middle + LeastLogMean, middle + MostLogMean);
        List<(CountPoint Point, double Weight)> fine = [.. Walk(low, high, FineSteps).Select(step => (step.Point, Weight(step.Point)))];
        double top = fine.Max(static one => one.Weight);
        Points = [.. fine.Where(one => one.Weight > top - Negligible).Select(static one => one.Point)];
    }

    /// <summary>Points of the grid whose weight counts.</summary>
    public IReadOnlyList<CountPoint> Points { get; }

    /// <summary>Where the mean rate may lie, from a coarse walk over the whole range.</summary>
    private (double Low, double High) Region(double low, double high)
    {
        double step = (high - low) / CoarseSteps;
        List<(double LogMean, double Weight)> coarse =
            [.. Walk(low, high, CoarseSteps + 1).Select(step => (step.LogMean, Weight(step.Point)))];
        double top = coarse.Max(static one => one.Weight);
        double[] likely = [.. coarse.Where(one => one.Weight > top - Negligible).Select(static one => one.LogMean)];
        return (likely.Min() - step, likely.Max() + step);
    }

    /// <summary>LogMean is ln of the mean rate, hits per unit of exposure.</summary>
    private IEnumerable<(double LogMean, CountPoint Point)> Walk(double low, double high, int steps)
    {
        double[] silence = new double[_classes.Length];
        foreach (HitLaw law in HitLaw.All)
        {
            double[] constants = law.Constants(_classes);
            for (int step = 0; step < steps; step++)
            {
                double logMean = low + ((high - low) * step / (steps - 1));
                double weight = law.LogPrior + law.LogLikelihood(_classes, constants, logMean, silence);
                yield return (logMean, new CountPoint(weight, [.. silence]));
            }
        }
    }

    /// <summary>ln of the weight with the share of absent units that fits best.</summary>
    private double Weight(in CountPoint point)
    {
        double[] silence = point.Silence;
        double mean = 0;
        for (int at = 0; at < silence.Length; at++) mean += silence[at] * _classes[at].Units;
        mean = Math.Min(mean / (_heard + _unheard), 1 - 1e-9);
        double unheard = Math.Clamp((double)_unheard / (_heard + _unheard), mean, 1 - 1e-9);
        return point.LogWeight + (_heard * Math.Log((1 - unheard) / (1 - mean))) + (_unheard == 0 ? 0 : _unheard * Math.Log(unheard));
    }
}
