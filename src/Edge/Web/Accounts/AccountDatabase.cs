using Edge.Operations;
using Microsoft.Data.Sqlite;

namespace Edge.Web.Accounts;

/// <summary>
/// The file with accounts, keys and sessions: secrets do not belong into a ledger that is copied and exported. The service and the
/// <c>user</c> verb may have it open at once, so nothing of it is kept in memory.
/// </summary>
public sealed class AccountDatabase : IDisposable
{
    public const string FileName = "accounts.db";

    private const string Tables = """
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        PRAGMA busy_timeout=5000;
        PRAGMA foreign_keys=ON;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS meta (id TEXT NOT NULL) STRICT;
        INSERT INTO meta (id) SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM meta);
        CREATE TABLE IF NOT EXISTS accounts (
            account TEXT PRIMARY KEY COLLATE NOCASE,
            display_name TEXT NOT NULL,
            role INTEGER NOT NULL,
            salt BLOB NOT NULL,
            hash BLOB NOT NULL,
            iterations INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            locked_until INTEGER,
            must_change INTEGER NOT NULL,
            disabled INTEGER NOT NULL DEFAULT 0,
            last_sign_in_at INTEGER
        ) STRICT;
        CREATE TABLE IF NOT EXISTS role_requests (
            account TEXT PRIMARY KEY COLLATE NOCASE REFERENCES accounts(account),
            role INTEGER NOT NULL,
            asked_by TEXT NOT NULL COLLATE NOCASE,
            asked_at INTEGER NOT NULL,
            reason TEXT
        ) STRICT;
        CREATE TABLE IF NOT EXISTS keys (
            name TEXT PRIMARY KEY COLLATE NOCASE,
            hash BLOB NOT NULL UNIQUE,
            permissions TEXT NOT NULL,
            disabled INTEGER NOT NULL DEFAULT 0,
            last_used_at INTEGER
        ) STRICT;
        CREATE TABLE IF NOT EXISTS sessions (
            hash BLOB PRIMARY KEY,
            account TEXT NOT NULL COLLATE NOCASE REFERENCES accounts(account),
            began_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS audit_queue (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            what TEXT NOT NULL,
            account TEXT NOT NULL,
            text TEXT NOT NULL,
            role INTEGER NOT NULL,
            by_kind INTEGER NOT NULL,
            by_name TEXT NOT NULL,
            reason TEXT,
            occurred_at INTEGER NOT NULL
        ) STRICT;
        COMMIT;
        """;

    /// <summary>Columns that came later: a file of an earlier version gets them when it is opened.</summary>
    private static readonly (string Table, string Column, string Declared)[] s_later =
    [
        ("keys", "last_used_at", "INTEGER"),
        ("accounts", "badge", "BLOB"),
        ("accounts", "pin_salt", "BLOB"),
        ("accounts", "pin_hash", "BLOB"),
        ("accounts", "pin_iterations", "INTEGER"),
        ("accounts", "pin_failures", "INTEGER NOT NULL DEFAULT 0"),
        ("sessions", "proof", "INTEGER NOT NULL DEFAULT 0"),
        ("audit_queue", "proof", "INTEGER NOT NULL DEFAULT 0"),
        ("audit_queue", "other", "TEXT"),
        ("meta", "badge_salt", "BLOB"),
    ];

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    /// <param name="folder">The ledger's folder; made when missing.</param>
    /// <exception cref="IOException">The file cannot be opened or made.</exception>
    public AccountDatabase(string folder)
    {
        PrivateFolder.Create(folder);
        string file = Path.Combine(folder, FileName);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Run(Tables);
            foreach ((string table, string column, string declared) in s_later)
                if (Read("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", static _ => true, table, column).Count == 0)
                    Run($"ALTER TABLE {table} ADD COLUMN {column} {declared}");
            Run("CREATE UNIQUE INDEX IF NOT EXISTS badges ON accounts (badge)");
            Run("UPDATE meta SET badge_salt = randomblob(16) WHERE badge_salt IS NULL");
            if (!OperatingSystem.IsWindows()) // hashes are for nobody else on this machine
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Id = Read("SELECT id FROM meta", static row => row.GetString(0)).Single();
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new IOException($"'{file}' cannot be opened: {e.Message}", e);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Names this file: a new one starts other idempotency keys.</summary>
    public string Id { get; }

    /// <summary>After a restore: numbers in the queue for the ledger may come a second time, so they must not make the same keys.</summary>
    public static void StartOtherKeys(string folder)
    {
        using AccountDatabase restored = new(folder);
        restored.Run("UPDATE meta SET id = lower(hex(randomblob(16)))");
        restored.Run("DELETE FROM sessions"); // who was signed in then signs in again
    }

    public void Dispose()
    {
        lock (_gate) _connection.Dispose();
    }

    /// <param name="sql">A constant; values come as ?1, ?2 …</param>
    /// <returns>Rows changed.</returns>
    internal int Run(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>For what is good to have and no reason to refuse an answer: false when the disk does not take it.</summary>
    internal bool TryRun(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            Run(sql, values);
            return true;
        }
        catch (SqliteException)
        {
            return false; // full, read-only or busy: the ledger says so for the whole service
        }
    }

    internal List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(sql, values);
            using SqliteDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }
    }

    /// <summary>All or nothing; what it changes is on the disk when it returns.</summary>
    internal T Transaction<T>(Func<T> work)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            T result = work();
            transaction.Commit();
            return result;
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this folder only
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"?{i + 1}", values[i] ?? DBNull.Value);
        return command;
    }

    internal static DateTimeOffset? Instant(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
