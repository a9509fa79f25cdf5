using Inventory;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>What is known once the ledger is open: the writer's connection and the newest state.</summary>
internal sealed record LedgerStart(LedgerStore Store, LedgerSnapshot Snapshot, byte[] LastHash)
{
    public static readonly LedgerSnapshot Nothing = new(0, DateTimeOffset.MinValue, SiteState.Empty);

    /// <exception cref="LedgerUnavailableException">The file cannot be opened for writing.</exception>
    /// <exception cref="LedgerDamagedException">What is stored is not what was recorded.</exception>
    public static LedgerStart Load(LedgerPaths paths, EventReaders readers, AnswerBook book)
    {
        LedgerStore? store = null;
        try
        {
            store = LedgerStore.Open(paths.Database);
            byte[] hash = new byte[EntryLayout.HashBytes];
            LedgerSnapshot snapshot = readers.Use(reader =>
            {
                CheckHead(paths, reader);
                reader.WalkKeys(book.Add);
                return Fold(reader, Nothing, hash, book);
            });
            return new LedgerStart(store, snapshot, hash);
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
    public static LedgerSnapshot Fold(EventReader reader, LedgerSnapshot from, byte[] lastHash, AnswerBook book)
    {
        SiteState state = from.State;
        long recordedTicks = from.CommittedAt.UtcTicks;
        reader.TryHash(from.Seq, lastHash);
        long last = reader.Walk(from.Seq, -1, (in row) =>
        {
            state = state.Apply(row.ReadEvent(), row.By);
            recordedTicks = row.RecordedTicks;
            row.Hash.CopyTo(lastHash);
            book.Add(row.Key, row.Seq);
            return true;
        });
        return new LedgerSnapshot(last, EventRow.Instant(recordedTicks), state);
    }

    public static LedgerDamagedException EndMissing(long found, long expected) => new(
        $"The ledger ends at entry {found}, but entry {expected} was recorded: its end is missing. Restore the last backup.", found + 1);

    public static LedgerDamagedException OtherEnd(long seq) =>
        new($"Entry {seq} is not the one that was recorded there. Restore the last backup.", seq);

    /// <exception cref="LedgerDamagedException">The end of the ledger is missing or another one.</exception>
    private static void CheckHead(LedgerPaths paths, EventReader reader)
    {
        if (LedgerHead.Read(paths.Head) is not { } head) return;
        byte[] hash = new byte[EntryLayout.HashBytes];
        if (!reader.TryHash(head.Seq, hash)) throw EndMissing(reader.LastSeq(), head.Seq);
        if (!hash.AsSpan().SequenceEqual(head.Hash))
            throw OtherEnd(head.Seq);
    }
}
