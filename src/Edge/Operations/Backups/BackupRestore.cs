using System.Globalization;
using Edge.Ledger;
using Edge.Web.Accounts;
using Edge.Web.History;
using Inventory;
using Inventory.People;
using Microsoft.Data.Sqlite;

namespace Edge.Operations.Backups;

/// <summary>
/// Puts a ledger back from a backup, and after it whatever the replaced ledger still holds whole. Nothing is deleted: what was in place is put
/// aside, and the new ledger's first own entry says that it was restored.
/// </summary>
internal static class BackupRestore
{
    private const int LostAtOnce = 1_000, LostAtMost = 1_000_000;

    /// <exception cref="RestoreRefusedException">Nothing was changed; the message says what to do.</exception>
    /// <exception cref="LedgerUnavailableException">Another process works on the ledger.</exception>
    /// <exception cref="IOException">A disk refused.</exception>
    public static RestoreResult Run(RestoreOrder order, TimeProvider time, CancellationToken ct)
    {
        List<string> passedOver = [];
        BackupSet backup = Choose(order, passedOver, ct);
        LedgerPaths paths = new(Path.GetFullPath(order.Data));
        using FolderLock owner = FolderLock.Take(paths);
        using OldLedger old = new(paths);
        if (old.Exists && !order.Replace)
            throw new RestoreRefusedException(
                $"There is a ledger in '{paths.Folder}'. To put it aside and restore {backup.Name} (entries 1 to {backup.Manifest.Seq}), say --replace.");
        if (old.KnownUpTo is null && order.Hub.UpTo is null && order.HubTrouble is { } trouble)
            throw new RestoreRefusedException(
                $"Nothing here tells which numbers were used before, and the hub cannot be asked ({trouble}). Nothing was changed. Try again when the "
                + "hub answers, or say what the region has stored of this site by --hub-up-to N, or --without-hub when nobody can tell.");
        long? known = Greater(old.KnownUpTo, order.Hub.UpTo);
        string beside = Path.Combine(paths.Folder, "restoring.db");
        try
        {
            File.Copy(Path.Combine(backup.Path, Path.GetFileName(paths.Database)), beside, overwrite: true);
            (long seq, DateTimeOffset recordedAt, long takenOver) = Complete(beside, order, backup, old, known, time, ct);
            old.Dispose(); // its files are about to move
            List<string> others = [.. BackupMaker.Others.Where(name => IsWanted(name, order, paths, backup))];
            string? aside = PutAside(paths, others, time.GetUtcNow());
            File.Move(beside, paths.Database);
            foreach (string name in others) File.Copy(Path.Combine(backup.Path, name), Path.Combine(paths.Folder, name));
            if (others.Contains(AccountDatabase.FileName)) AccountDatabase.StartOtherKeys(paths.Folder);
            return new RestoreResult(
                backup, backup.Manifest.Seq, seq, recordedAt, takenOver, known, Greater(old.HubUpTo, order.Hub.UpTo), others, aside, passedOver);
        }
        catch (SqliteException e)
        {
            throw LedgerFailure.From(e, paths.Folder);
        }
        finally
        {
            foreach (string part in (string[])["", "-journal", "-wal", "-shm"]) File.Delete(beside + part);
        }
    }

    private static BackupSet Choose(RestoreOrder order, List<string> passedOver, CancellationToken ct)
    {
        IReadOnlyList<BackupSet> sets = BackupSet.TryRead(order.Backups) is { } itself ? [itself] : BackupSet.All(order.Backups);
        if (order.Name is { } name) sets = [.. sets.Where(set => set.Name == name)];
        if (sets.Count == 0) throw new RestoreRefusedException($"There is no backup {order.Name} in '{order.Backups}': name a folder that holds backups by --from.");
        foreach (BackupSet set in sets)
        {
            if (set.FindFault(ct) is not { } fault) return set;
            passedOver.Add($"{set.Name}: {fault}");
        }
        throw new RestoreRefusedException($"No backup in '{order.Backups}' is sound: {string.Join(" ", passedOver)}");
    }

    /// <summary>Makes the copy what was ordered, checks the whole chain, and adds the entry that says so.</summary>
    private static (long Seq, DateTimeOffset RecordedAt, long TakenOver) Complete(
        string file, RestoreOrder order, BackupSet backup, OldLedger old, long? known, TimeProvider time, CancellationToken ct)
    {
        using SqliteConnection copy = LedgerDatabase.OpenForWriting(file);
        long end = EndOf(copy, order);
        long takenOver = 0;
        if (order.UpToSeq is null && order.UpTo is null)
            takenOver = old.Continue(copy, backup.Manifest.Seq, Convert.FromHexString(backup.Manifest.Head));
        else LedgerDatabase.CutCopy(copy, end);
        if (old.HubUpTo is { } confirmed) KeepCursor(copy, Math.Min(confirmed, end + takenOver));
        using EventReader reader = new(LedgerDatabase.OpenForReading(file));
        byte[] hash = new byte[EntryLayout.HashBytes];
        DateTimeOffset recordedAt = default;
        long seq = reader.Walk(0, -1, (in row) =>
        {
            row.Hash.CopyTo(hash);
            recordedAt = EventRow.Instant(row.RecordedTicks);
            return true;
        }, ct);
        Say(copy, order, backup, known, seq, hash, recordedAt, time.GetUtcNow());
        LedgerDatabase.Run(copy, "PRAGMA wal_checkpoint(TRUNCATE);");
        return (seq, recordedAt, takenOver);
    }

