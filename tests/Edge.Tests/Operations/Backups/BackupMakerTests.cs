using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Ledger.Verbs;
using Edge.Operations;
using Edge.Operations.Backups;
using Edge.Tests.Ledger;
using Edge.Web.Accounts;
using Inventory;
using Inventory.ColdChain;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Operations.Backups;

public sealed class BackupMakerTests
{
    [Fact]
    public async Task Make_WhileTheLedgerIsInUse_IsTheStateOfOneMomentAndWhole()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        for (int i = 0; i < 20; i++) await bed.OpenDoorAsync($"before-{i}");
        using CancellationTokenSource stop = new();
        Task<int> load = Task.Run(async () =>
        {
            int done = 0;
            while (!stop.IsCancellationRequested) await bed.OpenDoorAsync($"during-{done++}");
            return done;
        });

        BackupSet made = BackupMaker.Make(bed.Folder, target.Path, 3, bed.Time, default);
        await stop.CancelAsync();

        Assert.InRange(made.Manifest.Seq, 20, 20 + await load);
        Assert.Null(made.FindFault(default));
        Assert.Equal(
            Convert.ToHexStringLower((await bed.Ledger.ReadAsync(made.Manifest.Seq - 1, 1, default))[0].Hash.Span), made.Manifest.Head);
        Assert.Equal(made.Path, Assert.Single(BackupSet.All(target.Path)).Path);
        Assert.Equal(["ledger.db", "manifest.json"], Directory.GetFiles(made.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Make_SamplesAndAccounts_GoAlong()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        await bed.OpenDoorAsync("one");
        await using TemperatureStore samples = await TemperatureStore.OpenAsync(
            bed.Folder, 90, bed.Time, NullLogger<TemperatureStore>.Instance, default);
        samples.Append(new TemperatureSample("top", PlaceId.Parse("fridge-1"), new ProbeSample(4.25, bed.Time.GetUtcNow(), SampleQuality.Good, SampleFault.None)));
        await samples.FlushAsync(default);
        using AccountDatabase accounts = new(bed.Folder);

        BackupSet made = BackupMaker.Make(bed.Folder, target.Path, 3, bed.Time, default);

        Assert.Equal(["accounts.db", "ledger.db", "samples.db"], made.Manifest.Files.Select(static file => file.Name));
        await using TemperatureStore copy = await TemperatureStore.OpenAsync(
            made.Path, 90, bed.Time, NullLogger<TemperatureStore>.Instance, default);
        Assert.Equal(4.25, Assert.Single(await copy.GoodSinceAsync("top", DateTimeOffset.MinValue, default)).Celsius);
    }

    [Fact]
    public async Task Make_MoreThanAreKept_LetsTheOldestGoAndNothingElse()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        string strange = Directory.CreateDirectory(Path.Combine(target.Path, "photos")).FullName;
        List<string> made = [];
        for (int day = 0; day < 5; day++)
        {
            await bed.OpenDoorAsync($"day-{day}");
            made.Add(BackupMaker.Make(bed.Folder, target.Path, 3, bed.Time, default).Name);
            bed.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(made.AsEnumerable().Reverse().Take(3), BackupSet.All(target.Path).Select(static set => set.Name));
        Assert.True(Directory.Exists(strange));
    }

    [Fact]
    public async Task Make_DamagedLedger_IsRefusedAndNoOlderBackupIsTouched()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        for (int i = 1; i <= 30; i++) await bed.OpenDoorAsync($"key-{i}", $"fridge-1/door-number-{i}");
        BackupSet sound = BackupMaker.Make(bed.Folder, target.Path, 1, bed.Time, default);
        bed.Time.Advance(TimeSpan.FromDays(1));
        await bed.CloseAsync();
        byte[] file = await File.ReadAllBytesAsync(bed.DatabaseFile);
        file[file.AsSpan().LastIndexOf("door-number-12\""u8)] ^= 1; // the first may be a leftover in a page that was split
        await File.WriteAllBytesAsync(bed.DatabaseFile, file);

        LedgerDamagedException refused = Assert.Throws<LedgerDamagedException>(
            () => BackupMaker.Make(bed.Folder, target.Path, 1, bed.Time, default));

        Assert.Equal(12, refused.Seq);
        Assert.Equal(sound.Name, Assert.Single(BackupSet.All(target.Path)).Name);
        Assert.Equal([sound.Path], Directory.GetDirectories(target.Path));
    }

    [Fact]
    public async Task Make_FolderOfAnotherLedger_IsRefused()
    {
        await using LedgerTestBed one = await LedgerTestBed.OpenAsync(), other = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        await one.OpenDoorAsync("one");
        await other.OpenDoorAsync("other");
        BackupMaker.Make(one.Folder, target.Path, 3, one.Time, default);

        IOException refused = Assert.Throws<IOException>(() => BackupMaker.Make(other.Folder, target.Path, 3, other.Time, default));

        Assert.Contains("give each site a folder of its own", refused.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(target.Path));
    }

    [Fact]
    public async Task Make_NoRoomOrNoFolder_SaysThatTheLedgerIsUntouched()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        for (int i = 0; i < 300; i++) await bed.OpenDoorAsync($"key-{i}");
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes: 64);
        string target = disk?.Path ?? Path.Combine(bed.Folder, "a-file");
        if (disk is null) await File.WriteAllTextAsync(target, "no folder can be made here");

        IOException refused = Assert.Throws<IOException>(() => BackupMaker.Make(bed.Folder, target, 3, bed.Time, default));

        if (disk is not null) Assert.EndsWith("check that disk and its room. The ledger itself is untouched.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(BackupSet.All(target));
        Assert.Equal(301, (await bed.OpenDoorAsync("goes on")).FirstSeq);
    }

    [Fact]
    public async Task FindFault_ChangedCutOrMissingFile_IsNamed()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        await bed.OpenDoorAsync("one");
        BackupSet made = BackupMaker.Make(bed.Folder, target.Path, 3, bed.Time, default);
        string file = Path.Combine(made.Path, "ledger.db");
        byte[] bytes = await File.ReadAllBytesAsync(file);

        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Equal("ledger.db is not what was written.", made.FindFault(default));
        await File.WriteAllBytesAsync(file, bytes[..^4096]);
        Assert.Equal("ledger.db is not what was written.", made.FindFault(default));
        File.Delete(file);
        Assert.Equal("ledger.db is missing.", made.FindFault(default));
    }

    [Fact]
    public async Task Run_Verb_PrintsTheBackupAndNeedsATarget()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        using TemporaryFolder target = new();
        await bed.OpenDoorAsync("one");
        using StringWriter output = new(), errors = new();
        LedgerPlace place = new(bed.Folder, target.Path, 0, null);

        int done = BackupVerb.Run(place, 3, bed.Time, output, errors, default);
        int nowhere = BackupVerb.Run(place with { Backups = null }, 3, bed.Time, output, errors, default);

        Assert.Equal((ExitCode.Done, ExitCode.WrongUse), (done, nowhere));
        Assert.Contains("entries 1 to 1, ledger.db; read back whole.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("--to FOLDER", errors.ToString(), StringComparison.Ordinal);
    }
}
