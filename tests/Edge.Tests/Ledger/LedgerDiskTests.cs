using Edge.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;
using static Edge.Tests.Ledger.LedgerTestBed;

namespace Edge.Tests.Ledger;

/// <summary>A full disk, a read-only disk, a clock that was set back: refused in plain words, read all the same, over by itself.</summary>
public sealed class LedgerDiskTests
{
    [Fact]
    public async Task ExecuteAsync_DiskFull_IsRefusedUntilThereIsRoomAndLosesNothing()
    {
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes: 4096);
        await using LedgerTestBed bed = new();
        bed.Options = bed.Options with { Folder = disk?.Path ?? bed.Folder };
        await bed.ReopenAsync();
        for (int i = 0; i < 20; i++) await bed.OpenDoorAsync($"before-{i}");
        List<string> refused = [];

        using (Refuse(disk, bed))
        {
            // what fits into pages that are there already may still be recorded; soon nothing does
            for (int i = 0; i < 4000 && refused.Count < 3; i++)
            {
                try
                {
                    await bed.OpenDoorAsync($"during-{i}");
                }
                catch (LedgerUnavailableException e)
                {
                    refused.Add(e.Message);
                }
            }
            Assert.Equal(3, refused.Count);
            Assert.All(refused, static sentence => Assert.EndsWith("recording goes on by itself when it is put right.", sentence, StringComparison.Ordinal));
            if (disk is not null) Assert.Contains("is full: make room on it.", refused[^1], StringComparison.Ordinal);
            Assert.False(bed.Ledger.Health.CanRecord);
            Assert.Equal(refused[^1], bed.Ledger.Health.Detail);
            Assert.Equal(20, (await bed.Ledger.ReadAsync(0, 20, default)).Count);
            Assert.True((await bed.OpenDoorAsync("before-3")).Repeated);
        }
        long acknowledged = bed.Ledger.Current.Seq;
        CommandAnswer after = await bed.OpenDoorAsync("after");

