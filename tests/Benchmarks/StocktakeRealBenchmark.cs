using System.Diagnostics;
using Edge.Operations.Recordings;
using Inventory;
using Inventory.Stocktaking;

namespace Benchmarks;

/// <summary>
/// Counts on recorded sweeps of a shop whose listed tags are all there. Argument: the folder with sweep1.csv … sweep5.csv and
/// listed-tags.csv. Each estimate beside plain Chao1 on the same hits, and once more with a tenth of the list made up, so that the
/// list cannot tell the answer.
/// </summary>
internal static class StocktakeRealBenchmark
{
    private const int Sweeps = 5;

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        if (arguments is not [string folder]) throw new ArgumentException("Give the folder of the sweeps: stocktake-real FOLDER.");
        Recording[] sweeps = [.. Enumerable.Range(1, Sweeps).Select(sweep =>
            Recording.Open("sweep", Path.Combine(folder, $"sweep{sweep}.csv"), [1]))];
        IReadOnlyList<TagUii> listed = ExpectedTags.Read(Path.Combine(folder, "listed-tags.csv"), sweeps[0].Read);
        IReadOnlyList<TagUii> padded = [.. listed, .. MadeUp(listed.Count / 10)];

        for (int rounds = 1; rounds <= 2; rounds++)
        {
            List<double> errors = [], chaoErrors = [];
            int held = 0;
            for (int first = 0; first < Sweeps; first++)
            {
                (StocktakeReplay replay, CountEstimate estimate, double ms) = Count(listed, sweeps, first, rounds);
                CountEstimate blind = Count(padded, sweeps, first, rounds).Estimate;
                string name = $"stocktake-real sweeps {string.Join('+', Enumerable.Range(0, rounds).Select(at => ((first + at) % Sweeps) + 1))}";
                double chao = Chao(replay, estimate.Seen);
                errors.Add(Percent(estimate.Present, listed.Count));
                chaoErrors.Add(Percent(chao, listed.Count));
                if (listed.Count >= estimate.Low && listed.Count <= estimate.High) held++;
                yield return new Figure($"{name}: seen", estimate.Seen, "tags");
                yield return new Figure($"{name}: estimate", Math.Round(estimate.Present, 1), "tags");
                yield return new Figure($"{name}: low", estimate.Low, "tags");
                yield return new Figure($"{name}: high", estimate.High, "tags");
                yield return new Figure($"{name}: Chao1", Math.Round(chao, 1), "tags");
                yield return new Figure($"{name}: estimate with {padded.Count - listed.Count} made-up tags on the list", Math.Round(blind.Present, 1), "tags");
                yield return new Figure($"{name}: low, high with them", blind.Low, $"to {blind.High} tags");
                yield return new Figure($"{name}: time for the estimate", Math.Round(ms, 1), "ms");
            }
            errors.Sort();
            chaoErrors.Sort();
            yield return new Figure($"stocktake-real {rounds} sweep(s): error, median", errors[Sweeps / 2], "%");
            yield return new Figure($"stocktake-real {rounds} sweep(s): error, worst", errors[^1], "%");
            yield return new Figure($"stocktake-real {rounds} sweep(s): Chao1 error, median", chaoErrors[Sweeps / 2], "%");
            yield return new Figure($"stocktake-real {rounds} sweep(s): Chao1 error, worst", chaoErrors[^1], "%");
            yield return new Figure($"stocktake-real {rounds} sweep(s): interval holds {listed.Count}", held, $"of {Sweeps}");
        }
        for (int first = 0; first < Sweeps; first++) yield return Stop(listed, sweeps, first);
    }

    /// <summary>Runs a count from one sweep on until its rule stops it; negative when that was too soon.</summary>
    private static Figure Stop(IReadOnlyList<TagUii> listed, Recording[] sweeps, int first)
    {
        StocktakeReplay replay = new(listed);
        CountEstimate estimate;
        do estimate = replay.Add(sweeps[(first + replay.Rounds) % Sweeps], CancellationToken.None).Estimate;
        while (!estimate.IsComplete && replay.Rounds < Sweeps);
        bool whole = estimate.Seen == listed.Count;
        return new Figure($"stocktake-real from sweep {first + 1}: stops after", whole ? replay.Rounds : -replay.Rounds, "sweeps");
    }

    private static (StocktakeReplay Replay, CountEstimate Estimate, double Ms) Count(
        IReadOnlyList<TagUii> expected, Recording[] sweeps, int first, int rounds)
    {
        StocktakeReplay replay = new(expected);
        for (int round = 0; round < rounds - 1; round++) replay.Add(sweeps[(first + round) % Sweeps], CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        CountEstimate estimate = replay.Add(sweeps[(first + rounds - 1) % Sweeps], CancellationToken.None).Estimate;
        return (replay, estimate, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The plain estimate: it looks only at tags heard once (f1) and twice (f2).</summary>
    private static double Chao(StocktakeReplay replay, int seen)
    {
        double once = replay.HeardExactly(1), twice = replay.HeardExactly(2);
        return seen + (once * once / (2 * Math.Max(twice, 1)));
    }

    private static double Percent(double estimate, int truth) => Math.Round(Math.Abs(estimate - truth) / truth * 100, 2);

    private static IEnumerable<TagUii> MadeUp(int tags) =>
        Enumerable.Range(0, tags).Select(static at => new TagUii([0xFF, 0xFF, (byte)(at >> 8), (byte)at]));
}
