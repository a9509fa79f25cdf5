using Edge.Devices;
using Edge.Operations;
using Readers.Gnss;
using Readers.Sensors;
using Testing;

namespace Edge.Tests.Devices;

public sealed class PositionJudgeTests
{
    private readonly ManualTime _time = new();
    private readonly PositionJudge _judge;

    public PositionJudgeTests() => _judge = new PositionJudge(new PositionSection { StaleAfterSeconds = 10 }, _time);

    [Fact]
    public void Now_BeforeTheReceiverHasSpoken_IsNothing() =>
        Assert.Equal((PositionState.NeverHeard, null, "starting"), Seen());

    [Fact]
    public void Now_FixJustCome_IsThePresentPosition()
    {
        TakeFix();
        Pass(5);

        Assert.Equal((PositionState.Current, null), (_judge.Now().State, _judge.Now().Finding));
        Assert.Same(_judge.Now().Last, _judge.Now().Current);
    }

    [Theory]
    [InlineData(FixFault.NoFix, PositionState.NoFix)]
    [InlineData(FixFault.AerialOpen, PositionState.NoFix)]
    [InlineData(FixFault.NoPositionSentences, PositionState.NoFix)]
    [InlineData(FixFault.NotMeasured, PositionState.NoFix)]
    [InlineData(FixFault.Frozen, PositionState.Stale)]
    public void Now_NothingNewForTooLong_KeepsTheLastButNeverAsThePresentOne(FixFault fault, PositionState state)
    {
        TakeFix();
        Pass(8);
        Take(null, fault);
        Assert.Equal(PositionState.Current, _judge.Now().State); // under a bridge

        Pass(3);
        Take(null, fault);
        Assert.Equal((state, null, fault.ToString()), Seen());
        Assert.Equal(TimeSpan.FromSeconds(11), _time.GetUtcNow() - _judge.Now().Last!.ObservedAt);

        TakeFix();
        Assert.Equal(PositionState.Current, _judge.Now().State);
    }

    [Fact]
    public void Now_SentencesDamagedForTooLong_IsStale()
    {
        TakeFix();
        Pass(11);

        Assert.Equal((PositionState.Stale, null, PositionJudge.StalePosition), Seen());
    }

    [Fact]
    public void Now_LineGone_IsAFindingAtOnceAndLostWhenThePositionIsOld()
    {
        TakeFix();
        Pass(2);
        _judge.Lose("unplugged");
        Assert.Equal((PositionState.Current, "unplugged"), (_judge.Now().State, _judge.Now().Finding));

        Pass(9);
        Assert.Equal((PositionState.Lost, null, "unplugged"), Seen());
        Assert.NotNull(_judge.Now().Last);
    }

    [Fact]
    public void Now_LineGoneBeforeTheFirstWord_IsLost()
    {
        _judge.Lose("no-permission");

        Assert.Equal((PositionState.Lost, null, "no-permission"), Seen());
    }

    [Fact]
    public void Now_DoubtfulFix_IsSuspectAndSaysWhy()
    {
        Take(Fix(ReadingQuality.Suspect, FixFault.PoorGeometry), FixFault.PoorGeometry);

        Assert.Equal((PositionState.Suspect, "PoorGeometry"), (_judge.Now().State, _judge.Now().Finding));
        Assert.NotNull(_judge.Now().Current);
    }

    [Fact]
    public void Now_WallClockSetBack_DoesNotMakeAnOldPositionYoung()
    {
        TakeFix();
        _time.SetWallClock(_time.GetUtcNow().AddHours(-1));
        Pass(11);

        Assert.Null(_judge.Now().Current);
    }

    private (PositionState, GnssFix?, string?) Seen() => (_judge.Now().State, _judge.Now().Current, _judge.Now().Finding);

    private void TakeFix() => Take(Fix(ReadingQuality.Good, FixFault.None), FixFault.None);

    private void Take(GnssFix? fix, FixFault fault) => _judge.Take(new GnssReport(fix, fault, _time.GetUtcNow()));

    private GnssFix Fix(ReadingQuality quality, FixFault fault) => new(31.85, 117.26, FixKind.Autonomous, _time.GetUtcNow(), quality, fault);

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
