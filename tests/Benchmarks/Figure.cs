using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Benchmarks;

/// <summary>One measured figure.</summary>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>Runs <paramref name="work"/> until two seconds have passed, after one warm-up, and gives operations a second.</summary>
    /// <param name="work">Does some work and says how many operations that was.</param>
    public static Figure Rate(string name, string unit, Func<long> work)
    {
        for (int warm = 0; warm < 3; warm++) work();
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2)) operations += work();
        return new Figure(name, Math.Round(operations / Stopwatch.GetElapsedTime(start).TotalSeconds, 1), unit);
    }

    /// <summary>Bytes allocated on this thread by one more run of <paramref name="work"/>, per operation.</summary>
    public static Figure Allocation(string name, Func<long> work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long operations = work();
        return new Figure(name, Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)operations, 3), "B/op");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Figure))]
internal sealed partial class FigureJson : JsonSerializerContext;
