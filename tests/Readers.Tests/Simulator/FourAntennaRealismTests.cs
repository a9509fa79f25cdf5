using HardwareSim;

namespace Readers.Tests.Simulator;

/// <summary>Statistics of the simulated room beside those of the recording: nine in ten within tolerance, none beyond twice it.</summary>
public sealed class FourAntennaRealismTests
{
    private const double Seconds = 118.5;
    private const int Seeds = 10;

    /// <summary>Name, value of the recording, tolerance.</summary>
    private static readonly (string Name, double Real, double Tolerance)[] s_table =
    [
        ("mean home", -56.7, 1.5), ("mean other", -61.9, 1.5), ("sd home", 7.2, 0.7), ("sd other", 5.2, 0.7),
        ("5 % home", -68.0, 2), ("95 % home", -44.3, 2), ("5 % other", -70.2, 2), ("95 % other", -53.3, 2),
        ("within a second home", 5.4, 0.6), ("within a second other", 4.4, 0.6),
        ("between seconds home", 4.8, 0.8), ("between seconds other", 2.6, 0.8),
        ("reads/s home", 6.3, 0.7), ("reads/s other", 5.2, 0.7),
        ("seconds without a read home %", 0.4, 2), ("seconds without a read other %", 2.3, 2),
        ("gap median ms", 34, 5), ("gap 99 % ms", 179, 35),
        ("autocorrelation 0.05 s", 0.66, 0.08), ("autocorrelation 0.12 s", 0.46, 0.08), ("autocorrelation 0.23 s", 0.35, 0.08),
        ("autocorrelation 0.45 s", 0.24, 0.08), ("autocorrelation 1.2 s", 0.14, 0.08),
        ("autocorrelation 2-5 s", 0.10, 0.12), ("autocorrelation 8-12 s", 0.00, 0.12),
        ("strongest is the zone's %", 60, 6), ("changes of the strongest a minute", 24.3, 4),
        ("weakest", -78, 2), ("1 %", -73, 2),
    ];

    [Fact]
    public void FourAntennaRoom_TenSeeds_LooksLikeTheRecording()
    {
        Dictionary<string, double> means = s_table.ToDictionary(static row => row.Name, static _ => 0.0);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            List<(double, int, int)>[] zones = [.. Enumerable.Range(0, FourAntennaRoom.Antennas).Select(
                zone => new FourAntennaRoom(new Seed(seed), zone).Reads(Seconds).ToList())];
            foreach ((string name, double value) in Describe(zones)) means[name] += value / Seeds;
        }

