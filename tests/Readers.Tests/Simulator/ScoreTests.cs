using HardwareSim.Score;
using HardwareSim.Truth;

namespace Readers.Tests.Simulator;

public sealed class ScoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToString_NothingHappened_SaysNoneInsteadOfNotANumber()
    {
        PlaceScore nothing = new(0, 0, 0, 0, 0, [], []);
        PlaceScore missed = nothing with { RemovalSeconds = [double.PositiveInfinity] };

        Assert.DoesNotContain("NaN", new RunScore(nothing, nothing, nothing, nothing, new Dictionary<string, AlarmScore>()).ToString(), StringComparison.Ordinal);
        Assert.Contains("median never s", new RunScore(missed, nothing, nothing, nothing, new Dictionary<string, AlarmScore>()).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Two zones, three bags, one thousand seconds: worked by hand.</summary>
    [Fact]
    public void Judge_WorkedExample_GivesItsFigures()
    {
        PlaceScore score = Judge(warmUpSeconds: 60);

        Assert.Equal(2380, score.CountedSeconds);
        Assert.Equal(2330, score.RightSeconds);
        Assert.Equal(97.899, score.RightPercent, 3);
        Assert.Equal(1, score.FalseMoves);
        Assert.Equal(1, score.FalseRemovals);
        Assert.Equal([6.0], score.RemovalSeconds);
        Assert.Equal(("U2", 12.0), (score.Removals[0].Tag, (score.Removals[0].DoorShutAt - score.Removals[0].LeftAt).TotalSeconds));
        Assert.Equal("U1", Assert.Single(score.FalselyRemoved).Tag);
        Assert.Equal(2590, Judge(warmUpSeconds: 0).BagDays * 86_400, 6);
    }

    /// <summary>A service has ten minutes to notice: what happened later than that before the end says nothing of it.</summary>
    [Theory]
    [InlineData(1300, 1)]
    [InlineData(1100, 0)]
    public void Judge_RemovalNotNoticedByTheEndOfTheRun_IsMissedOnlyAfterTenMinutes(int endSecond, int missed)
    {
        TruthLog truth = new();
        truth.Placed("U1", 0, "z1", false);
        truth.Placed("U1", Ticks(600), null, true);
        Windows windows = new(Start.UtcTicks, Start.UtcTicks + Ticks(endSecond), [], false);

        PlaceScore score = new PlaceJudge(truth, [], Start, windows, static place => place).Judge([], static _ => true);

        Assert.Equal(missed, score.MissedRemovals);
        Assert.Equal(missed, score.RemovalSeconds.Count);
    }

    [Fact]
    public void Judge_FaultAllTheTime_CountsNothingInTheCleanColumn()
    {
        PlaceScore score = Judge(60, (0, 1000));

        Assert.Equal(0, score.CountedSeconds);
        Assert.Equal(0, score.FalseMoves + score.FalseRemovals + score.RemovalSeconds.Count);
    }

    [Theory]
    [InlineData(0, 2.996)]
    [InlineData(1, 4.744)]
    [InlineData(5, 10.513)]
    public void PoissonBound_FewEvents_IsHalfTheChiSquareQuantile(int events, double bound) =>
        Assert.Equal(bound, Statistics.PoissonBound(events), 3);

    [Fact]
    public void NearestRank_MissedOnes_CountAsInfinite()
    {
        double[] seconds = [1, 2, 3, double.PositiveInfinity];

        Assert.Equal(2, Statistics.NearestRank(seconds, 0.5));
        Assert.Equal(double.PositiveInfinity, Statistics.NearestRank(seconds, 0.99));
    }

    [Fact]
    public void AlarmJudge_ExcursionsAndAlarms_AreMatched()
    {
        AlarmRule rule = new("high", "28-0", 6, Above: true, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        float[] celsius = [.. Enumerable.Range(0, 2000).Select(static s => s switch
        {
            >= 100 and < 300 => 7f, // due at 160
            >= 500 and < 530 => 7f, // too short
            >= 700 and < 900 => 7f, // due at 760, nobody says so
            >= 1200 and < 1260 => 5.9f, // near
            _ => 4f,
        })];

        AlarmScore score = AlarmJudge.Judge(rule, celsius, [165, 1230, 1600]);

        Assert.Equal(2, score.Due);
        Assert.Equal([5.0], score.LateSeconds);
        Assert.Equal((0, 1, 1, 1), (score.Late, score.Missed, score.Borderline, score.False));

        AlarmScore late = AlarmJudge.Judge(rule, celsius, [190, 770]); // 30 s and 10 s after the due instants, 12 s are allowed
        Assert.Equal([10.0, 30.0], late.LateSeconds);
        Assert.Equal((1, 0), (late.Late, late.Missed));
    }

    private static PlaceScore Judge(int warmUpSeconds, params (int From, int To)[] faults)
    {
        TruthLog truth = new();
        truth.Placed("U1", 0, "z1", false);
        truth.Placed("U1", Ticks(400), null, false);
        truth.Placed("U1", Ticks(410), "z2", false);
        truth.Placed("U2", 0, "z1", false);
        truth.Placed("U2", Ticks(600), null, true);
        truth.Placed("U3", 0, "z2", false);
        PlaceClaim[] claims =
        [
            Claim(5, "U1", ClaimKind.Arrived, "z1"), Claim(5, "U2", ClaimKind.Arrived, "z1"), Claim(8, "U3", ClaimKind.Arrived, "z2"),
            Claim(300, "U3", ClaimKind.Moved, "z1"), Claim(330, "U3", ClaimKind.Moved, "z2"), Claim(425, "U1", ClaimKind.Moved, "z2"),
            Claim(618, "U2", ClaimKind.Removed, null), Claim(700, "U1", ClaimKind.Removed, null), Claim(720, "U1", ClaimKind.Back, "z2"),
        ];
        long start = Start.UtcTicks;
        Windows windows = new(
            start + Ticks(warmUpSeconds), start + Ticks(1000), faults.Select(f => (start + Ticks(f.From), start + Ticks(f.To))), false);
        SimulatedCabinetDoor[] doors = [new("z1", Ticks(595), Ticks(612))];
        return new PlaceJudge(truth, doors, Start, windows, static place => place).Judge(claims, static _ => true);
    }

    private static PlaceClaim Claim(int second, string tag, ClaimKind kind, string? place) => new(tag, kind, place, Start.AddSeconds(second));

    private static long Ticks(int seconds) => seconds * TimeSpan.TicksPerSecond;
}