        Assert.Equal(acknowledged + 1, after.FirstSeq);
        Assert.True(bed.Ledger.Health.CanRecord);
        await bed.ReopenAsync();
        Assert.Equal(acknowledged + 1, bed.Ledger.Current.Seq);
        await bed.CloseAsync();
        Assert.True(LedgerCheck.Verify(bed.Options.Folder, default).IsWhole);
    }

    /// <summary>While groups follow each other without a pause, one fails: whatever was decided on top of it is void too.</summary>
    [Fact]
    public async Task ExecuteAsync_DiskFullInTheMiddleOfALoad_AnswersEveryoneAndNobodyTwice()
    {
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes: 4096);
        await using LedgerTestBed bed = new();
        bed.Options = bed.Options with { Folder = disk?.Path ?? bed.Folder, MaxGroup = 5 };
        await bed.ReopenAsync();
        Dictionary<string, CommandAnswer> answered = [];
        List<string> open = [.. Enumerable.Range(0, 3000).Select(static i => $"key-{i}")];

        using (Refuse(disk, bed)) open = await AttemptAsync(bed, open, answered);
        Assert.NotEmpty(open);
        open = await AttemptAsync(bed, open, answered);

        Assert.Empty(open);
        IReadOnlyList<LedgerEntry> entries = await bed.Ledger.ReadAsync(0, int.MaxValue, default);
        Assert.Equal(3000, entries.Count);
        Assert.All(entries, entry => Assert.Equal(entry.Seq, answered[entry.Key].FirstSeq));
        Assert.Equal(3000, entries.Select(static entry => entry.Key).Distinct().Count());
    }

    private static async Task<List<string>> AttemptAsync(LedgerTestBed bed, List<string> keys, Dictionary<string, CommandAnswer> answered)
    {
        List<(string Key, Task<CommandAnswer> Answer)> waiting = [.. keys.Select(key => (key, bed.OpenDoorAsync(key).AsTask()))];
        List<string> refused = [];
        foreach ((string key, Task<CommandAnswer> answer) in waiting)
        {
            try
            {
                answered.Add(key, await answer);
            }
            catch (LedgerUnavailableException)
            {
                refused.Add(key);
            }
        }
        return refused;
    }

    [Fact]
    public async Task Health_DiskHasRoomAgain_IsNoticedWithoutACommand()
    {
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes: 4096);
        await using LedgerTestBed bed = new();
        bed.Options = bed.Options with { Folder = disk?.Path ?? bed.Folder };
        await bed.ReopenAsync();
        await bed.OpenDoorAsync("before");
        using (Refuse(disk, bed))
        {
            for (int i = 0; bed.Ledger.Health.CanRecord && i < 4000; i++)
                await Record.ExceptionAsync(() => bed.OpenDoorAsync($"during-{i}").AsTask());
            Assert.False(bed.Ledger.Health.CanRecord);
        }

        bed.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(SpinWait.SpinUntil(() => bed.Ledger.Health.CanRecord, TimeSpan.FromSeconds(20)));
    }

    /// <summary>The disk breaks under the running ledger, and its file system makes itself read-only.</summary>
    [Fact]
    public async Task ExecuteAsync_DiskBecomesReadOnly_IsRefusedAndEverythingAcknowledgedIsStillRead()
    {
        using FailingDisk? disk = FailingDisk.TryMount(megabytes: 24);
        await using LedgerTestBed bed = new();
        bed.Options = bed.Options with { Folder = disk is null ? bed.Folder : Path.Combine(disk.Path, "data") };
        await bed.ReopenAsync();
        for (int i = 0; i < 20; i++) await bed.OpenDoorAsync($"before-{i}");
        long acknowledged = bed.Ledger.Current.Seq;
        disk?.Fail();
        using IDisposable? elsewhere = disk is null ? Refuse(null, bed) : null; // where no disk can be made to fail, the file alone refuses

        LedgerUnavailableException? refused = null;
        for (int i = 0; refused is null && i < 4000; i++)
        {
            refused = await Record.ExceptionAsync(() => bed.OpenDoorAsync($"during-{i}").AsTask()) as LedgerUnavailableException;
            if (refused is null) acknowledged++;
        }

        Assert.NotNull(refused);
        Assert.EndsWith("recording goes on by itself when it is put right.", refused.Message, StringComparison.Ordinal);
        if (disk is not null) Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.False(bed.Ledger.Health.CanRecord);
        Assert.Equal(acknowledged, bed.Ledger.Current.Seq);
        Assert.Equal(20, (await bed.Ledger.ReadAsync(0, 20, default)).Count);
        Assert.NotEmpty(await bed.Ledger.QueryAsync(new LedgerQuery(), default));
        Assert.True((await bed.OpenDoorAsync("before-3")).Repeated);
    }

    [Fact]
    public async Task OpenAsync_ReadOnlyDisk_IsRefusedInPlainWords()
    {
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes: 4096);
        await using LedgerTestBed bed = new();
        string folder = disk?.Path ?? Path.Combine(bed.Folder, "a-file");
        if (disk is null) await File.WriteAllTextAsync(folder, "no folder can be made here"); // root may write everywhere else
        disk?.MakeReadOnly();

        LedgerUnavailableException refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => SqliteLedger.OpenAsync(
            new LedgerOptions(folder), bed.Time, NullLogger<SqliteLedger>.Instance, default));

        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.Contains("check the disk and the folder's permissions", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_ClockSetBackTwoHours_IsRefusedUntilItIsRightAgain()
    {
        await using LedgerTestBed bed = await OpenAsync();
        DateTimeOffset right = bed.Time.GetUtcNow();
        await bed.OpenDoorAsync("before");
        bed.Time.SetWallClock(right.AddHours(-2));

        LedgerUnavailableException refused = await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => bed.OpenDoorAsync("during").AsTask());

        Assert.Contains("set the clock right", refused.Message, StringComparison.Ordinal);
        Assert.False(bed.Ledger.Health.CanRecord);
        Assert.True((await bed.OpenDoorAsync("before")).Repeated);
        await bed.Ledger.SetCursorAsync("hub", 1, default).AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
        await bed.ReopenAsync(); // a restart does not make it better
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => bed.OpenDoorAsync("during").AsTask());
        bed.Time.SetWallClock(right.AddSeconds(1));
        Assert.Equal(2, (await bed.OpenDoorAsync("during")).FirstSeq);
        Assert.True(bed.Ledger.Health.CanRecord);
    }

    [Fact]
    public async Task ExecuteAsync_ClockALittleBehind_RecordsAndNeverGoesBack()
    {
        await using LedgerTestBed bed = await OpenAsync();
        DateTimeOffset right = bed.Time.GetUtcNow();
        await bed.OpenDoorAsync("before");
        bed.Time.SetWallClock(right.AddSeconds(-60));

        await bed.OpenDoorAsync("after");

        Assert.Equal([right, right], (await bed.Ledger.ReadAsync(0, 10, default)).Select(static entry => entry.RecordedAt));
    }

    /// <summary>A disk without room; where this machine permits no mounting, a database that may not grow.</summary>
    private static IDisposable Refuse(SmallDisk? disk, LedgerTestBed bed) => disk is not null ? disk.Fill() : new NoGrowth(bed);

    /// <summary>Holds the write lock of the database: every transaction of the ledger is refused as on a disk that does not answer.</summary>
    private sealed class NoGrowth : IDisposable
    {
        private readonly Microsoft.Data.Sqlite.SqliteConnection _connection;

        public NoGrowth(LedgerTestBed bed)
        {
            _connection = LedgerDatabase.Connect(Path.Combine(bed.Options.Folder, "ledger.db"), Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite);
            LedgerDatabase.Run(_connection, "BEGIN IMMEDIATE");
        }

        public void Dispose() => _connection.Dispose();
    }
}
