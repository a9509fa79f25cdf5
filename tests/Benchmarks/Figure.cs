using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Benchmarks;

/// <summary>One measured figure.</summary>
internal sealed record Figure(string Name, double Value, string Unit)
{
    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(1), s_measured = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="work"/> for two seconds, after one in which its code is compiled for good, and gives operations a second.</summary>
    /// <param name="work">Does some work and says how many operations that was.</param>
    public static Figure Rate(string name, string unit, Func<long> work)
    {
        long start = Stopwatch.GetTimestamp();
        do work();
        while (Stopwatch.GetElapsedTime(start) < s_warm);
        long operations = 0;
        start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_measured) operations += work();
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
