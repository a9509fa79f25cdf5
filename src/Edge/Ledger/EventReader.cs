using System.Security.Cryptography;
using Inventory;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Reads entries over one connection and checks the chain of whatever it gives out. Not thread-safe.</summary>
internal sealed class EventReader(SqliteConnection connection) : IDisposable
{
    private const string Columns = "seq, type, occurred_at, recorded_at, actor_kind, actor_name, reason, key, json, hash";

    private readonly Statement _after = new(connection, $"SELECT {Columns} FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    private readonly Statement _hashOf = new(connection, "SELECT hash FROM events WHERE seq = ?1");
    private readonly Statement _refusal = new(connection, "SELECT refusal, detail FROM refusals WHERE id = ?1");
    private readonly ByteStage _stage = new();
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _previous = new byte[EntryLayout.HashBytes];
    private readonly byte[] _computed = new byte[EntryLayout.HashBytes];

    /// <summary>Hands every entry after <paramref name="afterSeq"/> to <paramref name="take"/>, in order, until it says false.</summary>
    /// <param name="limit">Entries at most; -1 for all.</param>
    /// <returns>Sequence number of the last entry handed out; <paramref name="afterSeq"/> when there was none.</returns>
    /// <exception cref="LedgerDamagedException">An entry is missing or is not what was hashed. Those before it were handed out.</exception>
    public long Walk(long afterSeq, int limit, RowTaker take, CancellationToken ct = default)
    {
        if (!TryHash(afterSeq, _previous)) throw Missing(afterSeq);
        long last = afterSeq;
        try
        {
            _after.Bind(1, afterSeq).Bind(2, limit);
            while (_after.Step())
            {
                if ((last & 0x3FF) == 0) ct.ThrowIfCancellationRequested();
                EventRow row = new(_after);
                Check(row, last + 1);
                last = row.Seq;
                if (!take(row)) break;
            }
        }
        finally
        {
            _after.Reset();
        }
        return last;
    }

    /// <summary>Entries after a sequence number, at most <paramref name="limit"/>.</summary>
    public List<LedgerEntry> Read(long afterSeq, int limit, CancellationToken ct = default)
    {
        List<LedgerEntry> entries = new(Math.Min(limit, 256));
        Walk(afterSeq, limit, (in row) =>
        {
            entries.Add(row.ToEntry());
            return true;
        }, ct);
        return entries;
    }

    /// <param name="hash">Gets the 32 bytes; zeros for 0, which stands before the first entry.</param>
    /// <returns>False when there is no such entry.</returns>
    public bool TryHash(long seq, Span<byte> hash)
    {
        if (seq == 0)
        {
            EntryLayout.BeforeFirst.CopyTo(hash);
            return true;
        }
        try
        {
            if (!_hashOf.Bind(1, seq).Step()) return false;
            ReadOnlySpan<byte> stored = _hashOf.Bytes(0);
            if (stored.Length != EntryLayout.HashBytes) throw Changed(seq);
            stored.CopyTo(hash);
            return true;
        }
        finally
        {
            _hashOf.Reset();
        }
    }

    /// <exception cref="LedgerDamagedException">No such refusal, or one that this program does not know.</exception>
    public (Refusal Why, string? Detail) ReadRefusal(long id)
    {
        try
        {
            if (_refusal.Bind(1, id).Step() && Enum.TryParse(_refusal.Text(0), out Refusal why)) return (why, _refusal.Text(1));
            throw new LedgerDamagedException($"The refusal {id} cannot be read: use the program version that wrote it.");
        }
        finally
        {
            _refusal.Reset();
        }
    }

    /// <summary>Hands the refusals after <paramref name="afterId"/> to <paramref name="take"/>, in order.</summary>
    /// <returns>Number of the last one; <paramref name="afterId"/> when there was none.</returns>
    public long WalkRefusals(long afterId, int limit, Action<long, byte[]> take)
    {
        using Statement refusals = new(connection, "SELECT id, key FROM refusals WHERE id > ?1 ORDER BY id LIMIT ?2");
        refusals.Bind(1, afterId).Bind(2, limit);
        long last = afterId;
        while (refusals.Step())
        {
            last = refusals.Int64(0);
            take(last, refusals.Bytes(1).ToArray());
        }
        return last;
    }

    /// <summary>SQLite's own check of the file, beside the chain.</summary>
    /// <returns>"ok", or the first thing that is wrong.</returns>
    public string CheckPages()
    {
        using Statement check = new(connection, "PRAGMA quick_check(1)");
        return check.Step() ? check.Text(0) ?? "" : "";
    }

    public long LastRefusal() => LedgerDatabase.Number(connection, "SELECT max(id) FROM refusals");

    /// <param name="place">Sequence number of an entry, or the number of a refusal below zero.</param>
    /// <returns>The key that was answered there; null when nothing is there.</returns>
    public string? KeyAt(long place)
    {
        using Statement key = place > 0
            ? new Statement(connection, "SELECT key FROM events WHERE seq = ?1").Bind(1, place)
            : new Statement(connection, "SELECT key FROM refusals WHERE id = ?1").Bind(1, -place);
        return key.Step() ? key.Text(0) : null;
    }

    public long LastSeq() => LedgerDatabase.Number(connection, "SELECT max(seq) FROM events");

    /// <returns>Null when nothing was ever kept under that name.</returns>
    public long? Cursor(string name)
    {
        using Statement cursor = new(connection, "SELECT seq FROM cursors WHERE name = ?1");
        return cursor.Bind(1, name).Step() ? cursor.Int64(0) : null;
    }

    public void Dispose()
    {
        _after.Dispose();
        _hashOf.Dispose();
        _refusal.Dispose();
        _sha.Dispose();
        connection.Dispose();
    }

    private void Check(in EventRow row, long expectedSeq)
    {
        if (row.Seq != expectedSeq) throw Missing(expectedSeq);
        row.ComputeHash(_previous, _stage, _sha, _computed);
        if (!row.Hash.SequenceEqual(_computed)) throw Changed(row.Seq);
        _computed.CopyTo(_previous, 0);
    }

    private static LedgerDamagedException Missing(long seq) =>
        new($"Entry {seq} is missing from the ledger: restore the last backup.", seq);

    private static LedgerDamagedException Changed(long seq) =>
        new($"Entry {seq} is not what was recorded: its hash does not fit. Restore the last backup.", seq);
}

/// <returns>False to stop.</returns>
internal delegate bool RowTaker(in EventRow row);
