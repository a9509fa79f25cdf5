using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Operations.Backups;
using Edge.Tests.Devices;
using Inventory.ColdChain;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Operations;

/// <summary>A ledger that cannot record is told to people at once, and to the ledger itself when that is over.</summary>
public sealed class LedgerWatchTests
{
    [Fact]
    public async Task Watch_ClockSetBackAndRightAgain_IsADeviceThatIsIllAndAnAlarmThatIsOver()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        LiveSite live = new();
        List<LiveTopic> told = [];
        live.Changed += change => told.Add(change.Topic);
        using LedgerWatch watch = new(site.Ledger, site.Recorder, live, site.Alarms, site.Time);
        await watch.StartAsync(default);
        await UntilAsync(site, live, DeviceState.InService);
        DateTimeOffset right = site.Time.GetUtcNow();

        site.Time.SetWallClock(right.AddHours(-2));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => site.GivenAsync(new Inventory.Presence.DoorOpened(Inventory.PlaceId.Parse("fridge-1"), right)));
        DeviceHealth ill = await UntilAsync(site, live, DeviceState.NotInService);

        Assert.Equal("clock-back", ill.Finding);
        Assert.Contains("set the clock right", ill.Detail, StringComparison.Ordinal);
        Assert.Contains(LiveTopic.Alarm, told);
        Assert.Empty(site.State.Alarms); // nothing can be recorded, this neither

        site.Time.SetWallClock(right.AddMinutes(1));
        await UntilAsync(site, live, DeviceState.InService);
        await PassAsync(site, () => site.State.Alarms.Values.Any(static alarm => alarm is
            { Kind: AlarmKind.CannotRecord, Priority: AlarmPriority.Critical, Source: "ledger", State: AlarmState.ReturnedUnacknowledged }));
        Assert.Single((await site.EventsAsync()).OfType<AlarmRaised>());
        await watch.StopAsync(default);
    }

    [Fact]
    public async Task Report_SameConditionWhileNothingCanBeRecorded_WaitsOnce()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        DateTimeOffset right = site.Time.GetUtcNow();
        site.Time.SetWallClock(right.AddHours(-2));

        for (int i = 0; i < 1000; i++)
            site.Alarms.Report(new AlarmCondition(AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", true, null, 0, right));

        Assert.InRange(site.Recorder.Waiting, 0, 1); // one is in the recorder's hands or in its queue
        site.Time.SetWallClock(right);
        await PassAsync(site, () => site.State.Alarms.Count == 1);
        site.Alarms.Report(new AlarmCondition(AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", false, null, 0, right));
        await PassAsync(site, () => site.State.Alarms.Values.All(static alarm => alarm.State == AlarmState.ReturnedUnacknowledged));
    }

    [Fact]
    public async Task Backup_FailsThenWorks_IsSaidAndOverByItself()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using TemporaryFolder backups = new();
        string target = backups.File("share");
        await File.WriteAllTextAsync(target, "the share is not mounted: a file stands here");
        LiveSite live = new();
        using BackupWorker worker = new(
            new BackupSection { Folder = target, EveryHours = 24, Keep = 2 }, site.Folder, target, site.Time, NullLogger<BackupWorker>.Instance);
        using LedgerWatch watch = new(site.Ledger, site.Recorder, live, site.Alarms, site.Time, worker);
        await worker.StartAsync(default);
        await watch.StartAsync(default);

        DeviceHealth ill = await UntilAsync(site, live, DeviceState.Degraded);
        Assert.Equal("backup-failed", ill.Finding);
        Assert.NotNull(worker.Report.Failure);
        Assert.False(worker.IsOverdue);

        File.Delete(target);
        await UntilAsync(site, live, DeviceState.InService, TimeSpan.FromMinutes(1));
        Assert.Single(BackupSet.All(target));
        Assert.Null(worker.Report.Failure);

        DateTimeOffset first = BackupSet.All(target)[0].Manifest.MadeAt;
        await PassAsync(site, () => BackupSet.All(target).Count == 2, TimeSpan.FromMinutes(5));
        Assert.InRange(BackupSet.All(target)[0].Manifest.MadeAt - first, TimeSpan.FromHours(24), TimeSpan.FromHours(30));
        await worker.StopAsync(default);
        await watch.StopAsync(default);
    }

    [Fact]
    public async Task Watch_ChainFoundBroken_IsACriticalAlarm()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        for (int i = 0; i < 5; i++) await site.GivenAsync(new Inventory.Presence.DoorOpened(Inventory.PlaceId.Parse("fridge-1"), site.Time.GetUtcNow()));
        using ChainCheck chain = new(new LedgerFolder(site.Folder), site.Time, NullLogger<ChainCheck>.Instance);
        using LedgerWatch watch = new(site.Ledger, site.Recorder, new LiveSite(), site.Alarms, site.Time, chain: chain);
        await chain.StartAsync(default);
        await watch.StartAsync(default);
        chain.Ask();
        await PassAsync(site, () => chain.State.Verdict is { IsWhole: true });
        Assert.Empty(site.State.Alarms);

        await using (SqliteConnection file = new($"Data Source={new LedgerPaths(site.Folder).Database};Pooling=False"))
        {
            await file.OpenAsync();
            await using SqliteCommand change = file.CreateCommand();
            change.CommandText = "DROP TRIGGER events_no_update; UPDATE events SET json = replace(json, 'fridge-1', 'fridge-2') WHERE seq = 3";
            await change.ExecuteNonQueryAsync();
        }
        chain.Ask();

        await PassAsync(site, () => site.State.Alarms.Values.Any(static alarm => alarm is
            { Kind: AlarmKind.LedgerDamaged, Priority: AlarmPriority.Critical, Source: "ledger", State: AlarmState.Unacknowledged }));
        await chain.StopAsync(default);
        await watch.StopAsync(default);
    }

    private static async Task<DeviceHealth> UntilAsync(LedgerFixture site, LiveSite live, DeviceState state, TimeSpan? step = null)
    {
        await PassAsync(site, () => live.Devices.GetValueOrDefault(LedgerWatch.Id)?.State == state, step);
        return live.Devices[LedgerWatch.Id];
    }

    /// <summary>Lets time pass, in steps, until something holds: timers of several loops must come round.</summary>
    private static async Task PassAsync(LedgerFixture site, Func<bool> holds, TimeSpan? step = null)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.InRange(i, 0, 5000);
            site.Time.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
