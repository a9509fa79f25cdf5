using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Reads the index over one connection. Not thread-safe.</summary>
internal sealed class IndexReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _position = new(connection, "SELECT seq, refusal FROM position");
    private readonly Statement _places = new(connection, "SELECT place FROM keys WHERE hash = ?1");
    private readonly Statement _bySubject = new(connection,
        """
        SELECT seq FROM subjects AS one WHERE subject = ?1 AND seq < ?2
            AND (?4 IS NULL OR EXISTS (SELECT 1 FROM subjects AS other WHERE other.subject = ?4 AND other.seq = one.seq))
        ORDER BY seq DESC LIMIT ?3
        """);

    private readonly Statement _byMoment = new(connection,
        "SELECT seq FROM moments WHERE at >= ?1 AND at < ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4");

    public static IndexReader Open(string file) => new(LedgerDatabase.Connect(file, SqliteOpenMode.ReadOnly));

    public IndexPosition Position()
    {
        try
        {
            return _position.Step() ? new IndexPosition(_position.Int64(0), _position.Int64(1)) : new IndexPosition(0, 0);
        }
        finally
        {
            _position.Reset();
        }
    }

    /// <summary>Where answers with this hash of a key are; nearly always none or one.</summary>
    public void Places(long keyHash, List<long> into) => Take(_places.Bind(1, keyHash), into);

    /// <summary>Newest first, below <paramref name="before"/>.</summary>
    /// <param name="also">A second subject that must be named too; null for none.</param>
    public void BySubject(string subject, string? also, long before, int limit, List<long> into) =>
        Take(_bySubject.Bind(1, subject).Bind(2, before).Bind(3, limit).Bind(4, also), into);

    /// <summary>Newest first, below <paramref name="before"/>, of events that occurred in [from, to).</summary>
    public void ByMoment(long fromTicks, long toTicks, long before, int limit, List<long> into) =>
        Take(_byMoment.Bind(1, fromTicks).Bind(2, toTicks).Bind(3, before).Bind(4, limit), into);

    public long CountKeys() => LedgerDatabase.Number(connection, "SELECT count(*) FROM keys");

    /// <summary>Hands the hash of every key to <paramref name="take"/> until it says false.</summary>
    public void WalkKeys(Func<long, bool> take)
    {
        using Statement keys = new(connection, "SELECT hash FROM keys");
        while (keys.Step() && take(keys.Int64(0))) { }
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_position, _places, _bySubject, _byMoment]) statement.Dispose();
        connection.Dispose();
    }

    private static void Take(Statement rows, List<long> into)
    {
        try
        {
            while (rows.Step()) into.Add(rows.Int64(0));
        }
        finally
        {
            rows.Reset();
        }
    }
}
