using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Opens connections to the ledger's database and makes its tables.</summary>
internal static class LedgerDatabase
{
    /// <summary>Stands in the file as <c>user_version</c>; another number is another layout.</summary>
    public const int Format = 1;

    /// <remarks>
    /// events: occurred_at and recorded_at are UTC ticks of 100 ns since 0001-01-01; actor_kind 0 service, 1 person, 2 machine, 3 hub;
    /// the hash is described in <see cref="EntryLayout"/>. Accepted commands are answered from their events, refused ones from
    /// refusals. The two kinds of trigger refuse what SQL could do by mistake; the chain shows what was done in spite of them.
    /// </remarks>
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS events (
            seq INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            actor_kind INTEGER NOT NULL,
            actor_name TEXT NOT NULL,
            reason TEXT,
            key TEXT NOT NULL,
            json TEXT NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS refusals (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            refusal TEXT NOT NULL,
            detail TEXT,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS cursors (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS events_no_update BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'a recorded event is never changed: record a correction'); END;
        CREATE TRIGGER IF NOT EXISTS events_no_delete BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'a recorded event is never deleted: record a correction'); END;
        CREATE TRIGGER IF NOT EXISTS refusals_no_update BEFORE UPDATE ON refusals
            BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
        CREATE TRIGGER IF NOT EXISTS refusals_no_delete BEFORE DELETE ON refusals
            BEGIN SELECT RAISE(ABORT, 'an answer is never deleted'); END;
        """;

    /// <summary>The connection of the writer: every commit is on the disk before it returns.</summary>
    /// <exception cref="LedgerDamagedException">The file is of another layout.</exception>
    public static SqliteConnection OpenForWriting(string file)
    {
        SqliteConnection connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;");
            long format = Number(connection, "PRAGMA user_version");
            if (format == 0) Run(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={Format}; COMMIT;");
            else CheckFormat(file, format);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads; also beside the process that owns the ledger.</summary>
    /// <exception cref="LedgerDamagedException">The file is of another layout.</exception>
    public static SqliteConnection OpenForReading(string file)
    {
        SqliteConnection connection = Connect(file, SqliteOpenMode.ReadOnly);
        try
        {
            Run(connection, "PRAGMA busy_timeout=5000;");
            CheckFormat(file, Number(connection, "PRAGMA user_version"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Takes the newest entries off a copy that is not the ledger yet: a recorded event is never deleted from a ledger in use.
    /// </summary>
    /// <param name="upTo">The last entry that stays.</param>
    public static void CutCopy(SqliteConnection copy, long upTo)
    {
        Run(copy, "BEGIN IMMEDIATE; DROP TRIGGER events_no_delete; DROP TRIGGER refusals_no_delete;");
        using (Statement events = new(copy, "DELETE FROM events WHERE seq > ?1")) events.Bind(1, upTo).Run();
        long recorded = Number(copy, "SELECT max(recorded_at) FROM events");
        using (Statement refusals = new(copy, "DELETE FROM refusals WHERE recorded_at > ?1")) refusals.Bind(1, recorded).Run();
        using (Statement cursors = new(copy, "UPDATE cursors SET seq = ?1 WHERE seq > ?1")) cursors.Bind(1, upTo).Run();
        Run(copy, $"{Tables} COMMIT;");
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // only the constants of this folder come here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using Statement statement = new(connection, sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Without the provider's pool: what is closed here is closed, and the file is free.</summary>
    public static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CheckFormat(string file, long format)
    {
        if (format == Format) return;
        throw new LedgerDamagedException(
            $"'{file}' has layout {format}, this program knows layout {Format}: use the program version that wrote it, or restore a backup.");
    }
}
