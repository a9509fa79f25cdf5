using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Where in the ledger a key, a unit, a person or an instant is found. Derived: it may lag, and may be deleted.</summary>
/// <remarks>
/// A file of its own, for two reasons. Keys and units come in random order: in the ledger's own transactions they would dirty a
/// page each, here thousands share one. And a damaged index is no damage of the ledger. Positions and rows are written in one
/// transaction; after a power failure it is as it was some commits ago, and catches up.
/// </remarks>
internal sealed class LedgerIndex : IDisposable
{
    private const int Format = 1;

    private const string Tables = """
        CREATE TABLE position (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, refusal INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE keys (hash INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (hash, place)) STRICT, WITHOUT ROWID;
        CREATE TABLE subjects (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE moments (at INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (at, seq)) STRICT, WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly Statement _begin, _commit, _move, _key, _subject, _moment;

    private LedgerIndex(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _move = new Statement(connection, """
            INSERT INTO position (id, seq, refusal, hash) VALUES (1, ?1, ?2, ?3)
            ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, refusal = excluded.refusal, hash = excluded.hash
            """);
        _key = new Statement(connection, "INSERT OR IGNORE INTO keys (hash, place) VALUES (?1, ?2)");
        _subject = new Statement(connection, "INSERT OR IGNORE INTO subjects (subject, seq) VALUES (?1, ?2)");
        _moment = new Statement(connection, "INSERT OR IGNORE INTO moments (at, seq) VALUES (?1, ?2)");
        using Statement position = new(connection, "SELECT seq, refusal, hash FROM position");
        if (!position.Step()) return;
        Position = new IndexPosition(position.Int64(0), position.Int64(1));
        position.Bytes(2).CopyTo(Hash);
    }

    /// <summary>Last event and refusal that it knows.</summary>
    public IndexPosition Position { get; private set; } = new(0, 0);

    /// <summary>Hash of that event: an index of another ledger is found out by it.</summary>
    public byte[] Hash { get; } = new byte[EntryLayout.HashBytes];

    /// <exception cref="SqliteException">The file is no index.</exception>
    public static LedgerIndex Open(string file)
    {
        SqliteConnection connection = LedgerDatabase.Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            LedgerDatabase.Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;");
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
            foreach ((long hash, long place) in stretch.Keys) _key.Bind(1, hash).Bind(2, place).Run();
            foreach ((string subject, long seq) in stretch.Subjects) _subject.Bind(1, subject).Bind(2, seq).Run();
            foreach ((long at, long seq) in stretch.Moments) _moment.Bind(1, at).Bind(2, seq).Run();
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
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_begin, _commit, _move, _key, _subject, _moment]) statement.Dispose();
        _connection.Dispose();
    }
}

/// <param name="Seq">Events up to this one are in the index.</param>
/// <param name="Refusal">Refusals up to this one are in the index.</param>
internal sealed record IndexPosition(long Seq, long Refusal);

/// <summary>What a stretch of the ledger adds to the index.</summary>
internal sealed class IndexStretch
{
    public List<(long Hash, long Place)> Keys { get; } = [];
    public List<(string Subject, long Seq)> Subjects { get; } = [];
    public List<(long At, long Seq)> Moments { get; } = [];
    public IndexPosition End { get; set; } = new(0, 0);
    public byte[] Hash { get; } = new byte[EntryLayout.HashBytes];

    public void Clear()
    {
        Keys.Clear();
        Subjects.Clear();
        Moments.Clear();
    }
}
