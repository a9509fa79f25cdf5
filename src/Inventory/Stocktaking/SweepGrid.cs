namespace Inventory.Stocktaking;

/// <summary>Every law of margins that could have given what the sweeps heard, with its weight.</summary>
/// <remarks>
/// A unit with margin m answers a step of d decibels, if it is asked, unless exp(-exp((m + d) / w)): nearly always or nearly never, but for some
/// w decibels about its limit, by which the channel and the slots of a round differ from sweep to sweep. How wide that is the
/// sweeps themselves tell. A unit that was strong before the count is likely to be strong now, though its field may be another one: how much of
/// the one is left in the other, the units that were heard tell too.
/// </remarks>
internal static class SweepGrid
{
    /// <summary>Asked so many times more, a unit has had its chance: about as long as a count takes.</summary>
    private const int MoreAsks = 4;
    private const double Negligible = 10; // e^-10 of the best weight
    private static readonly double[] s_widthsDb = [0.7, 1.5, 3], s_usualShares = [0, 0.33, 0.67, 1];

    public static IEnumerable<CountPoint> Points(SweepClass[] classes, CountPosterior posterior)
    {
        List<(CountPoint Point, double Weight)> points = [];
        double top = double.NegativeInfinity;
        foreach (double width in s_widthsDb)
        {
            Course[] courses = [.. classes.Select(one => Course.Of(one.Hearing, width))];
            foreach (double share in s_usualShares)
            {
                int[] shifts = [.. classes.Select(one => (int)Math.Round(share * (one.Hearing.UsualDb ?? 0)))];
                foreach (MarginLaw law in MarginLaw.All)
                {
                    if (Point(classes, courses, shifts, law, top - Negligible) is not { } point) continue;
                    double weight = posterior.Peak(point);
                    if (weight < top - Negligible) continue;
                    top = Math.Max(top, weight);
                    points.Add((point, weight));
                }
            }
        }
        return points.Where(one => one.Weight > top - Negligible).Select(static one => one.Point);
    }

    /// <returns>Null where its weight cannot be above the least: most laws fail at the first classes, which are the largest.</returns>
    private static CountPoint? Point(SweepClass[] classes, Course[] courses, int[] shifts, MarginLaw law, double least)
    {
        double stillPossible = 0; // ln of the weight, were all classes that are not weighed yet at their likeliest
        for (int at = 0; at < classes.Length; at++) stillPossible += classes[at].Units * courses[at].LogScale;
        double[] silence = new double[classes.Length], later = new double[classes.Length];
        for (int at = 0; at < classes.Length; at++)
        {
            Course course = courses[at];
            if (course.Answers is { } answers)
            {
                stillPossible += classes[at].Units * Math.Log(Math.Max(law.Mean(answers, shifts[at]), 1e-300));
                if (stillPossible < least) return null;
                continue;
            }
            (silence[at], later[at]) = course.Silence(law, shifts[at]);
        }
        return new CountPoint(stillPossible, silence, later);
    }

    /// <summary>By margin, what a class of units did, and what might have happened to it.</summary>
    /// <param name="Answers">Chance of its answers, over that of the likeliest margin; null for one that was not heard.</param>
    /// <param name="LogScale">ln of that of the likeliest margin.</param>
    /// <param name="Readings">Of one that was not heard, the first reading and those again.</param>
    private sealed record Course(double[]? Answers, double LogScale, Reading[] Readings)
    {
        public static Course Of(SweepHearing unit, double width)
        {
            double[] log = new double[MarginLaw.Nodes];
            for (int node = 0; node < MarginLaw.Nodes; node++)
            {
                double before = 0;
                for (int step = 0; step < unit.StepsDb.Count; step++)
                {
                    double all = before + Asked(node, unit.StepsDb[step], width);
                    if (unit.Answers[step] > 0) log[node] += unit.Answers[step] * (Math.Log(Math.Max(1 - Math.Exp(before - all), 1e-300)) - before);
                    before = all;
                }
                log[node] -= unit.Missed * before;
            }
            if (!unit.IsHeard)
                return new Course(null, 0, [Reading.Of(unit.StepsDb, unit.Missed, 0, width),
                    .. unit.Again.Select(again => Reading.Of(again.StepsDb, again.Missed, again.Kept, width))]);
            double top = log.Max();
            return new Course([.. log.Select(one => Math.Exp(one - top))], top, []);
        }

        /// <returns>Chance that it is not heard, asked as often as it was, and when the last reading went on for as long as it may.</returns>
        public (double Silence, double Later) Silence(MarginLaw law, int shift)
        {
            if (Readings.Length == 1) return (law.Mean(Readings[0].Silence, shift), law.Mean(Readings[0].Later, shift));
            double[] silence = [.. Readings[0].Silence], later = [.. Readings[0].Silence];
            for (int at = 1; at < Readings.Length; at++)
            {
                Reading again = Readings[at];
                double[] goesOn = at == Readings.Length - 1 ? again.Later : again.Silence;
                double anew = law.Mean(again.Silence, shift), anewGoesOn = law.Mean(goesOn, shift);
                for (int node = 0; node < silence.Length; node++)
                {
                    silence[node] *= (again.Kept * again.Silence[node]) + ((1 - again.Kept) * anew);
                    later[node] *= (again.Kept * goesOn[node]) + ((1 - again.Kept) * anewGoesOn);
                }
            }
            return (law.Mean(silence, shift), law.Mean(later, shift));
        }
    }

    /// <summary>By margin, chances of a unit in one reading.</summary>
    /// <param name="Silence">That it is not heard, asked as often as it was.</param>
    /// <param name="Later">The same when it is asked <see cref="MoreAsks"/> times more.</param>
    private sealed record Reading(double[] Silence, double[] Later, double Kept)
    {
        public static Reading Of(IReadOnlyList<int> stepsDb, int missed, double kept, double width)
        {
            double[] silence = new double[MarginLaw.Nodes], later = new double[MarginLaw.Nodes];
            for (int node = 0; node < MarginLaw.Nodes; node++)
            {
                double asked = stepsDb.Sum(step => Asked(node, step, width));
                (silence[node], later[node]) = (Math.Exp(-missed * asked), Math.Exp(-(missed + MoreAsks) * asked));
            }
            return new Reading(silence, later, kept);
        }
    }

    /// <summary>Minus ln of the chance that a unit of this margin does not answer a step.</summary>
    private static double Asked(int node, int stepDb, double width) => Math.Exp((MarginLaw.LeastDb + node + stepDb) / width);
}
