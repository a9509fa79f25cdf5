using Benchmarks;
using Inventory.Stocktaking;

namespace Edge.Tests.Devices;

/// <summary>A short form of the benchmark <c>simulatedStocktake</c>: a count of a simulated stock, with the readers counting, judged by the truth.</summary>
public sealed class SimulatedCountTests
{
    [Fact]
    public void Run_SomeBagsWereTaken_TheyAreNamedAndNoOtherAndNothingIsTakenForRemoved()
    {
        using SimulatedCount count = new(new SimulatedCountPlan(Seed: 1, Bags: 240, Cabinets: 2, Taken: 4, Dbm: 30));

        SimulatedCountResult result = count.Run();

        Assert.Equal((4, 4, 0), (result.Gone, result.Named, result.FalselyMissing));
        Assert.Equal((0, CountReading.Counted), (result.FalseRemovals, result.Report.Reading));
        Assert.True(result.Held, $"{result.Report.Low} to {result.Report.High}, {result.Present} are here");
        Assert.InRange(result.Seconds, 10, 120);
    }
}
