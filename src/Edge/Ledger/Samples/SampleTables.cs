using Microsoft.Data.Sqlite;

namespace Edge.Ledger.Samples;

/// <summary>Tables of samples.db. Times are milliseconds since 1970-01-01 UTC, temperatures thousandths of a degree Celsius, positions degrees.</summary>
/// <remarks>
/// A series is a probe in a cabinet. The roll-ups hold count, sum, lowest and highest of the good samples, and how many were not
/// good; at is the begin of the minute or hour. They are kept in the transaction of the raw sample, so they are always in step.
/// </remarks>
internal static class SampleTables
{
    private const int Format = 2, WithoutPositions = 1;

    private const string Tables = """
        CREATE TABLE series (id INTEGER PRIMARY KEY, probe TEXT NOT NULL, cabinet TEXT NOT NULL, UNIQUE (probe, cabinet)) STRICT;
        CREATE TABLE raw (series INTEGER NOT NULL, at INTEGER NOT NULL, milli INTEGER, quality INTEGER NOT NULL, fault INTEGER NOT NULL,
            PRIMARY KEY (series, at)) STRICT, WITHOUT ROWID;
        CREATE TABLE minutes (series INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL,
            min INTEGER, max INTEGER, not_good INTEGER NOT NULL, PRIMARY KEY (series, at)) STRICT, WITHOUT ROWID;
        CREATE TABLE hours (series INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL,
            min INTEGER, max INTEGER, not_good INTEGER NOT NULL, PRIMARY KEY (series, at)) STRICT, WITHOUT ROWID;
        """;

    private const string Positions = """
        CREATE TABLE positions (at INTEGER PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL, kind INTEGER NOT NULL,
            quality INTEGER NOT NULL, fault INTEGER NOT NULL, satellites REAL, hdop REAL, speed REAL, course REAL) STRICT;
        """;

    /// <exception cref="SqliteException">The file cannot be opened for writing, or is no such database.</exception>
    public static SqliteConnection OpenForWriting(string file)
    {
        SqliteConnection connection = LedgerDatabase.Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            LedgerDatabase.Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;");
            long format = LedgerDatabase.Number(connection, "PRAGMA user_version");
            if (format == 0) LedgerDatabase.Run(connection, $"BEGIN IMMEDIATE; {Tables} {Positions} PRAGMA user_version={Format}; COMMIT;");
            else if (format == WithoutPositions) LedgerDatabase.Run(connection, $"BEGIN IMMEDIATE; {Positions} PRAGMA user_version={Format}; COMMIT;");
            else if (format != Format) throw new SqliteException("another layout of the samples", SQLitePCL.raw.SQLITE_NOTADB);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