        string[] outside = [.. s_table.Where(row => Math.Abs(means[row.Name] - row.Real) > row.Tolerance)
            .Select(row => $"{row.Name}: {means[row.Name]:F2} instead of {row.Real} ± {row.Tolerance}")];
        Assert.True(outside.Length <= s_table.Length / 10, string.Join('\n', outside));
        Assert.DoesNotContain(s_table, row => Math.Abs(means[row.Name] - row.Real) > 2 * row.Tolerance);
    }

    private static Dictionary<string, double> Describe(List<(double At, int Antenna, int Rssi)>[] zones)
    {
        Dictionary<string, double> all = [];
        (List<double> home, List<double>[] others) = ([], [[], [], [], []]);
        List<double> homeWithin = [], otherWithin = [], homeBetween = [], otherBetween = [], gaps = [];
        int whole = (int)Seconds, changes = 0, right = 0, judged = 0;
        double homeEmpty = 0, otherEmpty = 0, homeRate = 0, otherRate = 0;
        for (int zone = 0; zone < zones.Length; zone++)
        {
            List<(double At, int Antenna, int Rssi)> reads = zones[zone];
            gaps.AddRange(reads.Zip(reads.Skip(1), static (a, b) => (b.At - a.At) * 1000));
            double?[,] second = new double?[whole + 1, 4];
            for (int antenna = 0; antenna < 4; antenna++)
            {
                bool own = antenna == zone;
                double[] rssi = [.. reads.Where(read => read.Antenna == antenna).Select(static read => (double)read.Rssi)];
                if (own) home.AddRange(rssi);
                else others[antenna].AddRange(rssi);
                List<double> means = [], errors = [];
                ILookup<int, double> seconds = reads.Where(read => read.Antenna == antenna)
                    .ToLookup(static read => (int)read.At, static read => (double)read.Rssi);
                for (int s = 0; s <= whole; s++)
                {
                    double[] values = [.. seconds[s]];
                    if (values.Length > 0) second[s, antenna] = values.Average();
                    if (values.Length < 3) continue;
                    double variance = values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Length - 1);
                    (own ? homeWithin : otherWithin).Add(variance);
                    means.Add(values.Average());
                    errors.Add(variance / values.Length);
                }
                double spread = means.Sum(m => (m - means.Average()) * (m - means.Average())) / (means.Count - 1);
                (own ? homeBetween : otherBetween).Add(Math.Max(0, spread - errors.Average()));
                double empty = Enumerable.Range(0, whole).Count(s => !seconds.Contains(s)) * 100.0 / whole;
                if (own) (homeEmpty, homeRate) = (homeEmpty + (empty / 4), homeRate + (rssi.Length / Seconds / 4));
                else (otherEmpty, otherRate) = (otherEmpty + (empty / 12), otherRate + (rssi.Length / Seconds / 12));
            }
            int? last = null;
            for (int s = 0; s < whole; s++)
            {
                int? best = Enumerable.Range(0, 4).Where(a => second[s, a] is not null).Cast<int?>().MaxBy(a => second[s, a!.Value]);
                if (best is null) continue;
                judged++;
                if (best == zone) right++;
                if (last is not null && best != last) changes++;
                last = best;
            }
        }
        double[] other = [.. others.SelectMany(static values => values)];
        (all["mean home"], all["mean other"]) = (home.Average(), other.Average());
        (all["sd home"], all["sd other"]) = (Deviation(home), Deviation(other));
        (all["5 % home"], all["95 % home"]) = (Quantile(home, 0.05), Quantile(home, 0.95));
        (all["5 % other"], all["95 % other"]) = (Quantile(other, 0.05), Quantile(other, 0.95));
        (all["within a second home"], all["within a second other"]) = (Math.Sqrt(homeWithin.Average()), Math.Sqrt(otherWithin.Average()));
        (all["between seconds home"], all["between seconds other"]) = (Math.Sqrt(homeBetween.Average()), Math.Sqrt(otherBetween.Average()));
        (all["reads/s home"], all["reads/s other"]) = (homeRate, otherRate);
        (all["seconds without a read home %"], all["seconds without a read other %"]) = (homeEmpty, otherEmpty);
        (all["gap median ms"], all["gap 99 % ms"]) = (Quantile(gaps, 0.5), Quantile(gaps, 0.99));
        (all["strongest is the zone's %"], all["changes of the strongest a minute"]) =
            (100.0 * right / judged, changes / (4 * Seconds / 60));
        double[] every = [.. home, .. other];
        (all["weakest"], all["1 %"]) = (every.Min(), Quantile(every, 0.01));
        (string Name, double From, double To)[] lags =
        [
            ("0.05 s", 0.02, 0.08), ("0.12 s", 0.08, 0.16), ("0.23 s", 0.16, 0.3), ("0.45 s", 0.3, 0.6), ("1.2 s", 1, 1.5), ("2-5 s", 2, 5),
            ("8-12 s", 8, 12),
        ];
        foreach ((string name, double from, double to) in lags)
            all[$"autocorrelation {name}"] = zones.SelectMany(static reads => reads.GroupBy(static read => read.Antenna))
                .Average(reads => Correlation([.. reads.Select(static read => (read.At, (double)read.Rssi))], from, to));
        return all;
    }

    private static double Correlation((double At, double Value)[] reads, double from, double to)
    {
        double mean = reads.Average(static read => read.Value), sum = 0;
        double variance = reads.Average(read => (read.Value - mean) * (read.Value - mean));
        int pairs = 0;
        for (int i = 0; i < reads.Length; i++)
        {
            for (int j = i + 1; j < reads.Length && reads[j].At - reads[i].At < to; j++)
            {
                if (reads[j].At - reads[i].At < from) continue;
                sum += (reads[i].Value - mean) * (reads[j].Value - mean);
                pairs++;
            }
        }
        return sum / pairs / variance;
    }

    private static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    private static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
