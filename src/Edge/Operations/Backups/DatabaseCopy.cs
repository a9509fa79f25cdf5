using Edge.Ledger;
using Microsoft.Data.Sqlite;

namespace Edge.Operations.Backups;

/// <summary>Copies a database that may be in use.</summary>
internal static class DatabaseCopy
{
    /// <summary>The copy is the state of one moment, one file without a journal, on the disk when this returns.</summary>
    /// <exception cref="SqliteException">The source cannot be read or the copy cannot be written.</exception>
    public static void Online(string from, string to)
    {
        using SqliteConnection source = LedgerDatabase.Connect(from, SqliteOpenMode.ReadOnly);
        using SqliteConnection copy = LedgerDatabase.Connect(to, SqliteOpenMode.ReadWriteCreate);
        LedgerDatabase.Run(source, "PRAGMA busy_timeout=5000;");
        LedgerDatabase.Run(copy, "PRAGMA synchronous=FULL;");
        source.BackupDatabase(copy); // in one step: writers go on beside it, in their journal
        LedgerDatabase.Run(copy, "PRAGMA journal_mode=DELETE;");
    }

    /// <summary>SQLite's own look at every page.</summary>
    public static bool IsSound(string file)
    {
        try
        {
            using SqliteConnection connection = LedgerDatabase.Connect(file, SqliteOpenMode.ReadOnly);
            using Statement check = new(connection, "PRAGMA quick_check(1)");
            return check.Step() && check.Text(0) == "ok";
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
