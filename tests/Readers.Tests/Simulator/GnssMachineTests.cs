using HardwareSim;
using HardwareSim.Faults;
using Readers.Gnss;
using Readers.Sensors;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>The simulated vehicle's receiver, heard by the service's own driver on its pseudo-terminal.</summary>
public sealed class GnssMachineTests : IAsyncLifetime
{
    private const double Metres = 1 / 111_195.0;

    private readonly TemporaryFolder _folder = new();
    private readonly PacedTime _time = new(20);
    private SimulatedSite _site = null!;
    private NmeaReceiver _receiver = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await SimulatedSite.StartAsync(new SimulationOptions { Bags = 0, StrayTags = 0, Vehicle = true }, _time, _folder.Path, Ct);
        PositionPort port = _site.PositionPort!;
        _receiver = new NmeaReceiver(await TransportAddress.Parse(port.Address).OpenAsync(new SerialSettings(port.BaudRate), Ct), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _site.DisposeAsync();
        await _time.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task NextAsync_OnItsWay_TellsWhereTheVehicleIs()
    {
        for (int second = 0; second < 10; second++)
        {
            GnssFix fix = (await UntilAsync(static report => report.Fix is not null)).Fix!;

            DrivePoint truth = _site.Route.At(fix.ReaderTimestamp!.Value - _site.World.StartedAt);
            Assert.Equal(truth.Latitude, fix.Latitude, 10 * Metres);
            Assert.Equal(truth.Longitude, fix.Longitude, 10 * Metres);
            Assert.Equal((ReadingQuality.Good, FixKind.Autonomous), (fix.Quality, fix.Kind));
            Assert.Equal(truth.SpeedKmh, fix.SpeedKmh!.Value, 0.01);
            Assert.InRange(fix.ReaderTimestamp.Value - fix.ObservedAt, TimeSpan.FromSeconds(-8), TimeSpan.FromSeconds(2)); // the line is slow, time is fast
        }
        Assert.Equal("GN", _receiver.Identity);
    }

    [Fact]
    public async Task Apply_Tunnel_IsNoFixAndThenAFixAgain()
    {
        await UntilAsync(static report => report.Fix is not null);
        _site.Apply(FaultPlan.Parse("tunnel position 20s"));

        Assert.Equal(FixFault.NoFix, (await UntilAsync(static report => report.Fix is null)).Fault);
        Assert.NotNull((await UntilAsync(static report => report.Fix is not null)).Fix);
    }

    [Fact]
    public async Task Apply_Frozen_IsNothingNew()
    {
        await UntilAsync(static report => report.Fix is not null);
        _site.Apply(FaultPlan.Parse("frozen position 60s"));

        Assert.Equal(FixFault.Frozen, (await UntilAsync(static report => report.Fix is null)).Fault);
        Assert.NotNull((await UntilAsync(static report => report.Fix is not null)).Fix);
    }

    [Fact]
    public async Task Apply_NoiseAndWrongChecks_AreCountedAndGoodSentencesCount()
    {
        _site.Apply(FaultPlan.Parse("noise position 1h; wrongcheck position 1h 0.3"));

        for (int fixes = 0; fixes < 20; fixes++)
        {
            GnssFix fix = (await UntilAsync(static report => report.Fix is not null)).Fix!;
            Assert.InRange(fix.Latitude, 31.8, 31.9);
        }
        Assert.True(_receiver.Statistics is { BadChecksums: > 0, NoiseBytes: > 0 });
    }

    [Theory]
    [InlineData("unplug position 10m", "unplugged")]
    [InlineData("silence position 10m", "silent")]
    public async Task Apply_LineGone_EndsTheSession(string fault, string code)
    {
        await UntilAsync(static report => report.Fix is not null);
        _site.Apply(FaultPlan.Parse(fault));

        Assert.Equal(code, (await Assert.ThrowsAsync<ReaderLostException>(() => UntilAsync(static _ => false))).Code);
    }

    private async Task<GnssReport> UntilAsync(Predicate<GnssReport> holds)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
            if (await _receiver.NextAsync(limit.Token) is var report && holds(report)) return report;
    }
}
