using System.Text.Json;
using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Web.Accounts;
using Microsoft.Data.Sqlite;

namespace Edge.Operations.Backups;

/// <summary>Makes one backup of a site's data: ledger, samples, accounts. The service may run.</summary>
internal static class BackupMaker
{
    /// <summary>Databases of a site besides the ledger; what is derived from the ledger is made again and needs no backup.</summary>
    public static readonly IReadOnlyList<string> Others = [TemperatureStore.FileName, AccountDatabase.FileName];

    private const string LockName = "backup.lock";

    /// <summary>Writes a backup, reads it again whole, and only then lets the oldest go.</summary>
    /// <param name="data">The ledger's folder.</param>
    /// <param name="target">Folder of the backups of this one site; made when missing.</param>
    /// <param name="keep">Backups of this ledger that stay, the new one among them.</param>
    /// <exception cref="LedgerDamagedException">The ledger is not whole: nothing was kept, no older backup was touched.</exception>
    /// <exception cref="IOException">A disk refused, or another backup is running.</exception>
    public static BackupSet Make(string data, string target, int keep, TimeProvider time, CancellationToken ct)
    {
        LedgerPaths paths = new(data);
        if (!File.Exists(paths.Database)) throw new LedgerUnavailableException($"There is no ledger in '{data}'.");
        PrivateFolder.Create(target);
        using FileStream turn = TakeTurn(target);
        foreach (string left in Directory.GetDirectories(target, BackupSet.MakingPrefix + "*")) Directory.Delete(left, recursive: true);
        DateTimeOffset madeAt = time.GetUtcNow();
        string making = Path.Combine(target, $"{BackupSet.MakingPrefix}{madeAt.UtcTicks}");
        PrivateFolder.Create(making);
        try
        {
            BackupManifest manifest = Fill(paths, making, madeAt, ct);
            CheckSameLedger(manifest, target);
            WriteManifest(making, manifest);
            if (new BackupSet(making, manifest).FindFault(ct) is { } fault)
                throw new IOException($"The backup in '{target}' cannot be read back ({fault}): check that disk. The ledger itself is untouched.");
            BackupSet made = new(Path.Combine(target, BackupSet.NameOf(madeAt, manifest.Seq)), manifest);
            Directory.Move(making, made.Path);
            Rotate(made, target, keep);
            return made;
        }
        catch (SqliteException e)
        {
            throw new IOException($"The backup to '{target}' failed ({e.Message}): check that disk and its room. The ledger itself is untouched.", e);
        }
        finally
        {
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        }
    }

    /// <remarks>The ledger first: what the accounts' file hands to the ledger later is then not missing from both.</remarks>
    private static BackupManifest Fill(LedgerPaths paths, string making, DateTimeOffset madeAt, CancellationToken ct)
    {
        LedgerPaths copy = new(making);
        DatabaseCopy.Online(paths.Database, copy.Database);
        foreach (string other in Others)
        {
            ct.ThrowIfCancellationRequested();
            string from = Path.Combine(paths.Folder, other), to = Path.Combine(making, other);
            if (!File.Exists(from)) continue;
            DatabaseCopy.Online(from, to);
            if (!DatabaseCopy.IsSound(to)) throw new IOException($"'{from}' is damaged: no backup was made. Restart the service, which puts it aside.");
        }
        LedgerVerdict verdict = LedgerCheck.Verify(making, ct);
        if (!verdict.IsWhole) throw new LedgerDamagedException(verdict.Sentence, verdict.FirstBadSeq);
        if (verdict.Entries == 0) throw new LedgerUnavailableException($"The ledger in '{paths.Folder}' is empty: there is nothing to back up.");
        using EventReader reader = new(LedgerDatabase.OpenForReading(copy.Database));
        return new BackupManifest(
            1, Identity(reader), madeAt, verdict.Entries, verdict.HeadHash, reader.Read(verdict.Entries - 1, 1, ct)[0].RecordedAt,
            ServiceVersion.Text,
            [.. from file in Directory.GetFiles(making)
                orderby file
                select new BackupFile(Path.GetFileName(file), new FileInfo(file).Length, BackupSet.HashOf(file))]);
    }

    public static string Identity(EventReader reader)
    {
        byte[] first = new byte[EntryLayout.HashBytes];
        return reader.TryHash(1, first) ? Convert.ToHexStringLower(first) : "";
    }

    private static void CheckSameLedger(BackupManifest manifest, string target)
    {
        if (BackupSet.All(target) is [{ } other, ..] && other.Manifest.Ledger != manifest.Ledger)
            throw new IOException($"'{target}' holds backups of another ledger ({other.Name}): give each site a folder of its own.");
    }

    private static void WriteManifest(string folder, BackupManifest manifest)
    {
        using FileStream file = new(Path.Combine(folder, BackupSet.ManifestName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        JsonSerializer.Serialize(file, manifest, BackupJson.Default.BackupManifest);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The new one stays, whatever the clock says.</summary>
    private static void Rotate(BackupSet made, string target, int keep)
    {
        foreach (BackupSet old in BackupSet.All(target).Where(set => set.Path != made.Path).Skip(keep - 1))
            Directory.Delete(old.Path, recursive: true);
    }

    private static FileStream TakeTurn(string target)
    {
        try
        {
            return new FileStream(Path.Combine(target, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another backup to '{target}' is running, or the folder cannot be written ({e.Message}).", e);
        }
    }
}
