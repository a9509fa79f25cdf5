using Inventory;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>What is known once the ledger is open: the writer's connection and the newest state.</summary>
/// <param name="LastHash">Of the newest entry.</param>
/// <param name="StoredSeq">Of the snapshot that it began with; 0 when it was folded from the first entry.</param>
internal sealed record LedgerStart(LedgerStore Store, LedgerSnapshot Snapshot, byte[] LastHash, long StoredSeq)
{
    public static readonly LedgerSnapshot Nothing = new(0, DateTimeOffset.MinValue, SiteState.Empty);

    /// <exception cref="LedgerUnavailableException">The file cannot be opened for writing.</exception>
    /// <exception cref="LedgerDamagedException">What is stored is not what was recorded.</exception>
    public static LedgerStart Load(LedgerPaths paths, ReaderPool<EventReader> events)
    {
        LedgerStore? store = null;
        try
        {
            store = LedgerStore.Open(paths.Database);
            byte[] hash = new byte[EntryLayout.HashBytes];
            return events.Use(reader =>
            {
                CheckHead(paths, reader);
                LedgerSnapshot stored = SnapshotFile.ReadNewest(paths, hash) ?? Nothing;
                if (stored.Seq > 0) CheckIsRecorded(reader, stored.Seq, hash);
                return new LedgerStart(store, Fold(reader, stored, hash), hash, stored.Seq);
            });
        }
        catch (Exception e)
        {
            store?.Dispose();
            if (e is SqliteException sqlite) throw LedgerFailure.From(sqlite, paths.Folder);
            throw;
        }
    }

    /// <summary>The state after every entry that follows <paramref name="from"/>.</summary>
    /// <param name="lastHash">Gets the hash of the last entry.</param>
    /// <param name="seen">Called for each key with its place.</param>
    public static LedgerSnapshot Fold(EventReader reader, LedgerSnapshot from, byte[] lastHash, Action<string, long>? seen = null)
    {
        SiteState state = from.State;
        long recordedTicks = from.CommittedAt.UtcTicks;
        reader.TryHash(from.Seq, lastHash);
        long last = reader.Walk(from.Seq, -1, (in row) =>
        {
            state = state.Apply(row.ReadEvent(), row.By);
            recordedTicks = row.RecordedTicks;
            row.Hash.CopyTo(lastHash);
            seen?.Invoke(row.Key, row.Seq);
            return true;
        });
        return new LedgerSnapshot(last, EventRow.Instant(recordedTicks), state);
    }

    public static LedgerDamagedException EndMissing(long found, long expected) => new(
        $"The ledger ends at entry {found}, but entry {expected} was recorded: its end is missing. Restore the last backup.", found + 1);

    /// <exception cref="LedgerDamagedException">The entry is missing or another one.</exception>
    public static void CheckIsRecorded(EventReader reader, long seq, ReadOnlySpan<byte> hash)
    {
        Span<byte> stored = stackalloc byte[EntryLayout.HashBytes];
        if (!reader.TryHash(seq, stored)) throw EndMissing(reader.LastSeq(), seq);
        if (!stored.SequenceEqual(hash))
            throw new LedgerDamagedException($"Entry {seq} is not the one that was recorded there. Restore the last backup.", seq);
    }

    private static void CheckHead(LedgerPaths paths, EventReader reader)
    {
        if (LedgerHead.Read(paths.Head) is { } head) CheckIsRecorded(reader, head.Seq, head.Hash);
    }
}
