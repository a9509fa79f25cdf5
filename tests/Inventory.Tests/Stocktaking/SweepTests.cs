using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

/// <summary>What sweeps with rising power say: who is here although nobody heard it, and who is gone.</summary>
public sealed class SweepTests
{
    private static readonly int[] s_steps = [-6, -3, 0, 3];
    private static readonly TagUii s_tag = TagUii.Parse("E28011700000020F00000001"), s_other = TagUii.Parse("E28011700000020F00000002");

    [Fact]
    public void Estimate_AllFarAboveTheLimit_CallsTheSilentOnesAbsent()
    {
        CountEstimate estimate = Completeness.EstimateSweeps([.. Alike(97, [8, 0, 0, 0]), .. Silent(3, missed: 4)]);

        Assert.InRange(estimate.Present, 97, 97.5);
        Assert.All(estimate.ChanceAbsent.Skip(97), static chance => Assert.InRange(chance, 0.9, 1));
        Assert.True(estimate.IsComplete, $"{estimate.Hearable} may still be heard");
    }

    [Fact]
    public void Estimate_ManyNearTheLimit_TakesSomeOfTheSilentOnesForHidden()
    {
        CountEstimate estimate = Completeness.EstimateSweeps(
            [.. Alike(40, [8, 0, 0, 0]), .. Alike(20, [0, 8, 0, 0]), .. Alike(16, [0, 0, 8, 0]), .. Alike(12, [0, 0, 0, 8]), .. Silent(12, missed: 4)]);

        Assert.True(estimate.Present > 92, $"{estimate.Present} of 100 here");
        Assert.Equal(100, estimate.High);
    }

    [Fact]
    public void Estimate_StrongAndWeakBefore_TheStrongOneIsSurelyGone()
    {
        List<SweepHearing> units = [.. Alike(150, [8, 0, 0, 0], usualDb: 18), .. Alike(20, [4, 4, 0, 0], usualDb: 9), .. Alike(12, [0, 6, 2, 0], usualDb: 6)];
        units.AddRange([.. Alike(6, [0, 0, 6, 2], usualDb: 3), .. Alike(4, [0, 0, 0, 8], usualDb: 0)]);
        units.AddRange([new SweepHearing(s_steps, [0, 0, 0, 0], 4, UsualDb: 20), new SweepHearing(s_steps, [0, 0, 0, 0], 4, UsualDb: 0)]);

        IReadOnlyList<double> absent = Completeness.EstimateSweeps(units).ChanceAbsent;

        Assert.InRange(absent[^2], 0.95, 1);
        Assert.True(absent[^1] < absent[^2] - 0.2, $"weak {absent[^1]}, strong {absent[^2]}");
    }

    [Fact]
    public void Estimate_NoSweepHasAskedYet_LeavesItOpen()
    {
        CountEstimate estimate = Completeness.EstimateSweeps([.. Alike(10, [1, 0, 0, 0]), .. Silent(5, missed: 0)]);

        Assert.Equal((10, 15), (estimate.Seen, estimate.High));
        Assert.All(estimate.ChanceAbsent.Skip(10), static chance => Assert.InRange(chance, 0.01, 0.7));
    }

    [Theory]
    [InlineData(1.0, 0, 0.1)] // the drawer stayed shut: the same field says the same again
    [InlineData(0.1, 0.2, 1)]
    public void Estimate_SilentAgain_SaysMoreOnlyInAFieldThatIsAnother(double kept, double leastMore, double mostMore)
    {
        SweepHearing[] near = [.. Alike(60, [8, 0, 0, 0]), .. Alike(16, [0, 8, 0, 0]), .. Alike(12, [0, 0, 8, 0]), .. Alike(8, [0, 0, 0, 8])];
        SweepHearing silent = new(s_steps, [0, 0, 0, 0], 4);

        double once = Completeness.EstimateSweeps([.. near, silent]).ChanceAbsent[^1];
        double again = Completeness.EstimateSweeps([.. near, silent with { Again = [new SilentAgain(s_steps, 4, kept)] }]).ChanceAbsent[^1];

        Assert.InRange(again - once, leastMore, mostMore);
    }

    [Fact]
    public void Estimate_FoundInALaterReading_IsHere()
    {
        CountEstimate estimate = Completeness.EstimateSweeps(
            [.. Alike(20, [8, 0, 0, 0]), new SweepHearing(s_steps, [0, 0, 0, 0], 4) { FoundLater = true }, .. Silent(1, missed: 4)]);

        Assert.Equal((21, 0.0), (estimate.Seen, estimate.ChanceAbsent[20]));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)] // it may be in the other state
    [InlineData(8, 0, 4)]
    [InlineData(8, 8, 0)]
    [InlineData(8, 6, 1)] // one miss, and one sweep in which nobody asked it
    [InlineData(4, 6, 0)]
    public void MissedOf_SweepsByTurns_AMissTakesTwo(int sweeps, int answered, int missed) =>
        Assert.Equal(missed, SweepHearing.MissedOf(sweeps, answered));

    [Fact]
    public void Tally_AnsweredByTwoAntennas_CountsTheLowerPowerOnce()
    {
        SweepTally tally = new();
        tally.Heard(s_tag);
        tally.StepEnded(-6);
        tally.Heard(s_other);
        tally.Heard(s_tag);
        tally.StepEnded(0);
        tally.SweepEnded();

        (int sweeps, IReadOnlyList<int>? steps, IReadOnlyDictionary<TagUii, IReadOnlyList<StepAnswers>> answers) = tally.Take();

        Assert.Equal(1, sweeps);
        Assert.Equal([-6, 0], steps);
        Assert.Equal([new StepAnswers(-6, 1)], answers[s_tag]);
        Assert.Equal([new StepAnswers(0, 1)], answers[s_other]);
        Assert.Empty(tally.Take().Answers);
    }

    [Fact]
    public void Tally_SweepBroken_DoesNotCount()
    {
        SweepTally tally = new();
        tally.Heard(s_tag);
        tally.StepEnded(-6);
        tally.Broken();
        tally.Heard(s_other);
        tally.StepEnded(-6);
        tally.SweepEnded();

        Assert.Equal([s_other], tally.Take().Answers.Keys);
    }

    [Fact]
    public void Tally_StepFailed_ItsReadsCountWithTheHighestPower()
    {
        SweepTally tally = new();
        tally.StepEnded(-6);
        tally.StepEnded(0);
        tally.Heard(s_tag);
        tally.SweepEnded();

        Assert.Equal([new StepAnswers(0, 1)], tally.Take().Answers[s_tag]);
    }

    private static IEnumerable<SweepHearing> Alike(int units, int[] answers, double? usualDb = null) =>
        Enumerable.Repeat(new SweepHearing(s_steps, answers, 0, usualDb), units);

    private static IEnumerable<SweepHearing> Silent(int units, int missed) =>
        Enumerable.Repeat(new SweepHearing(s_steps, [0, 0, 0, 0], missed), units);
}
