using Edge.Hub;
using Edge.Ledger;
using Edge.Ledger.Verbs;
using Edge.Operations.Backups;
using Edge.Tests.Ledger;
using Edge.Web.Accounts;
using Inventory.People;
using Testing;

namespace Edge.Tests.Operations.Backups;

public sealed class BackupRestoreTests : IDisposable
{
    private readonly TemporaryFolder _backups = new();

    public void Dispose() => _backups.Dispose();

    [Fact]
    public async Task Run_EmptyFolder_BringsTheNewestBackupAndSaysSoInTheLedger()
    {
        await using LedgerTestBed bed = await FilledAsync(40);
        await bed.Ledger.SetCursorAsync(SavedCursor.Name, 35, default);
        BackupSet made = Backup(bed);
        using TemporaryFolder empty = new();
        string data = Path.Combine(empty.Path, "data");

        RestoreResult result = BackupRestore.Run(Order(bed) with { Data = data, Reason = "the disk died" }, bed.Time, default);

        Assert.Equal((made.Name, 40, 0, null), (result.Backup.Name, result.Seq, result.TakenOver, result.KnownUpTo));
        Assert.Null(result.Aside);
        await using LedgerTestBed back = new() { Options = new LedgerOptions(data) };
        await back.ReopenAsync();
        Assert.Equal(41, back.Ledger.Current.Seq);
        Assert.Equal(40, back.Ledger.Current.State.OpenDoors.Count);
        Assert.Equal(35, await back.Ledger.GetCursorAsync(SavedCursor.Name, default));
        LedgerEntry said = (await back.Ledger.ReadAsync(40, 1, default))[0];
        Assert.Equal(new LedgerRestored(made.Name, 40, null, bed.Time.GetUtcNow()), said.Event);
        Assert.Equal(("ko", "the disk died"), (said.By.Name, said.Reason));
        Assert.True((await back.OpenDoorAsync("key-7")).Repeated);
        await back.CloseAsync();
        Assert.True(LedgerCheck.Verify(data, default).IsWhole);
    }

    /// <summary>A byte flipped in an old entry: the backup has that one, the damaged file has all that came after the backup.</summary>
    [Fact]
    public async Task Run_DamageInAnOldEntry_LosesNothing()
    {
        await using LedgerTestBed bed = await FilledAsync(40);
        Backup(bed);
        for (int i = 41; i <= 60; i++) await bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}");
        await bed.CloseAsync();
        await FlipAsync(bed, "door-number-12\"");
        Assert.False(LedgerCheck.Verify(bed.Folder, default).IsWhole);

        RestoreResult result = BackupRestore.Run(Order(bed) with { Replace = true }, bed.Time, default);

