using HardwareSim;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>Counting by the real drivers on simulated readers, whose tags keep their state as real ones do.</summary>
public sealed class CountingTests : IAsyncDisposable
{
    /// <summary>A machine that stalls for a moment must not end a step before its time.</summary>
    private static readonly CountPlan s_plan = new() { StepLimit = TimeSpan.FromSeconds(30) };

    private readonly PacedTime _time = new(4);

    public ValueTask DisposeAsync() => _time.DisposeAsync();

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.Llrp)]
    [InlineData(ReaderKind.LlrpImpinj)]
    public async Task RunAsync_Counting_EverySweepHearsTheStockAndEndsExhausted(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await OneCabinetAsync(kind, bags: 60, folder);
        await using SimulatedReaderRun run = await RunAsync(site, static profile => profile with { Count = s_plan });
        HashSet<Epc> heard = [];
        int reads = 0, whole = 0, broken = 0;

        while (whole < 2)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ReaderEventKind.TagRead)
            {
                reads++;
                heard.Add(told.Read.Epc);
            }
            if (told.Kind == ReaderEventKind.Listened) Assert.True(told.Listening.Counting);
            if (told.Kind != ReaderEventKind.Swept) continue;
            Assert.Equal(whole + broken + 1, told.Sweep!.Number);
            Assert.True(heard.Count >= 50, $"{heard.Count} of 60 heard in sweep {told.Sweep.Number}");
            Assert.True(reads <= heard.Count * 2, $"{reads} reads of {heard.Count} tags: they did not keep quiet");
            if (told.Sweep.Exhausted) whole++;
            else Assert.True(++broken <= 2, "three sweeps with a step that was not brought to its end"); // the machine held up an answer
            heard.Clear();
            reads = 0;
        }
        Assert.Empty(run.Reader.Fit!.Shortfalls);
    }

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.Llrp)]
    [InlineData(ReaderKind.LlrpImpinj)]
    public async Task RunAsync_TidAsked_IsTold(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await OneCabinetAsync(kind, bags: 20, folder);
        await using SimulatedReaderRun run = await RunAsync(site, static profile => profile with { ReadTid = true });

        ReaderEvent told = await run.NextAsync(static told => told is { Kind: ReaderEventKind.TagRead, Read.Tid: not null });

        Assert.Equal(0xE2, Convert.FromHexString(told.Read.Tid!.Value.ToString())[0]);
    }

    private Task<SimulatedSite> OneCabinetAsync(ReaderKind kind, int bags, TemporaryFolder folder) => SimulatedSite.StartAsync(
        new SimulationOptions { Seed = new Seed(5), Cabinets = 1, ShelvesPerCabinet = kind == ReaderKind.M100 ? 1 : 4, Bags = bags, Readers = [kind], Activity = 0 }, _time, folder.Path,
        TestContext.Current.CancellationToken);

    private Task<SimulatedReaderRun> RunAsync(SimulatedSite site, Func<InventoryProfile, InventoryProfile> asked) =>
        SimulatedReaderRun.StartAsync(site, 0, _time, asked(SimulatedReaderRun.Profile(site.ReaderPorts[0], powerDbm: 30)));
}
