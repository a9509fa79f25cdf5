using System.Text.Json;
using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- NAME [arguments of that benchmark]
// One JSON line a figure: {"name":…,"value":…,"unit":…}. Without a name: the list.
Dictionary<string, Func<string[], IEnumerable<Figure>>> benchmarks = new(StringComparer.Ordinal)
{
    ["ledger"] = LedgerBenchmark.Run,
    ["pipeline"] = PipelineBenchmark.Run,
    ["service"] = ServiceBenchmark.Run,
    ["simulatedPlaces"] = SimulatedPlacesBenchmark.Run,
    ["codec"] = CodecBenchmark.Run,
    ["llrp"] = LlrpBenchmark.Run,
    ["memory"] = MemoryBenchmark.Run,
    ["mqtt"] = MqttBenchmark.Run,
    ["identity"] = IdentityBenchmark.Run,
    ["presence"] = PresenceBenchmark.Run,
    ["place-real"] = PlaceRealBenchmark.Run,
    ["stocktake-real"] = StocktakeRealBenchmark.Run,
    ["simulatedStocktake"] = SimulatedStocktakeBenchmark.Run,
    ["web"] = WebBenchmark.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out Func<string[], IEnumerable<Figure>>? benchmark))
{
    await Console.Error.WriteLineAsync($"Name one benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}
foreach (Figure figure in benchmark(args[1..]))
    Console.WriteLine(JsonSerializer.Serialize(figure, FigureJson.Default.Figure));
return 0;
