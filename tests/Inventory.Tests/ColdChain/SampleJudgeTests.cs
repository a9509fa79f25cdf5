using Inventory.ColdChain;

namespace Inventory.Tests.ColdChain;

public sealed class SampleJudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Judge_JumpThatLiquidCannotMake_IsBad()
    {
        SampleJudge judge = new(SampleRules.Liquid);
        judge.Judge(ProbeSample.Good(4.0, Start));

        ProbeSample sample = judge.Judge(ProbeSample.Good(12.0, Start.AddMinutes(1)));

        Assert.Equal((SampleQuality.Bad, SampleFault.Jump, (double?)null), (sample.Quality, sample.Fault, sample.Celsius));
    }

    [Theory]
    [InlineData(0.1)] // a transmitter that tells tenths
    [InlineData(0.5)] // an LM75
    public void Judge_OneStepOfACoarseSensorWithinASecond_IsNoJump(double step)
    {
        SampleJudge judge = new(SampleRules.Liquid);
        judge.Judge(ProbeSample.Good(4.0, Start));

        Assert.Equal(SampleQuality.Good, judge.Judge(ProbeSample.Good(4.0 + step, Start.AddMilliseconds(300))).Quality);
    }

    [Fact]
    public void Judge_JumpThatStays_IsBelievedAtTheThirdSample()
    {
        SampleJudge judge = new(SampleRules.Liquid);
        judge.Judge(ProbeSample.Good(4.0, Start));

        SampleQuality[] qualities = [.. Enumerable.Range(1, 4)
            .Select(i => judge.Judge(ProbeSample.Good(22.0, Start.AddSeconds(15 * i))).Quality)];

        Assert.Equal([SampleQuality.Bad, SampleQuality.Bad, SampleQuality.Good, SampleQuality.Good], qualities);
    }

    [Fact]
    public void Judge_SameJumpOfAProbeInAir_IsGood()
    {
        SampleJudge judge = new(SampleRules.Air);
        judge.Judge(ProbeSample.Good(4.0, Start));

        Assert.Equal(SampleQuality.Good, judge.Judge(ProbeSample.Good(12.0, Start.AddMinutes(1))).Quality);
    }

    [Fact]
    public void Judge_ValueThatNeverMoves_BecomesSuspectAfterFourHours()
    {
        SampleJudge judge = new(SampleRules.Liquid);
        SampleQuality last = SampleQuality.Good;
        int minutes = 0;
        while (last == SampleQuality.Good && minutes < 1000) last = judge.Judge(ProbeSample.Good(4.0, Start.AddMinutes(minutes++))).Quality;

        Assert.Equal(SampleQuality.Suspect, last);
        Assert.Equal(241, minutes);
        Assert.Equal(SampleQuality.Good, judge.Judge(ProbeSample.Good(4.1, Start.AddMinutes(minutes))).Quality);
    }
}
