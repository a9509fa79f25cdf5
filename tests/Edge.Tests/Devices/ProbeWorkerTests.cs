using System.Threading.Channels;
using Edge.Devices;
using Edge.Ledger.Samples;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Readers.Sensors;

namespace Edge.Tests.Devices;

public sealed class ProbeWorkerTests
{
    private static readonly PlaceId Fridge = PlaceId.Parse("fridge-1");
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(15);

    private readonly ScriptedProbe _probe = new();

    [Fact]
    public async Task Run_TooWarmForTheDelay_RecordsExcursionAndAlarmAndTheirEnd()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using Run run = await StartAsync(site);

        await run.SampleAsync(6.5, 10);
        await site.UntilAsync(static state => state.Alarms.Count == 1);
        List<DomainEvent> during = await site.EventsAsync();
        Assert.Equal(6.5, Assert.Single(during.OfType<ExcursionBegan>()).Celsius);
        Assert.Equal(AlarmKind.TemperatureHigh, Assert.Single(during.OfType<AlarmRaised>()).Kind);

        await run.SampleAsync(4.0, 8);
        await site.UntilAsync(static state => state.Alarms.Values.All(static alarm => alarm.State == AlarmState.ReturnedUnacknowledged));
        List<DomainEvent> after = await site.EventsAsync();
        Assert.Equal(1, Assert.Single(after.OfType<ExcursionEnded>()).Excursion);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(site.State.Alarms).Value.State);
    }

    [Fact]
    public async Task Run_LimitThatPeopleChange_HoldsFromTheNextSample()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using Run run = await StartAsync(site);
        SiteRules rules = new(new SiteSettings(), SiteTables.Load(new SiteSettings(), ".", out _), site.Ledger);
        await run.SampleAsync(5.0, 10);
        Assert.Empty(site.State.Excursions);

        SettingsDraft draft = new SettingsDrafting(rules).Of(
            [new("storageClasses/red-cells/warnHighCelsius", "4"), new("storageClasses/red-cells/highCelsius", "4.5")]).WithSecond;
        await site.GivenAsync(new SettingsChanged(1, draft, 1, site.Time.GetUtcNow()));
        await run.SampleAsync(5.0, 10);
        await site.UntilAsync(static state => state.Alarms.Count == 1);

        Assert.Equal(4.5, Assert.Single((await site.EventsAsync()).OfType<ExcursionBegan>()).LimitCelsius);
    }

    [Fact]
    public async Task Run_ProbeThatFails_IsFaultyThenSilentAndNeverEndsATemperatureAlarm()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using Run run = await StartAsync(site);
        await run.SampleAsync(6.5, 10);

        await run.SampleAsync(null, 30);
        await site.UntilAsync(static state => state.Alarms.Count == 3);

        Assert.Equal(
            [AlarmKind.TemperatureHigh, AlarmKind.SensorSilent, AlarmKind.SensorFault],
            site.State.Alarms.Values.Where(static alarm => alarm.State == AlarmState.Unacknowledged).Select(static alarm => alarm.Kind).Order());
        Assert.Equal((ProbeState.Silent, 6.5), (run.Live.State, run.Live.Celsius));
    }

    [Fact]
    public async Task Run_ProbeThatFails_IsAsOldAsItsFirstBadSample()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using Run run = await StartAsync(site);
        await run.SampleAsync(4.0, 4);

        await run.SampleAsync(null, 1);
        DateTimeOffset began = site.Time.GetUtcNow();
        await run.SampleAsync(null, 2); // suspect turns into faulty
        await run.UntilAsync(ProbeState.Faulty);
        Assert.Equal(began, run.Health.Since);
        await run.SampleAsync(null, 9); // and into silent
        await run.UntilAsync(ProbeState.Silent);
        Assert.Equal((began, DeviceState.NotInService, "Checksum"), (run.Health.Since, run.Health.State, run.Health.Finding));

        await run.SampleAsync(4.0, 1);
        await run.UntilAsync(ProbeState.Good);
        Assert.Equal((site.Time.GetUtcNow(), null), (run.Health.Since, run.Health.Finding));
    }

    [Fact]
    public async Task Run_AfterARestart_KeepsExcursionAndAlarmUntilGoodSamplesEndThem()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using (Run first = await StartAsync(site))
        {
            await first.SampleAsync(6.8, 10);
            await site.UntilAsync(static state => state.Alarms.Count == 1);
        }

        await using Run second = await StartAsync(site);
        await second.SampleAsync(null, 3);
        await site.EventsAsync();
        Assert.Equal(AlarmState.Unacknowledged, site.State.Alarms.Values.Single(static a => a.Kind == AlarmKind.TemperatureHigh).State);
        Assert.Single(site.State.Excursions);

        await second.SampleAsync(4.0, 8);
        await site.UntilAsync(static state => state.Excursions.IsEmpty);
        List<DomainEvent> events = await site.EventsAsync();
        Assert.Equal(6.8, Assert.Single(events.OfType<ExcursionEnded>()).WorstCelsius);
        Assert.Single(events.OfType<ExcursionBegan>());
    }

    private async Task<Run> StartAsync(LedgerFixture site)
    {
        LiveSite live = new();
        live.Add(new CabinetLive(Fridge, [new ProbeLive("top", ProbeState.NeverHeard, null, null, null)], null, null));
        TemperatureStore samples = await TemperatureStore.OpenAsync(
            site.Folder, 30, site.Time, NullLogger<TemperatureStore>.Instance, CancellationToken.None);
        SiteSettings settings = new();
        SiteRules rules = new(settings, SiteTables.Load(settings, ".", out _), site.Ledger);
        ProbeWorker worker = new(
            new ProbeSite(
                "fridge-1/top", "top", Fridge, "red-cells", Liquid: true, 0, Sampling, TimeSpan.FromSeconds(60)),
            _probe, samples, site.Ledger, site.Alarms, site.Recorder, live, rules, site.Time, NullLogger<ProbeWorker>.Instance);
        (_probe.Next, _probe.Clock) = (null, site.Time);
        await worker.StartAsync(CancellationToken.None);
        await _probe.AskedAsync();
        return new Run(site, worker, samples, live, _probe);
    }

    private sealed class Run(LedgerFixture site, ProbeWorker worker, TemperatureStore samples, LiveSite live, ScriptedProbe probe)
        : IAsyncDisposable
    {
        public ProbeLive Live => live.Cabinets[Fridge].Probes[0];
        public DeviceHealth Health => live.Devices["fridge-1/top"];

        /// <summary>What was asked is told a moment later.</summary>
        public async Task UntilAsync(ProbeState state)
        {
            TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            void Look(LiveChange change)
            {
                if (change.Topic == LiveTopic.Device && Live.State == state) seen.TrySetResult();
            }
            live.Changed += Look;
            Look(new LiveChange(LiveTopic.Device, "fridge-1/top"));
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            live.Changed -= Look;
        }

        /// <summary>Lets the worker take the same value several times, one sampling interval apart.</summary>
        public async Task SampleAsync(double? celsius, int times)
        {
            probe.Next = celsius;
            for (int i = 0; i < times; i++)
            {
                site.Time.Advance(Sampling);
                await probe.AskedAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await worker.StopAsync(CancellationToken.None);
            worker.Dispose();
            await samples.DisposeAsync();
        }
    }

    /// <summary>A probe that says what the test wants; null is a failed checksum.</summary>
    private sealed class ScriptedProbe : ITemperatureSource
    {
        private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();

        public string Name => "28-000000000001";
        public double? Next { get; set; }

        public async Task AskedAsync() => await _asked.Reader.ReadAsync();

        public ValueTask<TemperatureReading> ReadAsync(CancellationToken ct)
        {
            _asked.Writer.TryWrite(true);
            DateTimeOffset at = Clock.GetUtcNow();
            return ValueTask.FromResult(Next is { } celsius
                ? new TemperatureReading(celsius, at, ReadingQuality.Good, ReadingFault.None)
                : new TemperatureReading(null, at, ReadingQuality.Bad, ReadingFault.Checksum));
        }

        public TimeProvider Clock { get; set; } = TimeProvider.System;
    }
}
