using System.Text;
using Edge.Ledger;
using Edge.Ledger.Verbs;
using Inventory;
using Microsoft.Data.Sqlite;
using static Edge.Tests.Ledger.LedgerTestBed;

namespace Edge.Tests.Ledger;

/// <summary>Whoever changes what was recorded is found out, and nothing of it is shown as truth.</summary>
public sealed class LedgerDamageTests
{
    [Fact]
    public async Task Verify_WholeLedger_SaysSoAlsoWhileItIsInUse()
    {
        await using LedgerTestBed bed = await FilledAsync(50);

        LedgerVerdict verdict = LedgerCheck.Verify(bed.Folder, default);

        Assert.True(verdict.IsWhole);
        Assert.Equal(50, verdict.Entries);
        Assert.Equal(
            Convert.ToHexStringLower((await bed.Ledger.ReadAsync(49, 1, default))[0].Hash.Span), verdict.HeadHash);
    }

    [Theory]
    [InlineData("UPDATE events SET json = replace(json, 'fridge-1', 'fridge-2') WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET reason = 'another' WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET reason = '' WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET actor_name = 'somebody' WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET actor_kind = 1 WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET occurred_at = occurred_at + 1 WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET recorded_at = recorded_at + 1 WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET key = 'another' WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET type = 'DoorClosed/1' WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET hash = zeroblob(32) WHERE seq = 7", 7)]
    [InlineData("UPDATE events SET hash = x'' WHERE seq = 7", 7)]
    [InlineData("DELETE FROM events WHERE seq = 7", 7)]
    [InlineData("DELETE FROM events WHERE seq >= 15", 15)]
    [InlineData("DELETE FROM events", 1)]
    public async Task Verify_ChangedBehindItsBack_NamesTheFirstBadEntry(string sql, long firstBad)
    {
        await using LedgerTestBed bed = await FilledAsync(20);
        await bed.CloseAsync();
        Change(bed, $"DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete; {sql}");

        LedgerVerdict verdict = LedgerCheck.Verify(bed.Folder, default);

        Assert.False(verdict.IsWhole);
        Assert.Equal(firstBad, verdict.FirstBadSeq);
        Assert.Contains($"{firstBad}", verdict.Sentence, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerDamagedException>(bed.ReopenAsync);
    }

    [Theory]
    [InlineData("UPDATE events SET reason = 'x' WHERE seq = 1")]
    [InlineData("DELETE FROM events WHERE seq = 1")]
    [InlineData("DELETE FROM refusals")]
    [InlineData("UPDATE refusals SET refusal = 'Expired'")]
    public async Task Tables_UpdateOrDelete_IsRefusedBySqliteItself(string sql)
    {
        await using LedgerTestBed bed = await FilledAsync(3);
        await bed.Ledger.ExecuteAsync(new LedgerCommand("r", Actor.Service, static _ => new Decision.Refused(Refusal.Closed)), default);
        await bed.CloseAsync();

        SqliteException refused = Assert.Throws<SqliteException>(() => Change(bed, sql));

        Assert.Contains("is never", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_FlippedByteInAnOldEntry_IsNeverGivenOut()
    {
        await using LedgerTestBed bed = await FilledAsync(300, static options => options with { SnapshotEvery = 100 });
        await bed.ReopenAsync(); // snapshot and index are far past the entry now: opening alone does not read it
        await bed.CloseAsync();
        Assert.True(SnapshotFile.ReadNewestPosition(new LedgerPaths(bed.Folder))!.Value.Seq >= 100);
        byte[] file = await File.ReadAllBytesAsync(bed.DatabaseFile);
        int at = file.AsSpan().IndexOf("door-number-42\""u8);
        file[at + 3] ^= 1;
        await File.WriteAllBytesAsync(bed.DatabaseFile, file);

        LedgerVerdict verdict = LedgerCheck.Verify(bed.Folder, default);
        await bed.ReopenAsync();
        LedgerDamagedException damaged = await Assert.ThrowsAsync<LedgerDamagedException>(
            () => bed.Ledger.ReadAsync(0, 1000, default).AsTask());

        Assert.Equal((false, 42), (verdict.IsWhole, verdict.FirstBadSeq));
        Assert.Equal(42, damaged.Seq);
        Assert.Equal(41, (await bed.Ledger.ReadAsync(0, 41, default)).Count);
        Assert.Equal([43], (await bed.Ledger.ReadAsync(42, 1, default)).Select(static entry => entry.Seq));
    }

    [Fact]
    public async Task Verify_FileCutInTheMiddle_IsFoundOut()
    {
        await using LedgerTestBed bed = await FilledAsync(500);
        await bed.CloseAsync();
        using (FileStream file = File.OpenWrite(bed.DatabaseFile)) file.SetLength(file.Length / 2 / 4096 * 4096);

        LedgerVerdict verdict = LedgerCheck.Verify(bed.Folder, default);

        Assert.False(verdict.IsWhole);
        Assert.InRange(verdict.FirstBadSeq!.Value, 1, 500);
        await Assert.ThrowsAsync<LedgerDamagedException>(bed.ReopenAsync);
    }

    [Fact]
    public async Task Verify_NewestCommitsCutOff_IsFoundOutByTheHead()
    {
        await using LedgerTestBed bed = await FilledAsync(20);
        await bed.CloseAsync();
        byte[] early = await File.ReadAllBytesAsync(bed.DatabaseFile);
        await bed.ReopenAsync();
        await bed.OpenDoorAsync("one more");
        await bed.CloseAsync();
        await File.WriteAllBytesAsync(bed.DatabaseFile, early);

        LedgerVerdict verdict = LedgerCheck.Verify(bed.Folder, default);

        Assert.Equal((false, 21), (verdict.IsWhole, verdict.FirstBadSeq));
        Assert.StartsWith("The ledger ends at entry 20, but entry 21 was recorded", verdict.Sentence, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerDamagedException>(bed.ReopenAsync);
    }

    /// <summary>Whole flipped bytes all over the file: either nothing that counts was hit, or it is found out. Never wrong content.</summary>
    [Fact]
    public async Task Verify_AnyFlippedByte_NeverPassesForOtherContent()
    {
        await using LedgerTestBed bed = await FilledAsync(60);
        string[] truth = [.. (await bed.Ledger.ReadAsync(0, 100, default)).Select(Describe)];
        await bed.CloseAsync();
        byte[] file = await File.ReadAllBytesAsync(bed.DatabaseFile);
        Random random = new(7);
        int found = 0;
        for (int i = 0; i < 150; i++)
        {
            byte[] damaged = [.. file];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(bed.DatabaseFile, damaged);
            try
            {
                using EventReader reader = new(LedgerDatabase.OpenForReading(bed.DatabaseFile));
                Assert.Equal(truth, reader.Read(0, 100).Select(Describe));
            }
            catch (Exception e) when (e is LedgerDamagedException or SqliteException)
            {
                found++;
            }
            foreach (string part in (string[])["-wal", "-shm"]) File.Delete(bed.DatabaseFile + part);
        }

        Assert.InRange(found, 10, 150);

        static string Describe(LedgerEntry entry) =>
            $"{entry.Seq} {entry.Type} {entry.By} {entry.Reason} {entry.Key} {Encoding.UTF8.GetString(entry.Json.Span)}";
    }

    [Fact]
    public async Task RunAsync_SnapshotThatIsNotWhatTheEventsSay_IsFoundOutAndReplaced()
    {
        await using LedgerTestBed bed = await FilledAsync(300, static options => options with { SnapshotEvery = 100 });
        long last = bed.Ledger.Current.Seq;
        byte[] hash = (await bed.Ledger.ReadAsync(last - 1, 1, default))[0].Hash.ToArray();
        SiteState wrong = bed.Ledger.Current.State with { LastAlarm = 99 };
        await bed.CloseAsync();
        SnapshotFile.Write(new LedgerPaths(bed.Folder), new LedgerSnapshot(last, bed.Time.GetUtcNow(), wrong), hash);

        StringWriter first = new(), second = new();
        int wrongCode = await LedgerVerb.RebuildAsync(bed.Folder, first, default);
        int rightCode = await LedgerVerb.RebuildAsync(bed.Folder, second, default);

        Assert.Equal((1, 0), (wrongCode, rightCode));
        Assert.Contains($"the snapshot at entry {last} was NOT what the events say", first.ToString(), StringComparison.Ordinal);
        Assert.Contains($"the snapshot at entry {last} is the same", second.ToString(), StringComparison.Ordinal);
        await bed.ReopenAsync();
        Assert.Equal(0, bed.Ledger.Current.State.LastAlarm);
    }

    [Fact]
    public async Task OpenAsync_DamagedSnapshot_FallsBackToTheEvents()
    {
        await using LedgerTestBed bed = await FilledAsync(300, static options => options with { SnapshotEvery = 100 });
        await bed.CloseAsync();
        foreach (string file in Directory.GetFiles(Path.Combine(bed.Folder, "snapshots")))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file);
            bytes[^50] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }

        await bed.ReopenAsync();

        Assert.Equal(300, bed.Ledger.Current.Seq);
        Assert.Equal(300, bed.Ledger.Current.State.OpenDoors.Count);
    }

    [Fact]
    public void Verify_NoLedger_IsRefusedInPlainWords() =>
        Assert.StartsWith(
            "There is no ledger in", Assert.Throws<LedgerUnavailableException>(() => LedgerCheck.Verify(Path.GetTempPath(), default)).Message,
            StringComparison.Ordinal);

    private static async Task<LedgerTestBed> FilledAsync(int entries, Func<LedgerOptions, LedgerOptions>? change = null)
    {
        LedgerTestBed bed = await OpenAsync(change);
        for (int group = 0; group < entries; group += 50)
        {
            await Task.WhenAll(Enumerable.Range(group + 1, Math.Min(50, entries - group))
                .Select(i => bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}").AsTask()));
        }
        return bed;
    }

    private static void Change(LedgerTestBed bed, string sql)
    {
        using SqliteConnection connection = LedgerDatabase.Connect(bed.DatabaseFile, SqliteOpenMode.ReadWrite);
        LedgerDatabase.Run(connection, sql);
    }
}
