namespace Inventory.Stocktaking;

/// <summary>Units of a count of which the same is known.</summary>
/// <param name="Dead">Share of such tags that no longer answer.</param>
internal readonly record struct UnitClass(int Units, bool Heard, double Dead)
{
    /// <summary>Tags that die on a bag, among those that nobody has heard before: 1 in 2,000; among those heard lately: 1 in 20,000.</summary>
    public const double DeadShare = 1 / 2_000d, DeadSinceHeardShare = 1 / 20_000d;
}

/// <summary>One law of how the present units are heard.</summary>
/// <param name="LogWeight">ln of prior times likelihood of what was heard.</param>
/// <param name="Silence">By class: chance that such a unit, present and with a sound tag, is not heard so far.</param>
/// <param name="Later">By class: the same if the count went on for as long as it may; null where that is nothing.</param>
internal readonly record struct CountPoint(double LogWeight, double[] Silence, double[]? Later = null);

/// <summary>Sums over all that may be so. A point is one law with one share of absent units.</summary>
internal sealed class CountPosterior(UnitClass[] classes)
{
    private const double Tail = 0.05; // on each side of the 90 % interval
    private const double Negligible = 12; // ln of a weight that changes no answer

    /// <summary>
    /// The prior of the absent share is Beta(1/4, 1/4). With Jeffreys' 1/2 the interval of a count that misses nothing ended below
    /// the truth in four of ten simulated stocks with shy units: "none" deserves some weight of its own.
    /// </summary>
    private const double PriorShape = 0.25;

    /// <summary>Share of absent units as its logit, from 1 in 10 million to nearly all: first in strides, then closely where it matters.</summary>
    private const double LeastLogit = -16, Stride = 0.25;
    private const int Strides = 101, CloseSteps = 40;

    private static readonly Share[] s_strides = [.. Enumerable.Range(0, Strides).Select(static at => Share.Of(LeastLogit + (at * Stride)))];

    private readonly int _heard = classes.Sum(static one => one.Heard ? one.Units : 0), _unheard = classes.Sum(static one => one.Heard ? 0 : one.Units);
    private readonly List<(double LogWeight, double Hidden, CountPoint Point, double Odds)> _points = [];
    private double _top = double.NegativeInfinity;

    /// <summary>ln of a point's weight with the share of absent units that fits best, roughly: what is far below the best need not be added.</summary>
    public double Peak(in CountPoint point)
    {
        double top = double.NegativeInfinity;
        for (int stride = 0; stride < Strides; stride += 5) top = Math.Max(top, Weigh(point, s_strides[stride]).LogWeight);
        return top;
    }

    public void Add(in CountPoint point)
    {
        Span<double> strides = stackalloc double[Strides];
        double top = double.NegativeInfinity;
        for (int stride = 0; stride < Strides; stride++)
        {
            strides[stride] = Weigh(point, s_strides[stride]).LogWeight;
            top = Math.Max(top, strides[stride]);
        }
        if (top < _top - Negligible - 4) return; // a peak between two strides is not that much higher
        double least = top - Negligible;
        int first = strides.IndexOfAnyInRange(least, top) - 1, last = strides.LastIndexOfAnyInRange(least, top) + 1;
        double step = (last - first) * Stride / CloseSteps, logStep = Math.Log(step);
        for (int close = 0; close <= CloseSteps; close++)
        {
            Share share = Share.Of(LeastLogit + (first * Stride) + (close * step));
            (double weight, double hidden) = Weigh(point, share);
            weight += logStep;
            if (weight < _top - Negligible) continue;
            _top = Math.Max(_top, weight);
            _points.Add((weight, hidden, point, share.Odds));
        }
    }

    /// <param name="classOf">By expected unit in the order asked: the index of its class.</param>
    public CountEstimate Answer(IReadOnlyList<int> classOf)
    {
        double[] numbers = new double[_unheard + 1], absence = new double[classes.Length];
        double total = 0, hearable = 0;
        foreach ((double logWeight, double hidden, CountPoint point, double odds) in _points)
        {
            if (logWeight < _top - Negligible) continue;
            double weight = Math.Exp(logWeight - _top);
            total += weight;
            // As many different chances as classes: their sum is given the spread of equal ones, which is the greater.
            Binomial.AddTo(numbers, hidden / _unheard, weight);
            for (int at = 0; at < classes.Length; at++)
            {
                if (classes[at].Heard) continue;
                double absent = 1 / (1 + (odds * Silence(point, at)));
                absence[at] += weight * absent;
                hearable += weight * classes[at].Units * absent * odds * (point.Silence[at] - (point.Later?[at] ?? 0));
            }
        }
        double[] chanceAbsent = [.. classOf.Select(at => absence[at] / total)];
        return new CountEstimate(
            classOf.Count, _heard, classOf.Count - chanceAbsent.Sum(), _heard + Quantile(numbers, Tail * total),
            _heard + Quantile(numbers, (1 - Tail) * total), hearable / total, chanceAbsent);
    }

    /// <returns>ln of prior times likelihood, and how many of the units not heard are then here.</returns>
    private (double LogWeight, double Hidden) Weigh(in CountPoint point, in Share share)
    {
        double weight = point.LogWeight + (_heard * share.LogPresent) + share.LogPrior, hidden = 0;
        for (int at = 0; at < classes.Length; at++)
        {
            if (classes[at].Heard) continue;
            double silent = share.Present * Silence(point, at);
            weight += classes[at].Units * Math.Log(share.Absent + silent);
            hidden += classes[at].Units * silent / (share.Absent + silent);
        }
        return (weight, hidden);
    }

    /// <summary>Chance that a present unit is not heard, a dead tag included.</summary>
    private double Silence(in CountPoint point, int at) => classes[at].Dead + ((1 - classes[at].Dead) * point.Silence[at]);

    private static int Quantile(double[] numbers, double wanted)
    {
        double sum = 0;
        for (int number = 0; number < numbers.Length; number++)
        {
            sum += numbers[number];
            if (sum >= wanted) return number;
        }
        return numbers.Length - 1;
    }

    /// <summary>One share of absent units.</summary>
    /// <param name="Odds">Present to absent.</param>
    private readonly record struct Share(double Absent, double Present, double Odds, double LogPresent, double LogPrior)
    {
        public static Share Of(double logit)
        {
            double odds = Math.Exp(-logit), absent = 1 / (1 + odds), present = odds * absent;
            return new Share(absent, present, odds, Math.Log(present), PriorShape * Math.Log(absent * present));
        }
    }
}
