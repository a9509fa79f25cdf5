using HardwareSim;

namespace Readers.Tests.Simulator;

/// <summary>Bulk reading in S0 and S1 beside five recorded sweeps: nine in ten figures within tolerance, none beyond twice it.</summary>
public sealed class StoreSweepRealismTests
{
    private const int Seeds = 8;

    /// <summary>Name, mean of the recordings in S0 and in S1, tolerance in S0 and in S1.</summary>
    private static readonly (string Name, double S0, double S1, double Tolerance0, double Tolerance1)[] s_table =
    [
        ("reads/s", 61.0, 55.0, 5, 5), ("listed seen", 872, 884, 20, 20), ("all seen", 954, 1070, 50, 50),
        ("reads a listed tag", 5.35, 3.77, 0.6, 0.6), ("variance / mean", 2.35, 1.1, 0.4, 0.4),
        ("seen once", 83, 96, 30, 30), ("seen twice", 100, 174, 35, 35), ("Chao1", 906, 911, 20, 20),
        ("90 % of reads", 10, 6.7, 1.5, 1.5), ("most reads", 22, 14.3, 5, 5),
        ("RSSI mean", -56.2, -61.9, 3, 3), ("RSSI sd", 7.4, 7.1, 1.5, 1.5),
        ("within a tag", 5.9, 6.0, 1, 1), ("between tags", 4.3, 3.3, 0.8, 0.8),
        ("gap 10 % s", 0.185, 1.25, 0.05, 0.05), ("gap median s", 0.80, 2.4, 0.15, 0.6),
        ("distinct in 1 s", 45, 54, 4, 4), ("distinct in 5 s", 126, 178, 15, 15), ("new in 10 s", 195, 342, 40, 110),
    ];

    [Fact]
    public void StoreSweep_BothSessions_LookLikeTheRecordings()
    {
        Dictionary<string, double> s0 = Mean(Session.S0), s1 = Mean(Session.S1);

        (string Name, double Value, double Real, double Tolerance)[] all =
        [
            .. s_table.Select(row => ($"S0 {row.Name}", s0[row.Name], row.S0, row.Tolerance0)),
            .. s_table.Select(row => ($"S1 {row.Name}", s1[row.Name], row.S1, row.Tolerance1)),
        ];
        string[] outside = [.. all.Where(static row => Math.Abs(row.Value - row.Real) > row.Tolerance)
            .Select(static row => $"{row.Name}: {row.Value:F2} instead of {row.Real} ± {row.Tolerance}")];
        Assert.True(outside.Length <= all.Length / 10, string.Join('\n', outside));
        Assert.DoesNotContain(all, static row => Math.Abs(row.Value - row.Real) > 2 * row.Tolerance);
    }

    [Fact]
    public void StoreSweep_TagMissedOnce_IsLikelierMissedAgain()
    {
        StoreSweep shop = new(new Seed(1));
        bool[][] seen = [.. Enumerable.Range(0, 5).Select(sweep =>
        {
            bool[] listed = new bool[StoreSweep.Listed];
            foreach ((_, int tag, _) in shop.Walk(new Seed(sweep), sweep is 0 or 2 ? Session.S0 : Session.S1))
                if (tag < listed.Length) listed[tag] = true;
            return listed;
        })];
        double together = 0, alone = 0;
        for (int a = 0; a < seen.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                together += seen[a].Zip(seen[b], static (x, y) => !x && !y).Count(static both => both);
                alone += (double)seen[a].Count(static s => !s) * seen[b].Count(static s => !s) / StoreSweep.Listed;
            }
        }

        Assert.InRange(together / alone, 1.5, 5);
    }

    private static Dictionary<string, double> Mean(Session session)
    {
        Dictionary<string, double> mean = s_table.ToDictionary(static row => row.Name, static _ => 0.0);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            List<(double At, int Tag, int Rssi)> reads = new StoreSweep(new Seed(seed)).Walk(new Seed(100 + seed), session);
            foreach ((string name, double value) in Describe(reads)) mean[name] += value / Seeds;
        }
        return mean;
    }

    private static Dictionary<string, double> Describe(List<(double At, int Tag, int Rssi)> reads)
    {
        Dictionary<string, double> all = [];
        var tags = reads.GroupBy(static read => read.Tag).ToDictionary(static group => group.Key, static group => group.ToArray());
        int[] counts = [.. tags.Where(static pair => pair.Key < StoreSweep.Listed).Select(static pair => pair.Value.Length).Order()];
        double seconds = reads[^1].At - reads[0].At, mean = counts.Average();
        all["reads/s"] = reads.Count / seconds;
        (all["listed seen"], all["all seen"]) = (counts.Length, tags.Count);
        all["reads a listed tag"] = mean;
        all["variance / mean"] = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1) / mean;
        double once = counts.Count(static count => count == 1), twice = counts.Count(static count => count == 2);
        (all["seen once"], all["seen twice"], all["Chao1"]) = (once, twice, counts.Length + (once * once / (2 * twice)));
        (all["90 % of reads"], all["most reads"]) = (counts[(int)(0.9 * counts.Length)], counts[^1]);
        double level = reads.Average(static read => read.Rssi);
        all["RSSI mean"] = level;
        all["RSSI sd"] = Math.Sqrt(reads.Average(read => (read.Rssi - level) * (read.Rssi - level)));
        var often = tags.Values.Where(static values => values.Length >= 5).ToArray();
        double within = often.Average(static values => Variance(values)), share = often.Average(static values => Variance(values) / values.Length);
        double[] means = [.. often.Select(static values => values.Average(static read => read.Rssi))];
        double spread = means.Sum(m => (m - means.Average()) * (m - means.Average())) / (means.Length - 1);
        (all["within a tag"], all["between tags"]) = (Math.Sqrt(within), Math.Sqrt(Math.Max(0, spread - share)));
        double[] gaps = [.. tags.Values.SelectMany(static values => values.Zip(values.Skip(1), static (a, b) => b.At - a.At)).Order()];
        (all["gap 10 % s"], all["gap median s"]) = (gaps[gaps.Length / 10], gaps[gaps.Length / 2]);
        (all["distinct in 1 s"], all["distinct in 5 s"]) = (Distinct(1), Distinct(5));
        all["new in 10 s"] = reads.Where(read => read.At < reads[0].At + 10).DistinctBy(static read => read.Tag).Count();
        return all;

        double Distinct(double window) => Enumerable.Range(0, (int)(seconds / window)).Average(index => reads
            .Where(read => read.At >= reads[0].At + (index * window) && read.At < reads[0].At + ((index + 1) * window))
            .DistinctBy(static read => read.Tag).Count());

        static double Variance((double At, int Tag, int Rssi)[] values)
        {
            double average = values.Average(static read => read.Rssi);
            return values.Sum(read => (read.Rssi - average) * (read.Rssi - average)) / (values.Length - 1);
        }
    }
}
