using Readers.Frames;
using Readers.Gnss;
using Readers.Sensors;
using Testing;
using static Readers.Tests.Gnss.NmeaVectors;

namespace Readers.Tests.Gnss;

public sealed class FixFollowerTests
{
    private readonly ManualTime _time = new();
    private readonly FixFollower _follower;

    public FixFollowerTests() => _follower = new FixFollower(_time);

    [Fact]
    public void TryTake_GgaAndRmcOfOneMoment_AreOneFix()
    {
        Assert.Empty(Second("GGA", 1)); // nobody knows yet what this receiver sends
        Assert.Equal(_time.GetUtcNow(), Second("GGA,RMC", 2)[0].Fix!.ObservedAt); // the first moment, told when it was over
        GnssFix fix = Assert.Single(Second("GGA,RMC", 3)).Fix!;

        Assert.Equal((31.2, 121.5, FixKind.Autonomous, ReadingQuality.Good), (fix.Latitude, fix.Longitude, fix.Kind, fix.Quality));
        Assert.Equal((9, 0.9, 37.04), (fix.Satellites!.Value, fix.Hdop!.Value, Math.Round(fix.SpeedKmh!.Value, 6)));
        Assert.Equal(_time.GetUtcNow(), fix.ObservedAt);
    }

    [Theory]
    [InlineData("GGA")]
    [InlineData("RMC")]
    public void TryTake_ReceiverThatSendsOnlyOneOfThem_IsEnough(string sent)
    {
        for (int second = 1; second < 6; second++) Second(sent, second);

        Assert.NotNull(Assert.Single(Second(sent, 6)).Fix);
    }

    [Fact]
    public void TryTake_OneOfThemDamaged_TheOtherIsEnoughWhenTheMomentIsOver()
    {
        Second("GGA,RMC", 1);
        Second("GGA,RMC", 2);

        Assert.Empty(Second("GGA", 3));
        Assert.Equal([-1, 0], Second("RMC,GGA", 4).Select(told => (told.Fix!.ObservedAt - _time.GetUtcNow()).TotalSeconds));
    }

    [Theory]
    [InlineData("GGA0,RMC")]
    [InlineData("GGA,RMCV")]
    [InlineData("GGA0,RMCV")]
    public void TryTake_OneOfThemDoesNotStandByIt_IsNoFix(string sent)
    {
        Second("GGA,RMC", 1);

        Assert.Equal((null, FixFault.NoFix), Told(Assert.Single(Second(sent, 2))));
    }

    [Fact]
    public void TryTake_NoFixAndAnOpenAerial_SaysTheAerial()
    {
        Take(Sealed("GNTXT,01,01,01,ANTENNA OPEN"));
        Second("GGA0,RMCV", 1);
        Assert.Equal((null, FixFault.AerialOpen), Told(Assert.Single(Second("GGA0,RMCV", 2))));

        Take("$GPTXT,01,01,02,ANTSTATUS=INIT*25");
        Take(AerialFine);
        Assert.Equal((null, FixFault.NoFix), Told(Assert.Single(Second("GGA0,RMCV", 3))));
    }

    [Fact]
    public void TryTake_TimeStandsStill_IsFrozenAndNeverNew()
    {
        Second("GGA,RMC", 1);
        Second("GGA,RMC", 2);

        List<GnssReport> told = [];
        for (int again = 0; again < 6; again++) told.AddRange(Second("GGA,RMC", 2));

        Assert.NotEmpty(told);
        Assert.All(told, static report => Assert.Equal((null, FixFault.Frozen), Told(report)));
        Assert.NotNull(Assert.Single(Second("GGA,RMC", 9)).Fix);
    }

    [Fact]
    public void TryTake_DrivesFastAndStaysWhereItIs_IsSuspect()
    {
        GnssReport last = default;
        for (int second = 1; second < 15; second++)
            foreach (GnssReport told in Second("GGA,RMC", second)) last = told;
        Assert.Equal((ReadingQuality.Suspect, FixFault.Frozen), (last.Fix!.Quality, last.Fault));

        for (int second = 15; second < 40; second++)
            foreach (GnssReport told in Second("GGA,RMC0", second)) last = told; // it stands
        Assert.Equal((ReadingQuality.Good, FixFault.None), (last.Fix!.Quality, last.Fault));
    }

    [Theory]
    [InlineData("6,09,0.9", FixFault.DeadReckoned, true)]
    [InlineData("1,09,12.5", FixFault.PoorGeometry, true)]
    [InlineData("1,02,1.5", FixFault.PoorGeometry, true)]
    [InlineData("7,09,0.9", FixFault.NotMeasured, false)]
    [InlineData("8,09,0.9", FixFault.NotMeasured, false)]
    [InlineData("2,09,0.9", FixFault.None, true)]
    public void TryTake_KindAndGeometry_AreJudged(string kind, FixFault fault, bool hasFix)
    {
        for (int second = 1; second < 5; second++) Second("RMC0", second);
        Take(Sealed($"GPGGA,120005,3112.0,N,12130.0,E,{kind},10.0,M,0.0,M,,"));

        GnssReport told = Assert.Single(Second("RMC0", 5, tick: false));

        Assert.Equal((hasFix, fault), (told.Fix is not null, told.Fault));
    }

    [Fact]
    public void ReceiverClock_DatePastTheWeekCount_IsBroughtBack()
    {
        DateTimeOffset now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

        Assert.Equal(now, ReceiverClock.Read(new DateOnly(2026, 11, 22), TimeSpan.FromHours(3), now));
        Assert.Equal(now, ReceiverClock.Read(new DateOnly(2007, 4, 8), TimeSpan.FromHours(3), now)); // 1024 weeks before
        Assert.Equal(now.AddHours(-5), ReceiverClock.Read(new DateOnly(2026, 11, 21), TimeSpan.FromHours(22), now));
        Assert.Equal(
            new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ReceiverClock.Read(new DateOnly(2027, 1, 1), TimeSpan.Zero, new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero)));
        Assert.Null(ReceiverClock.Read(null, TimeSpan.Zero, now));
    }

    private static (GnssFix?, FixFault) Told(GnssReport report) => (report.Fix, report.Fault);

    /// <summary>A second passes, then the sentences named come: GGA, GGA0 without a fix, RMC at 20 knots, RMC0 standing, RMCV without a fix.</summary>
    private List<GnssReport> Second(string sent, int second, bool tick = true)
    {
        if (tick) _time.Advance(TimeSpan.FromSeconds(1));
        List<GnssReport> told = [];
        foreach (string name in sent.Split(','))
        {
            string at = $"1200{second:D2}";
            told.AddRange(Take(Sealed(name switch
            {
                "GGA" => $"GPGGA,{at},3112.0,N,12130.0,E,1,09,0.9,10.0,M,0.0,M,,",
                "GGA0" => $"GPGGA,{at},,,,,0,00,99.99,,,,,,",
                "RMC" => $"GPRMC,{at},A,3112.0,N,12130.0,E,20.0,90.0,221126,,,A",
                "RMC0" => $"GPRMC,{at},A,3112.0,N,12130.0,E,0.0,,221126,,,A",
                _ => $"GPRMC,{at},V,,,,,,,221126,,,N",
            })));
        }
        return told;
    }

    private List<GnssReport> Take(string text)
    {
        ReadOnlySpan<byte> input = Bytes(text);
        Assert.Equal(FrameOutcome.Complete, NmeaCodec.TryRead(ref input, out NmeaSentence sentence));
        return _follower.TryTake(sentence, _time.GetUtcNow(), out GnssReport report) ? [report] : [];
    }
}
