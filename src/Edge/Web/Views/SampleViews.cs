using System.Collections.Concurrent;
using Edge.Ledger.Samples;
using Edge.Operations;
using Edge.Web.History;
using Inventory.ColdChain;

namespace Edge.Web.Views;

/// <summary>Temperatures over time, for plots and sparks.</summary>
internal sealed class SampleViews(TemperatureStore store, HistoryStore history, SiteRules rules, TimeProvider time)
{
    /// <summary>Points in one plot at most, and what a plot gets when it does not say.</summary>
    public const int MostPoints = 5_000, UsualPoints = 400;

    private static readonly TimeSpan s_sparkOf = TimeSpan.FromHours(6), s_sparkStep = TimeSpan.FromMinutes(10), s_sparkFor = TimeSpan.FromSeconds(15);

    private static readonly int[] s_steps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<SparkPoint> Points)> _sparks = new();

    /// <summary>The step that suits a span: round, and neither a smear nor a staircase.</summary>
    public static int UsualStep(TimeSpan span) => Array.Find(s_steps, step => span.TotalSeconds / step <= UsualPoints) is > 0 and int step ? step : s_steps[^1];

    /// <summary>Means over all probes; null where none of them measured.</summary>
    public async ValueTask<IReadOnlyList<SparkPoint>> SparkAsync(CabinetSection cabinet, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_sparks.TryGetValue(cabinet.Id, out (DateTimeOffset At, IReadOnlyList<SparkPoint> Points) known) && now - known.At < s_sparkFor && now >= known.At)
            return known.Points;
        List<SampleSeries> all = [];
        foreach (ProbeSection probe in cabinet.Probes)
            all.Add(await store.QueryAsync(ProbeId(cabinet, probe), now - s_sparkOf, now, s_sparkStep, ct));
        SparkPoint[] points = all.Count == 0 ? [] : [.. Enumerable.Range(0, all[0].Points.Count).Select(i => new SparkPoint(
            all[0].Points[i].At, Round(all.Average(series => series.Points[i].Mean))))];
        _sparks[cabinet.Id] = (now, points);
        return points;
    }

    /// <param name="step">Whole seconds.</param>
    public async Task<SamplesView> GetAsync(CabinetSection cabinet, DateTimeOffset from, DateTimeOffset to, int step, CancellationToken ct)
    {
        List<ProbeSeries> probes = [];
        int made = step;
        foreach (ProbeSection probe in cabinet.Probes)
        {
            SampleSeries series = await store.QueryAsync(ProbeId(cabinet, probe), from, to, TimeSpan.FromSeconds(step), ct);
            made = (int)series.Step.TotalSeconds;
            probes.Add(new ProbeSeries(
                probe.Name, [.. series.Points.Select(static point => point.At)], [.. series.Points.Select(static point => Round(point.Min))],
                [.. series.Points.Select(static point => Round(point.Mean))], [.. series.Points.Select(static point => Round(point.Max))]));
        }
        StorageLimits? limits = rules.Tables.StorageClasses.Find(cabinet.StorageClass)?.Limits;
        return new SamplesView(
            made, limits?.LowCelsius, limits?.HighCelsius, probes,
            [.. history.Excursions(cabinet.Id, from, to).Select(static row => new ExcursionSpan(row.Number, row.BeganAt, row.EndedAt, row.WorstCelsius))],
            [.. history.Openings(cabinet.Id, from, to, 1_000).Reverse().Select(static row => new DoorSpan(row.OpenedAt, row.ClosedAt))]);
    }

    private static string ProbeId(CabinetSection cabinet, ProbeSection probe) => $"{cabinet.Id}/{probe.Name}";

    private static double? Round(double? celsius) => celsius is { } c ? Math.Round(c, 2) : null;
}
