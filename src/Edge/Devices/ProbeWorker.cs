using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Operations;
using Inventory.ColdChain;
using Readers.Sensors;

namespace Edge.Devices;

/// <summary>Samples one probe for the life of the host: stores every sample, follows excursions, notices faults and silence.</summary>
internal sealed partial class ProbeWorker(
    ProbeSite site, ITemperatureSource source, TemperatureStore samples, ILedger ledger, AlarmDesk alarms,
    ServiceRecorder recorder, LiveSite live, SiteRules rules, TimeProvider time, ILogger<ProbeWorker> log) : BackgroundService
{
    private const int FaultAfterBadSamples = 3;

    private readonly SampleJudge _judge = new(site.Liquid ? SampleRules.Liquid : SampleRules.Air);
    private readonly ExcursionTracker[] _trackers =
    [
        new(site.Cabinet, site.Name, ExcursionSide.TooWarm, rules.Tables.Limits(site.StorageClass), site.SilentAfter),
        new(site.Cabinet, site.Name, ExcursionSide.TooCold, rules.Tables.Limits(site.StorageClass), site.SilentAfter),
    ];
    private ProbeSample? _lastGood;
    private long _lastGoodAt;
    private int _badInARow;
    private (SampleFault Fault, string? Detail) _lastFault;
    private readonly TroubleAge _age = new(time);
    private readonly Lock _telling = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RestoreAsync(stoppingToken);
        _lastGoodAt = time.GetTimestamp();
        await Task.WhenAll(SampleAsync(stoppingToken), WatchAsync(stoppingToken));
    }

    /// <summary>An excursion that was open when the service stopped is still open now.</summary>
    private async Task RestoreAsync(CancellationToken ct)
    {
        foreach (Excursion open in ledger.Current.State.Excursions.Values)
        {
            if (open.Cabinet != site.Cabinet || open.Probe != site.Name) continue;
            IReadOnlyList<ProbeSample> since = await samples.GoodSinceAsync(site.Id, open.BeganAt, ct);
            _trackers[(int)open.Side].Restore(open, since);
        }
    }

    private async Task SampleAsync(CancellationToken ct)
    {
        using PeriodicTimer beat = new(site.SampleEvery, time);
        do
        {
            TemperatureReading reading = await source.ReadAsync(ct);
            await TakeAsync(_judge.Judge(site.ToSample(reading)), reading.Detail, ct);
        }
        while (await beat.WaitForNextTickAsync(ct));
    }

    private async Task TakeAsync(ProbeSample sample, string? detail, CancellationToken ct)
    {
        _lastFault = (sample.Fault, detail);
        samples.Append(new TemperatureSample(site.Id, site.Cabinet, sample));
        if (sample.Quality == SampleQuality.Good)
        {
            (_lastGood, _lastGoodAt, _badInARow) = (sample, time.GetTimestamp(), 0);
        }
        else if (sample.Quality == SampleQuality.Bad)
        {
            _badInARow++;
            LogBad(site.Id, sample.Fault, detail);
        }
        await FollowAsync(ExcursionSide.TooWarm, sample, ct);
        await FollowAsync(ExcursionSide.TooCold, sample, ct);
        ReportFault(sample);
        Publish(sample.Quality switch
        {
            SampleQuality.Good => ProbeState.Good,
            SampleQuality.Suspect => ProbeState.Suspect,
            _ => _badInARow >= FaultAfterBadSamples ? ProbeState.Faulty : ProbeState.Suspect,
        });
    }

    private async Task FollowAsync(ExcursionSide side, ProbeSample sample, CancellationToken ct)
    {
        ExcursionTracker tracker = _trackers[(int)side];
        tracker.Limits = rules.Tables.Limits(site.StorageClass); // people may have changed them
        if (tracker.Take(sample, () => ledger.Current.UnitsIn(site.Cabinet)) is { } happened)
            await recorder.RecordAsync(
                "excursion", state => NumberingExcursions.Decide(state, site.Cabinet, site.Name, side, happened), ct);
        if (sample.Quality != SampleQuality.Good) return; // only a good sample may end a temperature alarm
        Report(
            side == ExcursionSide.TooWarm ? AlarmKind.TemperatureHigh : AlarmKind.TemperatureLow,
            AlarmPriority.Critical, tracker.IsActive, tracker.IsActive ? tracker.WorstCelsius : sample.Celsius);
    }

    private void ReportFault(ProbeSample sample)
    {
        if (sample.Quality == SampleQuality.Good) Report(AlarmKind.SensorFault, AlarmPriority.High, false, null);
        else if (_badInARow >= FaultAfterBadSamples) Report(AlarmKind.SensorFault, AlarmPriority.High, true, null);
    }

    /// <summary>Silence is noticed by this loop, not by the one that may hang in a read.</summary>
    private async Task WatchAsync(CancellationToken ct)
    {
        using PeriodicTimer beat = new(TimeSpan.FromSeconds(1), time);
        while (await beat.WaitForNextTickAsync(ct))
        {
            TimeSpan silent = time.GetElapsedTime(_lastGoodAt);
            if (silent >= site.SilentAfter) Publish(ProbeState.Silent);
            // Before the first good sample nothing is known: a restart must not end the alarm of a probe that is still silent.
            bool tooLong = silent >= TimeSpan.FromSeconds(rules.Settings.ColdChain.SilenceAlarmSeconds);
            if (tooLong || _lastGood is not null) Report(AlarmKind.SensorSilent, AlarmPriority.Critical, tooLong, _lastGood?.Celsius);
        }
    }

    private void Report(AlarmKind kind, AlarmPriority priority, bool active, double? celsius)
    {
        if (!Alarming.IsNews(ledger.Current.State, kind, site.Id, active)) return;
        int units = active ? ledger.Current.UnitsIn(site.Cabinet).Count : 0;
        alarms.Report(new AlarmCondition(kind, priority, site.Id, active, celsius, units, time.GetUtcNow()));
    }

    /// <remarks>A silent probe keeps the last reason: "nothing is connected" says more than "silent".</remarks>
    private void Publish(ProbeState state)
    {
        lock (_telling) Tell(state); // two loops tell
    }

    private void Tell(ProbeState state)
    {
        (SampleFault fault, string? detail) = _lastFault;
        if (state != ProbeState.Silent && time.GetElapsedTime(_lastGoodAt) >= site.SilentAfter) state = ProbeState.Silent;
        ProbeLive now = new(site.Name, state, _lastGood?.Celsius, _lastGood?.At, fault == SampleFault.None ? null : fault.ToString());
        if (live.Cabinets.TryGetValue(site.Cabinet, out CabinetLive? known) && known.Probes.Contains(now)) return;
        live.Update(site.Cabinet, cabinet => cabinet with
        {
            Probes = [.. cabinet.Probes.Select(probe => probe.Name == site.Name ? now : probe)],
        });
        live.Update(new DeviceHealth(
            site.Id, "probe", state switch
            {
                ProbeState.Good => DeviceState.InService,
                ProbeState.Suspect => DeviceState.Degraded,
                _ => DeviceState.NotInService,
            },
            _lastGood?.Celsius, "°C", Finding(state, fault), detail, _lastGood?.At,
            _age.Since(state == ProbeState.Good, state == ProbeState.Silent ? _lastGood?.At : null))
        { Identity = source.Name });
    }

    private static string? Finding(ProbeState state, SampleFault fault) =>
        state == ProbeState.Good ? null : fault == SampleFault.None ? state.ToString() : fault.ToString();

    [LoggerMessage(1301, LogLevel.Warning, "Probe {Probe} gave no temperature: {Fault} {Detail}")]
    private partial void LogBad(string probe, SampleFault fault, string? detail);
}
