using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Where in the ledger a key, a unit, a person or an instant is found. Derived: it may lag, and may be deleted.</summary>
/// <remarks>
/// A file of its own, for two reasons. Keys and units come in random order: in the ledger's own transactions they would dirty a
/// page each, here thousands share one. And a damaged index is no damage of the ledger. Positions and rows are written in one
/// transaction; after a power failure it is as it was some commits ago, and catches up. All its rows are integers: hashes of texts,
/// which the reader compares with the entry itself.
/// </remarks>
internal sealed class LedgerIndex : IDisposable
{
    /// <summary>A key whose hash is taken stands in one of the next places.</summary>
    public const int Neighbours = 8;

    private const int Format = 2;

    private const string Tables = """
        CREATE TABLE position (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, refusal INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE keys (hash INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT;
        CREATE TABLE subjects (place INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE spans (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, min_at INTEGER NOT NULL, max_at INTEGER NOT NULL) STRICT;
        """;

    private readonly SqliteConnection _connection;
    private readonly Statement _begin, _commit, _move, _key, _subject, _span;

    private LedgerIndex(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _move = new Statement(connection, "INSERT OR REPLACE INTO position (id, seq, refusal, hash) VALUES (1, ?1, ?2, ?3)");
        _key = new Statement(connection, "INSERT OR IGNORE INTO keys (hash, place) VALUES (?1, ?2)");
        _subject = new Statement(connection, "INSERT OR IGNORE INTO subjects (place) VALUES (?1)");
        _span = new Statement(connection, "INSERT OR REPLACE INTO spans (first, last, min_at, max_at) VALUES (?1, ?2, ?3, ?4)");
        using Statement position = new(connection, "SELECT seq, refusal, hash FROM position");
        if (!position.Step()) return;
        Position = new IndexPosition(position.Int64(0), position.Int64(1));
        position.Bytes(2).CopyTo(Hash);
        using Statement span = new(connection, "SELECT first, last, min_at, max_at FROM spans ORDER BY first DESC LIMIT 1");
        if (span.Step()) LastSpan = new IndexSpan(span.Int64(0), span.Int64(1), span.Int64(2), span.Int64(3));
    }

    /// <summary>Last event and refusal that it knows.</summary>
    public IndexPosition Position { get; private set; } = new(0, 0);

    /// <summary>Hash of that event: an index of another ledger is found out by it.</summary>
    public byte[] Hash { get; } = new byte[EntryLayout.HashBytes];

    public IndexSpan? LastSpan { get; private set; }

    /// <exception cref="SqliteException">The file is no index.</exception>
    public static LedgerIndex Open(string file)
    {
        SqliteConnection connection = LedgerDatabase.Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            LedgerDatabase.Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8192;");
            long format = LedgerDatabase.Number(connection, "PRAGMA user_version");
            if (format == 0) LedgerDatabase.Run(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={Format}; COMMIT;");
            else if (format != Format) throw new SqliteException("another layout of the index", SQLitePCL.raw.SQLITE_NOTADB);
            return new LedgerIndex(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Removes the index with its journals.</summary>
    public static void Delete(string file)
    {
        foreach (string part in (string[])[file, file + "-wal", file + "-shm"]) File.Delete(part);
    }

    /// <summary>Adds a stretch of the ledger in one transaction.</summary>
    public void Add(IndexStretch stretch)
    {
        _begin.Run();
        try
        {
            stretch.Keys.Sort(); // neighbours share a page
            stretch.Subjects.Sort();
            foreach ((long hash, long place) in stretch.Keys) AddKey(hash, place);
            foreach (long place in stretch.Subjects) _subject.Bind(1, place).Run();
            foreach (IndexSpan span in stretch.Spans)
                _span.Bind(1, span.First).Bind(2, span.Last).Bind(3, span.MinTicks).Bind(4, span.MaxTicks).Run();
            _move.Bind(1, stretch.End.Seq).Bind(2, stretch.End.Refusal).BindBlob(3, stretch.Hash).Run();
            _commit.Run();
        }
        catch
        {
            SQLitePCL.raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
            throw;
        }
        Position = stretch.End;
        stretch.Hash.CopyTo(Hash, 0);
        if (stretch.Spans.Count > 0) LastSpan = stretch.Spans[^1];
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_begin, _commit, _move, _key, _subject, _span]) statement.Dispose();
        _connection.Dispose();
    }

    private void AddKey(long hash, long place)
    {
        for (int next = 0; next < Neighbours; next++)
        {
            _key.Bind(1, unchecked(hash + next)).Bind(2, place).Run();
            if (SQLitePCL.raw.sqlite3_changes(_connection.Handle) == 1) return;
        }
        throw new InvalidOperationException("Eight keys of one 64-bit hash: that is no chance.");
    }
}
