namespace Inventory.Stocktaking;

/// <summary>How complete a count is: capture and recapture with units that are heard unequally well, given the expected list.</summary>
/// <remarks>
/// Each expected unit is absent with an unknown chance, the same for all, of which little is assumed: most counts miss few or none,
/// some miss many. A present one gives hits at its own rate, or none for ever if its tag is dead. What is known is who was heard, how often,
/// and who was not; what is asked is how many of those are here. Chao's lower bound looks at the units heard once and twice only;
/// here the whole distribution of hits speaks, the law behind it is in doubt (<see cref="HitLaw"/>), and so is its spread: all
/// that fit are weighed (<see cref="HearingGrid"/>).
/// </remarks>
public static class Completeness
{
    /// <summary>Tags that die on a bag, among those that nobody has heard before: 1 in 2,000; among those heard lately: 1 in 20,000.</summary>
    private const double DeadShare = 1 / 2_000d, DeadSinceHeardShare = 1 / 20_000d;

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

    /// <param name="expected">Every expected unit, in any order. One that was heard must have an exposure.</param>
    /// <returns>Chances of absence in the order of <paramref name="expected"/>. Same input, same answer: there is no chance in it.</returns>
    public static CountEstimate Estimate(IReadOnlyList<Hearing> expected)
    {
        int heard = expected.Count(static unit => unit.Hits > 0);
        if (heard == expected.Count) return new CountEstimate(heard, heard, heard, heard, heard, 0, new double[heard]);
        if (heard == 0) return CountEstimate.NothingHeard(expected);
        HeardClass[] classes = HeardClass.Of(expected);
        Posterior posterior = new(classes, expected.Count - heard);
        foreach (HearingPoint point in new HearingGrid(classes).Points) posterior.Add(point, heard);
        return posterior.Answer(expected, heard);
    }

    /// <summary>Sums over all that may be so. A point is one law of hit rates with one share of absent units.</summary>
    private sealed class Posterior(HeardClass[] classes, int unheard)
    {
        private readonly List<(double LogWeight, double Hidden, HearingPoint Point, double Odds)> _points = [];
        private double _top = double.NegativeInfinity;

        public void Add(HearingPoint point, int heard)
        {
            Span<double> strides = stackalloc double[Strides];
            double top = double.NegativeInfinity;
            for (int stride = 0; stride < Strides; stride++)
            {
                strides[stride] = Weigh(point, s_strides[stride], heard).LogWeight;
                top = Math.Max(top, strides[stride]);
            }
            if (top < _top - Negligible - 4) return; // a peak between two strides is not that much higher
            double least = top - Negligible;
            int first = strides.IndexOfAnyInRange(least, top) - 1, last = strides.LastIndexOfAnyInRange(least, top) + 1;
            double step = (last - first) * Stride / CloseSteps, logStep = Math.Log(step);
            for (int close = 0; close <= CloseSteps; close++)
            {
                Share share = Share.Of(LeastLogit + (first * Stride) + (close * step));
                (double weight, double hidden) = Weigh(point, share, heard);
                weight += logStep;
                if (weight < _top - Negligible) continue;
                _top = Math.Max(_top, weight);
                _points.Add((weight, hidden, point, share.Odds));
            }
        }

        /// <returns>ln of prior times likelihood, and how many of the units not heard are then here.</returns>
        private (double LogWeight, double Hidden) Weigh(HearingPoint point, in Share share, int heard)
        {
            double weight = point.LogWeight + (heard * share.LogPresent) + share.LogPrior, hidden = 0;
            for (int at = 0; at < classes.Length; at++)
            {
                if (classes[at].Hearing.Hits > 0) continue;
                double silent = share.Present * Silence(point, at);
                weight += classes[at].Units * Math.Log(share.Absent + silent);
                hidden += classes[at].Units * silent / (share.Absent + silent);
            }
            return (weight, hidden);
        }

        public CountEstimate Answer(IReadOnlyList<Hearing> expected, int heard)
        {
            double[] numbers = new double[unheard + 1], absence = new double[classes.Length];
            double total = 0, hearable = 0;
            foreach ((double logWeight, double hidden, HearingPoint point, double odds) in _points)
            {
                if (logWeight < _top - Negligible) continue;
                double weight = Math.Exp(logWeight - _top);
                total += weight;
                // As many different chances as classes: their sum is given the spread of equal ones, which is the greater.
                Binomial.AddTo(numbers, hidden / unheard, weight);
                for (int at = 0; at < classes.Length; at++)
                {
                    if (classes[at].Hearing.Hits > 0) continue;
                    double absent = 1 / (1 + (odds * Silence(point, at)));
                    absence[at] += weight * absent;
                    hearable += weight * classes[at].Units * absent * odds * point.Silence[at];
                }
            }
            Dictionary<Hearing, double> chances = [];
            for (int at = 0; at < classes.Length; at++) chances[classes[at].Hearing] = absence[at] / total;
            double[] chanceAbsent = [.. expected.Select(unit => chances[unit])];
            double present = expected.Count - chanceAbsent.Sum();
            return new CountEstimate(
                expected.Count, heard, present, heard + Quantile(numbers, Tail * total), heard + Quantile(numbers, (1 - Tail) * total),
                hearable / total, chanceAbsent);
        }

        /// <summary>Chance that a present unit is not heard, a dead tag included.</summary>
        private double Silence(HearingPoint point, int at)
        {
            double dead = classes[at].Hearing.UsualHits > 0 ? DeadSinceHeardShare : DeadShare;
            return dead + ((1 - dead) * point.Silence[at]);
        }

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
