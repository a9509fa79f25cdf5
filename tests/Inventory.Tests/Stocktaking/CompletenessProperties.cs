using FsCheck;
using FsCheck.Fluent;
using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

/// <summary>Simulated stocks: does the interval hold the truth as often as it says, and is absence named where it is?</summary>
public sealed class CompletenessProperties
{
    private const int Stocks = 16;

    public static TheoryData<string, double> Laws => new()
    {
        { "gamma", 0.0 }, { "gamma", 0.02 }, { "gamma", 0.15 },
        { "lognormal", 0.0 }, { "lognormal", 0.02 }, { "lognormal", 0.15 },
        { "two kinds", 0.0 }, { "two kinds", 0.02 }, { "two kinds", 0.15 },
    };

    /// <summary>90 % intervals, over all laws and shares: they must hold the truth in 5 of 6 stocks although no law is known.</summary>
    [Fact]
    public void Interval_StocksOfManySizesAndLaws_HoldsTheTruth()
    {
        int held = 0, all = 0;
        foreach ((string law, double absentShare) in Laws.Select(static row => row.Data))
        {
            for (int seed = 0; seed < Stocks; seed++)
            {
                int expected = 40 + (seed * 50);
                Population stock = new(seed, expected, (int)(absentShare * expected), Law(law));
                stock.Round();
                CountEstimate estimate = stock.Estimate();
                all++;
                if (stock.Present >= estimate.Low && stock.Present <= estimate.High) held++;
            }
        }
        Assert.True(held >= all * 5 / 6, $"held in {held} of {all}");
    }

    /// <summary>Counts run until the rule says so: it must hardly ever say so while a unit that is here was not heard.</summary>
    [Theory]
    [MemberData(nameof(Laws))]
    public void StopRule_RoundAfterRound_DoesNotStopTooSoon(string law, double absentShare)
    {
        int tooSoon = 0, ended = 0;
        for (int seed = 0; seed < Stocks; seed++)
        {
            const int expected = 100;
            Population stock = new(1000 + seed, expected, (int)(absentShare * expected), Law(law));
            CountEstimate estimate;
            do
            {
                stock.Round();
                estimate = stock.Estimate();
            }
            while (!estimate.IsComplete && stock.Rounds < 30);
            if (!estimate.IsComplete) continue;
            ended++;
            if (estimate.Seen < stock.Present) tooSoon++;
        }
        Assert.True(ended > Stocks * 0.8, $"only {ended} of {Stocks} ended within 30 rounds");
        Assert.True(tooSoon <= Stocks * 0.15, $"{tooSoon} of {Stocks} stopped too soon");
    }

    [Fact]
    public void Estimate_WhateverWasHeard_KeepsItsSums() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 12).SelectMany(hits => Gen.Choose(1, 4).Select(rounds => new Hearing(hits, rounds))).ArrayOf(40)
            .Where(static units => units.Length > 0).ToArbitrary(),
        units =>
        {
            CountEstimate estimate = Completeness.Estimate(units);
            int seen = units.Count(static unit => unit.Hits > 0);
            Assert.Equal((units.Length, seen), (estimate.Expected, estimate.Seen));
            Assert.InRange(estimate.Low, seen, estimate.High);
            Assert.InRange(estimate.High, estimate.Low, units.Length);
            Assert.InRange(estimate.Present, seen, units.Length);
            Assert.All(estimate.ChanceAbsent, static chance => Assert.InRange(chance, 0, 1));
            Assert.Equal(units.Length - estimate.ChanceAbsent.Sum(), estimate.Present, 6);
            Assert.All(units.Zip(estimate.ChanceAbsent), static unit => Assert.Equal(unit.First.Hits > 0, unit.Second == 0));
        }));

    [Fact]
    public void Estimate_OrderOfTheList_ChangesNothing() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 5).Select(static hits => new Hearing(hits, 1)).ArrayOf(30).Where(static units => units.Length > 0).ToArbitrary(),
        units =>
        {
            CountEstimate forward = Completeness.Estimate(units), back = Completeness.Estimate([.. units.Reverse()]);
            Assert.Equal(forward.Present, back.Present, 9);
            Assert.Equal((forward.Low, forward.High), (back.Low, back.High));
        }));

    private static Func<Random, double> Law(string law) => law switch
    {
        "gamma" => Population.Gamma(mean: 3, shape: 3),
        "lognormal" => Population.Lognormal(median: 3, sigma: 0.6),
        _ => Population.TwoKinds(well: 4, shy: 0.7, shyShare: 0.1),
    };
}
