using Inventory.ColdChain;
using Inventory.Identification;
using Microsoft.Data.Sqlite;

namespace Edge.Web.History;

/// <summary>
/// What pages ask of the past and the ledger's state no longer holds: alarms and excursions that are over, openings of doors with what came and left.
/// Derived from the ledger; the file may be deleted and is made again.
/// </summary>
internal sealed partial class HistoryStore : IDisposable
{
    public const string FileName = "history.db";

    private const int Format = 3;

    private const string Tables = """
        CREATE TABLE position (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE alarms (
            number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, priority INTEGER NOT NULL, source TEXT NOT NULL, celsius REAL,
            units INTEGER NOT NULL, raised_at INTEGER NOT NULL, acknowledged_by TEXT, reason TEXT, acknowledged_at INTEGER,
            returned_at INTEGER, times INTEGER NOT NULL) STRICT;
        CREATE TABLE excursions (
            number INTEGER PRIMARY KEY, cabinet TEXT NOT NULL, probe TEXT NOT NULL, side INTEGER NOT NULL, limit_celsius REAL NOT NULL,
            worst REAL NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER, outside INTEGER, unknown INTEGER, units TEXT NOT NULL) STRICT;
        CREATE INDEX excursions_of ON excursions (cabinet, began_at);
        CREATE TABLE openings (cabinet TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER, PRIMARY KEY (cabinet, opened_at))
            STRICT, WITHOUT ROWID;
        CREATE INDEX openings_at ON openings (opened_at);
        CREATE TABLE moves (cabinet TEXT NOT NULL, at INTEGER NOT NULL, unit TEXT NOT NULL, came INTEGER NOT NULL) STRICT;
        CREATE INDEX moves_of ON moves (cabinet, at);
        CREATE INDEX moves_by_unit ON moves (unit, at);
        CREATE TABLE deeds (unit TEXT NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, account TEXT, note TEXT) STRICT;
        CREATE INDEX deeds_of ON deeds (unit, at);
        CREATE TABLE people (at INTEGER NOT NULL, account TEXT NOT NULL, badge INTEGER NOT NULL, PRIMARY KEY (at, account)) STRICT, WITHOUT ROWID;
        CREATE TABLE gaps (after_seq INTEGER NOT NULL, up_to INTEGER, restored_at INTEGER NOT NULL, backup TEXT NOT NULL) STRICT;
        """;

    private readonly Lock _gate = new();
    private readonly string _file;
    private SqliteConnection _connection;

    /// <param name="folder">The ledger's folder.</param>
    public HistoryStore(string folder)
    {
        Directory.CreateDirectory(folder);
        _file = Path.Combine(folder, FileName);
        _connection = Open();
    }

    public void Dispose()
    {
        lock (_gate) _connection.Dispose();
    }

    /// <summary>The last ledger entry that is in here, with its hash; 0 for none.</summary>
    public (long Seq, byte[] Hash) Position() =>
        Read("SELECT seq, hash FROM position", static row => (row.GetInt64(0), (byte[])row.GetValue(1))) is [{ } position] ? position : (0, []);

    /// <summary>Forgets everything: the file belongs to another ledger, or to another past of this one.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _connection.Dispose();
            foreach (string part in (string[])[_file, _file + "-wal", _file + "-shm"]) File.Delete(part);
            _connection = Open();
        }
    }

    /// <summary>Runs in one transaction.</summary>
    public void Write(Action<HistoryStore> work)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            work(this);
            transaction.Commit();
        }
    }

    public IReadOnlyList<AlarmRow> Alarms(int before, int limit) =>
        Read($"{AlarmColumns} WHERE number < ?1 ORDER BY number DESC LIMIT ?2", ReadAlarm, before, limit);

    public AlarmRow? Alarm(int number) => Read($"{AlarmColumns} WHERE number = ?1", ReadAlarm, number).SingleOrDefault();

    public ExcursionRow? Excursion(int number) => Read($"{ExcursionColumns} WHERE number = ?1", ReadExcursion, number).SingleOrDefault();

    /// <summary>Of one cabinet, touching the span, oldest first.</summary>
    public IReadOnlyList<ExcursionRow> Excursions(string cabinet, DateTimeOffset from, DateTimeOffset to) => Read(
        $"{ExcursionColumns} WHERE cabinet = ?1 AND began_at < ?3 AND (ended_at IS NULL OR ended_at > ?2) ORDER BY began_at",
        ReadExcursion, cabinet, from.UtcTicks, to.UtcTicks);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<GapView> Gaps() => Read(
        "SELECT after_seq, up_to, restored_at, backup FROM gaps ORDER BY after_seq DESC",
        static row => new GapView(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), Instant(row.GetInt64(2)), row.GetString(3)));

    /// <param name="sql">A constant; values come as ?1, ?2 …</param>
    internal void Run(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
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

    private const string AlarmColumns =
        "SELECT number, kind, priority, source, celsius, units, raised_at, acknowledged_by, reason, acknowledged_at, returned_at, times FROM alarms";

    private const string ExcursionColumns =
        "SELECT number, cabinet, probe, side, limit_celsius, worst, began_at, ended_at, outside, unknown, units FROM excursions";

    private static AlarmRow ReadAlarm(SqliteDataReader row) => new(
        row.GetInt32(0), (AlarmKind)row.GetInt32(1), (AlarmPriority)row.GetInt32(2), row.GetString(3),
        row.IsDBNull(4) ? null : row.GetDouble(4), row.GetInt32(5), Instant(row.GetInt64(6)), row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : row.GetString(8), MaybeInstant(row, 9), MaybeInstant(row, 10), row.GetInt32(11));

    private static ExcursionRow ReadExcursion(SqliteDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), (ExcursionSide)row.GetInt32(3), row.GetDouble(4), row.GetDouble(5),
        Instant(row.GetInt64(6)), MaybeInstant(row, 7), row.IsDBNull(8) ? null : row.GetInt32(8), row.IsDBNull(9) ? null : row.GetInt32(9),
        [.. row.GetString(10).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static key => UnitKey.Parse(key))]);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static DateTimeOffset? MaybeInstant(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Instant(row.GetInt64(column));

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this folder only
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"?{i + 1}", values[i] ?? DBNull.Value);
        return command;
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = Connect();
        using SqliteCommand format = connection.CreateCommand();
        format.CommandText = "PRAGMA user_version";
        if (format.ExecuteScalar() is long found && found == Format) return connection;
        connection.Dispose();
        foreach (string part in (string[])[_file, _file + "-wal", _file + "-shm"]) File.Delete(part);
        connection = Connect();
        using SqliteCommand make = connection.CreateCommand();
#pragma warning disable CA2100 // a constant
        make.CommandText = $"PRAGMA journal_mode=WAL; BEGIN IMMEDIATE; {Tables} PRAGMA user_version={Format}; COMMIT;";
#pragma warning restore CA2100
        make.ExecuteNonQuery();
        return connection;
    }

    // What a power failure takes here comes again from the ledger: no need to wait for the disk.
    private SqliteConnection Connect()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