        Assert.Equal((60, 20, 0, 60), (result.Seq, result.TakenOver, result.Lost, result.KnownUpTo));
        await bed.ReopenAsync();
        Assert.Equal(60, bed.Ledger.Current.State.OpenDoors.Count);
        Assert.True((await bed.OpenDoorAsync("key-60")).Repeated);
        Assert.True(File.Exists(Path.Combine(result.Aside!, "ledger.db")));
    }

    [Fact]
    public async Task Run_DamageAfterTheBackup_TakesOverWhatIsWholeAndCountsTheRest()
    {
        await using LedgerTestBed bed = await FilledAsync(40);
        Backup(bed);
        for (int i = 41; i <= 60; i++) await bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}");
        await bed.Ledger.SetCursorAsync(SavedCursor.Name, 58, default);
        await bed.CloseAsync();
        await FlipAsync(bed, "door-number-51\"");
        using StringWriter output = new();

        RestoreVerb.Run(Order(bed) with { Replace = true }, bed.Time, output, default);

        await bed.ReopenAsync();
        Assert.Equal(61, bed.Ledger.Current.Seq); // 50 doors, ten numbers that nothing else gets, and the entry about the restore
        Assert.Contains("LOST: entries 51 to 60", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Hub: it knows of entries 51 to 58, which are no longer here", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(50, await bed.Ledger.GetCursorAsync(SavedCursor.Name, default));
        Assert.All(await bed.Ledger.ReadAsync(50, 10, default), static entry => Assert.IsType<EntryLost>(entry.Event));
        Assert.Equal(60, Assert.IsType<LedgerRestored>((await bed.Ledger.ReadAsync(60, 1, default))[0].Event).KnownUpTo);
        Assert.Equal(51, await bed.Ledger.GetCursorAsync(ChainPublisher.LostFrom, default));
        Assert.Equal(60, await bed.Ledger.GetCursorAsync(ChainPublisher.LostTo, default));
        await bed.CloseAsync();
        Assert.True(LedgerCheck.Verify(bed.Folder, default).IsWhole);
    }

    [Fact]
    public async Task Run_FileIsNoDatabaseAnyMore_StillKnowsWhatWasLost()
    {
        await using LedgerTestBed bed = await FilledAsync(40);
        Backup(bed);
        await bed.OpenDoorAsync("key-41");
        await bed.CloseAsync();
        await File.WriteAllTextAsync(bed.DatabaseFile, "a disk that lost its mind");

        RestoreResult result = BackupRestore.Run(Order(bed) with { Replace = true }, bed.Time, default);

        Assert.Equal((40, 0, 41, 1), (result.Seq, result.TakenOver, result.KnownUpTo, result.Lost));
        await bed.ReopenAsync();
        Assert.Equal(42, bed.Ledger.Current.Seq); // number 41 is not given to anything else
    }

    [Fact]
    public async Task Run_NothingLeftButWhatTheHubTells_GivesNoNumberASecondTime()
    {
        await using LedgerTestBed bed = await FilledAsync(40);
        Backup(bed);
        using TemporaryFolder empty = new();
        HubWord told = HubWord.Nothing.WithApplied("""{"seq":43}"""u8).WithChain("""{"v":1,"seq":41,"head":"00"}"""u8).WithLevels(
            """{"v":1,"asOf":"2026-11-22T06:00:00Z","seq":47,"rows":[{"product":"E0304V00","group":"5100","state":"available","n":3}]}"""u8);
        using StringWriter output = new();

        RestoreVerb.Run(Order(bed) with { Data = empty.Path, Hub = told }, bed.Time, output, default);

        Assert.Contains("LOST: entries 41 to 47", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("E0304V00 group 5100 available: the region 3, restored 0", output.ToString(), StringComparison.Ordinal);
        await using LedgerTestBed back = new() { Options = new LedgerOptions(empty.Path) };
        await back.ReopenAsync();
        Assert.Equal(48, back.Ledger.Current.Seq);
        Assert.Equal(0, await back.Ledger.GetCursorAsync(SavedCursor.Name, default)); // what the hub has of the rest it drops by its identifier
    }

    [Fact]
    public async Task Run_NothingTellsAndTheHubCannotBeAsked_IsRefused()
    {
        await using LedgerTestBed bed = await FilledAsync(5);
        Backup(bed);
        using TemporaryFolder empty = new();
        RestoreOrder order = Order(bed) with { Data = empty.Path, HubTrouble = "No answer." };

        RestoreRefusedException refused = Assert.Throws<RestoreRefusedException>(() => BackupRestore.Run(order, bed.Time, default));

        Assert.Contains("--hub-up-to", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(empty.Path, "ledger.db")));
        Assert.Throws<RestoreRefusedException>(
            () => BackupRestore.Run(order with { Hub = HubWord.Nothing with { AppliedUpTo = 5_000_000 } }, bed.Time, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"seq\":\"12\"}")]
    [InlineData("{\"seq\":-1}")]
    [InlineData("{\"seq\":12,\"asOf\":7,\"rows\":[]}")]
    public void HubWord_PayloadOfSomebodyElse_TellsNothing(string payload) =>
        Assert.Equal(HubWord.Nothing, HubWord.Nothing.WithLevels(System.Text.Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public async Task Run_ToAnEntryOrAMoment_LeavesOutWhatCameLater()
    {
        await using LedgerTestBed bed = await FilledAsync(10);
        DateTimeOffset moment = bed.Time.GetUtcNow();
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.Ledger.ExecuteAsync(new LedgerCommand("refused", Inventory.Actor.Service, static _ => new Inventory.Decision.Refused(Inventory.Refusal.Closed)), default);
        for (int i = 11; i <= 20; i++) await bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}");
        Backup(bed);
        await bed.CloseAsync();

        RestoreResult result = BackupRestore.Run(Order(bed) with { Replace = true, UpToSeq = 15 }, bed.Time, default);
        Assert.Equal((15, 5), (result.Seq, result.Lost));
        await bed.ReopenAsync();
        Assert.Equal(15, bed.Ledger.Current.State.OpenDoors.Count);
        Assert.False((await bed.OpenDoorAsync("key-16", "fridge-1/door-number-16")).Repeated);
        await bed.CloseAsync();

        bed.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, BackupRestore.Run(Order(bed) with { Replace = true, UpTo = moment }, bed.Time, default).Seq);
        await bed.ReopenAsync();
        Assert.Equal(10, bed.Ledger.Current.State.OpenDoors.Count);
        await bed.CloseAsync();
        Assert.True(LedgerCheck.Verify(bed.Folder, default).IsWhole);
        Assert.Throws<RestoreRefusedException>(() => BackupRestore.Run(Order(bed) with { Replace = true, UpToSeq = 99 }, bed.Time, default));
        Assert.Throws<RestoreRefusedException>(() => BackupRestore.Run(Order(bed) with { Replace = true, UpTo = moment.AddDays(-1) }, bed.Time, default));
    }

    [Fact]
    public async Task Run_LedgerInPlaceOrServiceRunning_IsRefusedAndNothingChanges()
    {
        await using LedgerTestBed bed = await FilledAsync(5);
        Backup(bed);

        LedgerUnavailableException running = Assert.Throws<LedgerUnavailableException>(
            () => BackupRestore.Run(Order(bed) with { Replace = true }, bed.Time, default));
        await bed.CloseAsync();
        byte[] before = await File.ReadAllBytesAsync(bed.DatabaseFile);
        RestoreRefusedException refused = Assert.Throws<RestoreRefusedException>(() => BackupRestore.Run(Order(bed), bed.Time, default));

        Assert.Contains("stop it first", running.Message, StringComparison.Ordinal);
        Assert.Contains("say --replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(bed.DatabaseFile));
        Assert.DoesNotContain(Directory.GetFiles(bed.Folder), static file => Path.GetFileName(file).StartsWith("restoring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NewestBackupIsDamaged_TakesTheOneBeforeAndSaysSo()
    {
        await using LedgerTestBed bed = await FilledAsync(10);
        BackupSet older = Backup(bed);
        bed.Time.Advance(TimeSpan.FromDays(1));
        await bed.OpenDoorAsync("key-11", "fridge-1/door-number-11");
        BackupSet newer = Backup(bed);
        await bed.CloseAsync();
        await File.WriteAllTextAsync(Path.Combine(newer.Path, "ledger.db"), "not this one");
        using TemporaryFolder empty = new();
        using StringWriter output = new();

        RestoreVerb.Run(Order(bed) with { Data = empty.Path }, bed.Time, output, default);

        Assert.StartsWith($"Passed over, not sound: {newer.Name}: ledger.db is not what was written.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"entries 1 to 10 from {older.Name}", output.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(older.Path, "ledger.db"), "nor this one");
        Assert.Throws<RestoreRefusedException>(() => BackupRestore.Run(Order(bed) with { Replace = true }, bed.Time, default));
    }

    [Fact]
    public async Task Run_AccountsFromTheBackup_MakeNoKeyASecondTime()
    {
        await using LedgerTestBed bed = await FilledAsync(1);
        string id;
        using (AccountDatabase accounts = new(bed.Folder)) id = accounts.Id;
        Backup(bed);
        await bed.CloseAsync();

        IReadOnlyList<string> kept = BackupRestore.Run(Order(bed) with { Replace = true }, bed.Time, default).Others;
        using (AccountDatabase accounts = new(bed.Folder)) Assert.Equal(id, accounts.Id);
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        IReadOnlyList<string> all = BackupRestore.Run(Order(bed) with { Replace = true, All = true }, bed.Time, default).Others;

        Assert.Empty(kept);
        Assert.Equal(["accounts.db"], all);
        using AccountDatabase restored = new(bed.Folder);
        Assert.NotEqual(id, restored.Id);
    }

    private static async Task<LedgerTestBed> FilledAsync(int entries)
    {
        LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        for (int i = 1; i <= entries; i++) await bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}");
        return bed;
    }

    private BackupSet Backup(LedgerTestBed bed) => BackupMaker.Make(bed.Folder, _backups.Path, 5, bed.Time, default);

    private RestoreOrder Order(LedgerTestBed bed) => new(bed.Folder, _backups.Path, null, null, null, false, false, "ko", null);

    private static async Task FlipAsync(LedgerTestBed bed, string text)
    {
        byte[] file = await File.ReadAllBytesAsync(bed.DatabaseFile);
        file[file.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(text))] ^= 1; // the first may be a leftover in a page that was split
        await File.WriteAllBytesAsync(bed.DatabaseFile, file);
    }
}
