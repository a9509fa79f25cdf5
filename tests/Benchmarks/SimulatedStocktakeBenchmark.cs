using System.Diagnostics;
using System.Globalization;
using Inventory.Stocktaking;
using RadioCabinet = HardwareSim.CabinetKind;

namespace Benchmarks;

/// <summary>
/// Counts of a simulated stock of which some bags were taken, judged against the truth. Arguments:
/// <c>seeds=3 first=1 bags=2000 cabinets=10 taken=20 kind=MetalDrawers dbm=27 look=3 limit=120 readings=3 mode=count</c>; <c>mode=watch</c> leaves the readers
/// as they watch; <c>worked=0</c>: no drawer was opened since the watch began, so that a tag in a fade was never heard.
/// </summary>
internal static class SimulatedStocktakeBenchmark
{
    public static IEnumerable<Figure> Run(string[] arguments)
    {
        Dictionary<string, string> given = arguments.Select(static text => text.Split('=', 2)).ToDictionary(
            static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        List<SimulatedCountResult> results = [];
        for (int seed = Number("first", 1); results.Count < Number("seeds", 3); seed++)
        {
            long began = Stopwatch.GetTimestamp();
            using SimulatedCount count = new(new SimulatedCountPlan(
                seed, Number("bags", 2000), Number("cabinets", 10), Number("taken", 20),
                Enum.Parse<RadioCabinet>(given.GetValueOrDefault("kind", nameof(RadioCabinet.MetalDrawers))), Number("dbm", 27), Number("look", 3),
                given.GetValueOrDefault("mode", "count") == "count", Number("limit", 120), Number("readings", 3), Number("worked", 1) == 1));
            SimulatedCountResult one = count.Run();
            results.Add(one);
            Console.Error.WriteLine(
                $"seed {seed}: {one.End} after {one.Seconds} s of reading in {one.Readings} and {one.WallSeconds:0} s, {one.Openings} drawers opened, {one.ByHand} by hand ({one.ByHandHere} here), {one.Present} here, {one.Gone} gone, {one.Named} named; {one.Unheard} here and not heard, "
                + $"{one.FalselyMissing} called missing ({one.FalselyMissingDead} dead); {one.Report.Present} [{one.Report.Low}, {one.Report.High}], "
                + $"{one.FalseRemovals} false removals; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        }
        int gone = results.Sum(static one => one.Gone), here = results.Sum(static one => one.Present);
        double[] errors = [.. results.Select(static one => Math.Abs(one.Error)).Order()];
        yield return new Figure("stocktake.seconds, mean", Math.Round(results.Average(static one => one.Seconds), 1), "s");
        yield return new Figure("stocktake.seconds, longest", results.Max(static one => one.Seconds), "s");
        yield return new Figure("stocktake.wallSeconds, mean", Math.Round(results.Average(static one => one.WallSeconds)), "s");
        yield return new Figure("stocktake.drawersOpened, mean", Math.Round(results.Average(static one => one.Openings), 1), "");
        yield return new Figure("stocktake.byHand", results.Sum(static one => one.ByHand), $"of which {results.Sum(static one => one.ByHandHere)} are here");
        yield return new Figure("stocktake.endedAsComplete", results.Count(static one => one.End == StocktakeEnd.Complete), $"of {results.Count}");
        yield return new Figure("stocktake.notHeard", results.Sum(static one => one.Unheard), $"of {here} bags that are here");
        yield return new Figure("stocktake.missingNamed", results.Sum(static one => one.Named), $"of {gone}");
        yield return new Figure("stocktake.falselyMissing", results.Sum(static one => one.FalselyMissing), $"of {here}");
        yield return new Figure("stocktake.falselyMissing, tag dead", results.Sum(static one => one.FalselyMissingDead), $"of {here}");
        yield return new Figure("stocktake.error, median", Math.Round(errors[errors.Length / 2], 1), "bags");
        yield return new Figure("stocktake.error, worst", Math.Round(errors[^1], 1), "bags");
        yield return new Figure("stocktake.intervalHolds", results.Count(static one => one.Held), $"of {results.Count}");
        yield return new Figure("stocktake.intervalWidth, mean", Math.Round(results.Average(static one => one.Report.High - one.Report.Low), 1), "bags");
        yield return new Figure("stocktake.timeForAReport, longest", Math.Round(results.Max(static one => one.EstimateMs)), "ms");
        yield return new Figure("stocktake.falseRemovals", results.Sum(static one => one.FalseRemovals), $"of {here}");

        int Number(string name, int usual) => int.Parse(given.GetValueOrDefault(name, $"{usual}"), CultureInfo.InvariantCulture);
    }
}
