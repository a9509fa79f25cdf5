using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>The writer's connection with its statements. Thrown away after any failure and opened anew.</summary>
internal sealed class LedgerStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly EventAppender _appender;

    private LedgerStore(SqliteConnection connection)
    {
        _connection = connection;
        _appender = new EventAppender(connection);
        LastSeq = LedgerDatabase.Number(connection, "SELECT max(seq) FROM events");
        LastRefusal = LedgerDatabase.Number(connection, "SELECT max(id) FROM refusals");
    }

    /// <summary>As the file said when it was opened.</summary>
    public long LastSeq { get; }

    public long LastRefusal { get; }

    /// <exception cref="SqliteException">The file cannot be opened for writing.</exception>
    public static LedgerStore Open(string file)
    {
        SqliteConnection connection = LedgerDatabase.OpenForWriting(file);
        try
        {
            return new LedgerStore(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Everything in one transaction; it is on the disk when this returns.</summary>
    /// <exception cref="SqliteException">Nothing of it was recorded.</exception>
    public void Write(EntryStage stage, List<StagedRefusal> refusals, List<CursorWork> cursors)
    {
        _appender.Begin();
        _appender.Append(stage);
        foreach (StagedRefusal refusal in refusals) _appender.AppendRefusal(refusal);
        foreach (CursorWork cursor in cursors) _appender.SetCursor(cursor.Name, cursor.Seq);
        _appender.Commit();
    }

    /// <summary>An open transaction is rolled back by this.</summary>
    public void Dispose()
    {
        _appender.Dispose();
        _connection.Dispose();
    }
}
