namespace HardwareSim.Score;

/// <summary>One rule of one probe: beyond a limit for longer than a delay.</summary>
/// <param name="Name"><c>high</c> or <c>low</c>, or whatever the service calls it.</param>
/// <param name="Probe">1-wire device.</param>
/// <param name="Above">True for an upper limit.</param>
/// <param name="SampleEvery">The service's sampling, which is its tolerance.</param>
public sealed record AlarmRule(string Name, string Probe, double Limit, bool Above, TimeSpan Delay, TimeSpan SampleEvery);

/// <param name="LateSeconds">How long after the due instant each alarm that belongs to an excursion came, sorted.</param>
/// <param name="Late">Those later than one sample and two seconds.</param>
/// <param name="Borderline">Raised without an excursion, but the reference came within 0.2 °C of the limit.</param>
public sealed record AlarmScore(int Due, int Raised, IReadOnlyList<double> LateSeconds, int Late, int Missed, int Borderline, int False)
{
    public double LateMedian => Statistics.NearestRank(LateSeconds, 0.5);
    public double LateWorst => LateSeconds.Count == 0 ? double.NaN : LateSeconds[^1];
}

/// <summary>Compares alarms with the true temperature of each probe's liquid, second by second.</summary>
internal static class AlarmJudge
{
    private const double NearCelsius = 0.2;

    /// <param name="celsius">Reference, one value a second from the start of the world.</param>
    /// <param name="alarms">Instants in seconds from there, in order.</param>
    public static AlarmScore Judge(AlarmRule rule, IReadOnlyList<float> celsius, IEnumerable<double> alarms)
    {
        List<double> raised = [.. alarms], late = [];
        int due = 0, lateCount = 0, missed = 0;
        double delay = rule.Delay.TotalSeconds, tolerance = rule.SampleEvery.TotalSeconds + 2;
        HashSet<double> owned = [];
        foreach ((int from, int to) in Excursions(rule, celsius))
        {
            if (to - from < delay) continue;
            due++;
            double dueAt = from + delay;
            List<double> own = raised.FindAll(at => at >= from && at <= to + 60 && dueAt <= at + tolerance);
            owned.UnionWith(own);
            if (own.Count == 0)
            {
                missed++;
                continue;
            }
            late.Add(Math.Max(0, own[0] - dueAt));
            if (own[0] > dueAt + tolerance) lateCount++;
        }
        int borderline = raised.Count(at => !owned.Contains(at) && Near(at));
        late.Sort();
        return new AlarmScore(due, raised.Count, late, lateCount, missed, borderline, raised.Count - owned.Count - borderline);

        bool Near(double at)
        {
            for (int second = Math.Max(0, (int)(at - delay)); second <= at && second < celsius.Count; second++)
                if (Beyond(rule, celsius[second] + (rule.Above ? NearCelsius : -NearCelsius))) return true;
            return false;
        }
    }

    private static IEnumerable<(int From, int To)> Excursions(AlarmRule rule, IReadOnlyList<float> celsius)
    {
        int? from = null;
        for (int second = 0; second <= celsius.Count; second++)
        {
            bool beyond = second < celsius.Count && Beyond(rule, celsius[second]);
            if (beyond) from ??= second;
            else if (from is { } began)
            {
                yield return (began, second);
                from = null;
            }
        }
    }

    private static bool Beyond(AlarmRule rule, double celsius) => rule.Above ? celsius > rule.Limit : celsius < rule.Limit;
}
