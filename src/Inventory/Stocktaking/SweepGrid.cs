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
            silence[at] = law.Mean(course.Silence, shifts[at]);
            later[at] = law.Mean(course.Later, shifts[at]);
        }
        return new CountPoint(stillPossible, silence, later);
    }

    /// <summary>By margin, what a class of units did, and what might have happened to it.</summary>
    /// <param name="Answers">Chance of its answers, over that of the likeliest margin; null for one that was not heard.</param>
    /// <param name="LogScale">ln of that of the likeliest margin.</param>
    /// <param name="Silence">Chance that it is not heard, asked as often as it was.</param>
    /// <param name="Later">The same when it is asked <see cref="MoreAsks"/> times more.</param>
    private sealed record Course(double[]? Answers, double LogScale, double[] Silence, double[] Later)
    {
        public static Course Of(SweepHearing unit, double width)
        {
            double[] log = new double[MarginLaw.Nodes], later = new double[MarginLaw.Nodes];
            for (int node = 0; node < MarginLaw.Nodes; node++)
            {
                double before = 0;
                for (int step = 0; step < unit.StepsDb.Count; step++)
                {
                    double all = before + Math.Exp((MarginLaw.LeastDb + node + unit.StepsDb[step]) / width);
                    if (unit.Answers[step] > 0) log[node] += unit.Answers[step] * (Math.Log(Math.Max(1 - Math.Exp(before - all), 1e-300)) - before);
                    before = all;
                }
                log[node] -= unit.Missed * before;
                later[node] = Math.Exp(log[node] - (MoreAsks * before));
            }
            if (!unit.IsHeard) return new Course(null, 0, [.. log.Select(Math.Exp)], later);
            double top = log.Max();
            return new Course([.. log.Select(one => Math.Exp(one - top))], top, [], []);
        }
    }
}
