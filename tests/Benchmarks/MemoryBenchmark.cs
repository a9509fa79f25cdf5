using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Benchmarks;

/// <summary>What decoding allocates, by BenchmarkDotNet's memory diagnoser: bytes for a whole stream, not rounded over its tags.</summary>
internal static class MemoryBenchmark
{
    public static IEnumerable<Figure> Run(string[] arguments)
    {
        Summary summary = BenchmarkRunner.Run<Decoding>(ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "edge-benchmarks")));
        foreach (BenchmarkReport report in summary.Reports)
        {
            long? bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
            yield return new Figure($"memory.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}", bytes ?? double.NaN, "B/stream");
        }
    }
}

/// <summary>One operation decodes a whole stream: 100,000 tags of LLRP, a megabyte of the others with cuts and noise.</summary>
/// <remarks>BenchmarkDotNet wants it public and not sealed.</remarks>
public class Decoding
{
    private readonly Func<long> _llrp = LlrpBenchmark.HundredThousandTags();
    private readonly Func<long> _r2000 = CodecBenchmark.NoisyMegabyte("r2000"), _thingMagic = CodecBenchmark.NoisyMegabyte("thingmagic"),
        _m100 = CodecBenchmark.NoisyMegabyte("m100");

    [Benchmark]
    public long Llrp() => _llrp();

    [Benchmark]
    public long R2000() => _r2000();

    [Benchmark]
    public long ThingMagic() => _thingMagic();

    [Benchmark]
    public long M100() => _m100();

    /// <summary>Shows that the diagnoser sees what is allocated: 1,000 bytes and the head of their array.</summary>
    [Benchmark]
    public byte[] Control() => new byte[1000];
}
