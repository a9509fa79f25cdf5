using Inventory;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>What is known once the ledger is open: the writer's connection and the newest state.</summary>
/// <param name="StoredSeq">Of the snapshot that it began with; 0 when it was folded from the first entry.</param>
internal sealed record LedgerStart(LedgerStore Store, LedgerTip Tip, long StoredSeq)
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
                LedgerWitnesses.Check(paths, reader);
                LedgerSnapshot stored = SnapshotFile.ReadNewest(paths, hash) ?? Nothing;
                if (stored.Seq > 0) LedgerWitnesses.CheckIsRecorded(reader, stored.Seq, hash);
                LedgerSnapshot newest = Fold(reader, stored, hash);
                return new LedgerStart(store, new LedgerTip(newest, hash, store.LastRefusal), stored.Seq);
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
    /// <param name="upTo">The last entry to fold.</param>
    /// <param name="seen">Called for each key with its place.</param>
    public static LedgerSnapshot Fold(
        EventReader reader, LedgerSnapshot from, byte[] lastHash, long upTo = long.MaxValue, Action<string, long>? seen = null,
        CancellationToken ct = default)
    {
        SiteState state = from.State;
        long recordedTicks = from.CommittedAt.UtcTicks;
        reader.TryHash(from.Seq, lastHash);
        if (from.Seq >= upTo) return from;
        long last = reader.Walk(from.Seq, -1, (in row) =>
        {
            state = state.Apply(row.ReadEvent(), row.By);
            recordedTicks = row.RecordedTicks;
            row.Hash.CopyTo(lastHash);
            seen?.Invoke(row.Key, row.Seq);
            return row.Seq < upTo;
        }, ct);
        return new LedgerSnapshot(last, EventRow.Instant(recordedTicks), state);
    }
}
