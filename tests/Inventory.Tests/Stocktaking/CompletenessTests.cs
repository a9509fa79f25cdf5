using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

public sealed class CompletenessTests
{
    [Fact]
    public void Estimate_EverythingHeard_IsCompleteAtOnce()
    {
        CountEstimate estimate = Completeness.Estimate([new Hearing(1, 1), new Hearing(7, 1)]);

        Assert.True(estimate.IsComplete);
        Assert.Equal((2, 2, 2, 2.0), (estimate.Seen, estimate.Low, estimate.High, estimate.Present));
    }

    [Fact]
    public void Estimate_NothingHeard_KnowsNothing()
    {
        CountEstimate estimate = Completeness.Estimate([new Hearing(0, 3), new Hearing(0, 3)]);

        Assert.False(estimate.IsComplete);
        Assert.Equal((0, 2), (estimate.Low, estimate.High));
        Assert.All(estimate.ChanceAbsent, static chance => Assert.Equal(0.5, chance));
    }

    [Fact]
    public void Estimate_NothingExpected_IsComplete() => Assert.True(Completeness.Estimate([]).IsComplete);

    [Fact]
    public void Estimate_OneOfManyWellHeardUnitsSilent_IsAbsent()
    {
        Hearing[] units = [.. Enumerable.Range(0, 60).Select(static at => new Hearing(20 + (at % 15), 1, 16, 1)), new Hearing(0, 1, 16, 1)];

        CountEstimate estimate = Completeness.Estimate(units);

        Assert.True(estimate.IsComplete);
        Assert.True(estimate.ChanceAbsent[^1] > 0.98, estimate.ChanceAbsent[^1].ToString(provider: null));
        Assert.Equal(60, estimate.High);
    }

    [Fact]
    public void Estimate_ShyUnitSilent_IsLessSurelyAbsentThanOneThatIsUsuallyHeard()
    {
        Hearing[] units =
        [
            .. Enumerable.Range(0, 60).Select(static at => new Hearing(6 + (at % 9), 1, 10, 1)),
            new Hearing(0, 1, UsualHits: 10, UsualExposure: 1), new Hearing(0, 1, UsualHits: 1, UsualExposure: 2),
        ];

        IReadOnlyList<double> absent = Completeness.Estimate(units).ChanceAbsent;

        Assert.True(absent[^2] > 0.95, absent[^2].ToString(provider: null));
        Assert.True(absent[^1] < absent[^2] - 0.1, absent[^1].ToString(provider: null));
    }

    [Fact]
    public void Estimate_UnitsThatNoAntennaListenedTo_AreNeitherAbsentNorDone()
    {
        Hearing[] units = [.. Enumerable.Repeat(new Hearing(15, 4), 50), .. Enumerable.Repeat(new Hearing(0, 0), 10)];

        CountEstimate estimate = Completeness.Estimate(units);

        Assert.False(estimate.IsComplete);
        Assert.Equal(60, estimate.High);
        Assert.All(estimate.ChanceAbsent.Skip(50), static chance => Assert.True(chance < 0.1));
    }

    /// <summary>Two thousand bags, each known by another history: it must still answer while somebody waits.</summary>
    [Fact]
    public void Estimate_TwoThousandUnlikeUnits_NamesTheTenThatAreAbsent()
    {
        Random dice = new(5);
        Hearing[] units = [.. Enumerable.Range(0, 2_000).Select(at => at < 10
            ? new Hearing(0, 1, 8 + (at % 4), 1)
            : new Hearing(8 + dice.Next(20), 1, 8 + dice.Next(8), 1))];

        CountEstimate estimate = Completeness.Estimate(units);

        Assert.True(estimate.IsComplete);
        Assert.All(estimate.ChanceAbsent.Take(10), static chance => Assert.True(chance > 0.9, chance.ToString(provider: null)));
    }
}