    private static long EndOf(SqliteConnection copy, RestoreOrder order)
    {
        long last = LedgerDatabase.Number(copy, "SELECT max(seq) FROM events");
        if (order.UpToSeq is { } wanted)
            return wanted >= 1 && wanted <= last
                ? wanted
                : throw new RestoreRefusedException($"The backup has the entries 1 to {last}: entry {wanted} is not among them.");
        if (order.UpTo is not { } moment) return last;
        using Statement before = new(copy, "SELECT max(seq) FROM events WHERE recorded_at <= ?1");
        before.Bind(1, moment.UtcTicks).Step();
        return before.Int64(0) is > 0 and long found
            ? found
            : throw new RestoreRefusedException($"Nothing in the backup was recorded before {moment:u}.");
    }

    private static void KeepCursor(SqliteConnection copy, long seq, string name = Hub.SavedCursor.Name)
    {
        using Statement keep = new(copy, EventAppender.KeepCursor);
        keep.Bind(1, name).Bind(2, seq).Run();
    }

    private static long? Greater(long? one, long? other) => new[] { one, other }.Max();

    /// <summary>Fills the numbers that were used before and are lost, so that none is given to something else; behind them, the word of the restore.</summary>
    /// <remarks>Recorded no earlier than the entry before it: a clock that is behind is found out by the running service.</remarks>
    private static void Say(
        SqliteConnection copy, RestoreOrder order, BackupSet backup, long? knownUpTo, long seq, byte[] hash, DateTimeOffset last, DateTimeOffset now)
    {
        using EntryStage stage = new();
        using EventAppender appender = new(copy);
        long lost = Math.Max(0, (knownUpTo ?? seq) - seq);
        if (lost > LostAtMost)
            throw new RestoreRefusedException($"Entries up to {knownUpTo} are said to have been recorded, and the backup ends at {seq}: is that number right?");
        LedgerRestored restored = new(backup.Name, seq, knownUpTo, now);
        Actor by = new(ActorKind.Person, order.By);
        long ticks = Math.Max(now.UtcTicks, last.UtcTicks);
        appender.Begin();
        for (long done = 0; done < lost; done += LostAtOnce)
        {
            EntryLost[] fillers = new EntryLost[Math.Min(LostAtOnce, lost - done)];
            Array.Fill(fillers, new EntryLost(now));
            Write($"lost/{backup.Name}/{now.UtcTicks}/{done}", fillers);
        }
        Write($"restored/{backup.Name}/{now.UtcTicks}", restored);
        appender.Commit();
        if (lost == 0) return;
        KeepCursor(copy, restored.UpTo + 1, Hub.ChainPublisher.LostFrom);
        KeepCursor(copy, restored.UpTo + lost, Hub.ChainPublisher.LostTo);

        void Write(string key, params DomainEvent[] events)
        {
            stage.Begin(seq, hash);
            stage.Add(new LedgerCommand(key, by, _ => new Decision.Accepted(events), order.Reason), events, ticks);
            appender.Append(stage);
            seq = stage.LastSeq;
            stage.LastHash.CopyTo(hash);
        }
    }

    private static bool IsWanted(string name, RestoreOrder order, LedgerPaths paths, BackupSet backup)
    {
        if (!backup.Manifest.Files.Any(file => file.Name == name)) return false;
        string here = Path.Combine(paths.Folder, name);
        return order.All || !File.Exists(here) || !DatabaseCopy.IsSound(here);
    }

    /// <summary>Moves what is replaced, and what was derived from it, out of the way.</summary>
    private static string? PutAside(LedgerPaths paths, IEnumerable<string> others, DateTimeOffset now)
    {
        string aside = Path.Combine(paths.Folder, string.Create(CultureInfo.InvariantCulture, $"replaced-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
        IEnumerable<string> databases = [paths.Database, paths.Index, Path.Combine(paths.Folder, HistoryStore.FileName), .. others.Select(name => Path.Combine(paths.Folder, name))];
        List<string> there = [.. databases.SelectMany(static file => (string[])[file, file + "-wal", file + "-shm"]).Append(paths.Head).Where(File.Exists)];
        if (there.Count == 0 && !Directory.Exists(paths.Snapshots)) return null;
        Directory.CreateDirectory(aside);
        foreach (string file in there) File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        if (Directory.Exists(paths.Snapshots)) Directory.Move(paths.Snapshots, Path.Combine(aside, Path.GetFileName(paths.Snapshots)));
        return aside;
    }
}
