using Edge.Ledger;
using Edge.Hub;
using Microsoft.Data.Sqlite;

namespace Edge.Operations.Backups;

/// <summary>The ledger that is about to be replaced, as far as it can still be read.</summary>
internal sealed class OldLedger : IDisposable
{
    private readonly EventReader? _reader;

    public OldLedger(LedgerPaths paths)
    {
        KnownUpTo = LedgerHead.Read(paths.Head)?.Seq;
        if (!File.Exists(paths.Database)) return;
        Exists = true;
        try
        {
            _reader = new EventReader(LedgerDatabase.OpenForReading(paths.Database));
            KnownUpTo = Math.Max(KnownUpTo ?? 0, _reader.LastSeq());
            HubUpTo = _reader.Cursor(SavedCursor.Name);
            KnownUpTo = Math.Max(KnownUpTo.Value, HubUpTo ?? 0);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            Trouble = e.Message; // as much as was read by then is known
        }
    }

    public bool Exists { get; }

    /// <summary>Why it cannot be read to its end; null when it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The last entry that anything tells of; null where nothing does.</summary>
    public long? KnownUpTo { get; }

    /// <summary>The last entry that the hub had confirmed; null where nothing tells.</summary>
    public long? HubUpTo { get; }

    /// <summary>Adds to a copy the entries that follow its end here, each whole, until the first that is not.</summary>
    /// <returns>How many.</returns>
    public long Continue(SqliteConnection copy, long after, ReadOnlySpan<byte> hash)
    {
        if (_reader is null) return 0;
        long added = 0;
        LedgerDatabase.Run(copy, "BEGIN IMMEDIATE");
        using (Statement insert = new(copy, EventAppender.Insert))
        {
            try
            {
                Span<byte> here = stackalloc byte[EntryLayout.HashBytes];
                if (_reader.TryHash(after, here) && here.SequenceEqual(hash))
                {
                    _reader.Walk(after, -1, (in row) =>
                    {
                        row.CopyTo(insert);
                        added++;
                        return true;
                    });
                }
            }
            catch (Exception e) when (e is LedgerDamagedException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB })
            {
                Trouble = e.Message; // what came before it is whole
            }
        }
        LedgerDatabase.Run(copy, "COMMIT");
        return added;
    }

    public void Dispose() => _reader?.Dispose();
}
