using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Edge.Ledger;

/// <summary>A prepared statement whose values go in and out as bytes: no string, no box for an event on its way. Not thread-safe.</summary>
/// <remarks>Parameters count from 1, columns from 0, as in SQLite. Spans of columns live until the next step or reset.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The SQL does not fit the database.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        const uint Persistent = 1; // SQLITE_PREPARE_PERSISTENT: it will be used many times
        Check(raw.sqlite3_prepare_v3(_database, sql, Persistent, out _statement));
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement BindUtf8(int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return Bind(index, ""); // an empty span has no address, and SQLite takes that for NULL
        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <returns>True while there is a row.</returns>
    public bool Step()
    {
        int outcome = raw.sqlite3_step(_statement);
        if (outcome == raw.SQLITE_ROW) return true;
        if (outcome == raw.SQLITE_DONE) return false;
        _ = raw.sqlite3_reset(_statement);
        throw Failure(outcome);
    }

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next time.</summary>
    public void Run()
    {
        while (Step()) { }
        Reset();
    }

    public void Reset() => _ = raw.sqlite3_reset(_statement); // it repeats the error of the step, which was thrown already

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A text's UTF-8 bytes or a blob's bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK) throw Failure(outcome);
    }

    /// <remarks>The extended code tells a full disk from a broken one.</remarks>
    private SqliteException Failure(int outcome) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), outcome & 0xFF, raw.sqlite3_extended_errcode(_database));
}
