using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Reads the index over one connection. Not thread-safe.</summary>
internal sealed class IndexReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _position = new(connection, "SELECT seq, refusal FROM position");
    private readonly Statement _keys = new(connection, "SELECT place FROM keys WHERE hash = ?1");
    private readonly Statement _subjects = new(connection,
        "SELECT place FROM subjects WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT ?3");

    private readonly Statement _spans = new(connection,
        "SELECT first, last, min_at, max_at FROM spans WHERE first < ?3 AND max_at >= ?1 AND min_at < ?2 ORDER BY first DESC LIMIT 1");

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

    /// <summary>Where an answer to a key of this hash may be; nearly always nowhere or in one place.</summary>
    public void Places(long keyHash, List<long> into)
    {
        for (int next = 0; next < LedgerIndex.Neighbours; next++)
        {
            int before = into.Count;
            Take(_keys.Bind(1, unchecked(keyHash + next)), into);
            if (into.Count == before) return;
        }
    }

    /// <summary>Sequence numbers below <paramref name="before"/>, newest first, of entries that may name the subject.</summary>
    public List<long> BySubject(Subject subject, long before, int limit)
    {
        List<long> places = [];
        Take(_subjects.Bind(1, subject.Place(0)).Bind(2, subject.Place(before)).Bind(3, limit), places);
        for (int i = 0; i < places.Count; i++) places[i] = EventSubjects.Seq(places[i]);
        return places;
    }

    /// <summary>The newest span that begins below <paramref name="before"/> and touches [from, to).</summary>
    public IndexSpan? Span(long fromTicks, long toTicks, long before)
    {
        try
        {
            return _spans.Bind(1, fromTicks).Bind(2, toTicks).Bind(3, before).Step()
                ? new IndexSpan(_spans.Int64(0), _spans.Int64(1), _spans.Int64(2), _spans.Int64(3))
                : null;
        }
        finally
        {
            _spans.Reset();
        }
    }

    public long CountKeys() => LedgerDatabase.Number(connection, "SELECT count(*) FROM keys");

    /// <summary>Hands the hash of every key to <paramref name="take"/> until it says false.</summary>
    public void WalkKeys(Func<long, bool> take)
    {
        using Statement keys = new(connection, "SELECT hash FROM keys");
        while (keys.Step() && take(keys.Int64(0))) { }
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_position, _keys, _subjects, _spans]) statement.Dispose();
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
