using Edge.Devices;
using Edge.Ledger;
using Edge.Operations.Backups;
using Inventory.ColdChain;

namespace Edge.Operations;

/// <summary>
/// Says how it stands with the ledger: on the page of devices, in the list of alarms while nothing can be recorded, and as an alarm in the
/// ledger itself as soon as it records again.
/// </summary>
/// <param name="backups">Null where the settings ask for none.</param>
/// <param name="chain">Null where nobody walks the chain.</param>
internal sealed class LedgerWatch(
    SqliteLedger ledger, ServiceRecorder recorder, LiveSite live, AlarmDesk alarms, TimeProvider time, BackupWorker? backups = null,
    ChainCheck? chain = null) : BackgroundService
{
    /// <summary>Names the ledger among the devices and as the source of its alarms.</summary>
    public const string Id = "ledger";

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retellAfter = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private DeviceHealth? _told;
    private long _toldAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer beat = new(s_every, time);
        do Look();
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        LedgerHealth health = ledger.Health;
        DateTimeOffset now = time.GetUtcNow();
        Tell(Describe(health));
        alarms.Report(new AlarmCondition(
            AlarmKind.CannotRecord, AlarmPriority.Critical, Id, !health.CanRecord, null, 0, health.CanRecord ? now : health.Since));
        if (chain is { State.Verdict: { } verdict })
            alarms.Report(new AlarmCondition(AlarmKind.LedgerDamaged, AlarmPriority.Critical, Id, !verdict.IsWhole, null, 0, now));
        if (backups is null) return;
        alarms.Report(new AlarmCondition(
            AlarmKind.BackupFailed, AlarmPriority.Medium, Id, backups is { Report.Failure: not null, IsOverdue: true }, null, 0, now));
    }

    private DeviceHealth Describe(LedgerHealth health)
    {
        DateTimeOffset seen = ledger.Current.CommittedAt;
        DateTimeOffset? lastSeen = seen == DateTimeOffset.MinValue ? null : seen;
        if (!health.CanRecord)
        {
            return new DeviceHealth(
                Id, Id, DeviceState.NotInService, recorder.Waiting, "toRecord", health.Finding, health.Detail, lastSeen, health.Since);
        }
        if (chain?.State is { Verdict: { IsWhole: false } broken, CheckedAt: { } found })
            return new DeviceHealth(Id, Id, DeviceState.NotInService, null, null, "damaged", broken.Sentence, lastSeen, found);
        return backups?.Report.Failure is { } failure
            ? new DeviceHealth(Id, Id, DeviceState.Degraded, null, null, "backup-failed", failure, lastSeen, _told?.Finding == "backup-failed" ? _told.Since : time.GetUtcNow())
            : new DeviceHealth(Id, Id, DeviceState.InService, null, null, null, null, lastSeen, health.Since > _startedAt ? health.Since : _startedAt);
    }

    /// <summary>At once when something changed, else once a minute: a page that is told reads the whole list again.</summary>
    private void Tell(DeviceHealth health)
    {
        bool isNews = _told is null || _told with { LastSeenAt = health.LastSeenAt } != health with { Antennas = _told.Antennas };
        if (!isNews && (_told!.LastSeenAt == health.LastSeenAt || time.GetElapsedTime(_toldAt) < s_retellAfter)) return;
        bool recordingChanged = _told is not null && (_told.State == DeviceState.NotInService) != (health.State == DeviceState.NotInService);
        (_told, _toldAt) = (health, time.GetTimestamp());
        live.Update(health);
        if (recordingChanged) live.AlarmsChanged();
    }
}
