using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Writes staged entries into the table of events. Belongs to the writer's connection.</summary>
internal sealed class EventAppender(SqliteConnection connection) : IDisposable
{
    public const string Insert = """
        INSERT INTO events (seq, type, occurred_at, recorded_at, actor_kind, actor_name, reason, key, json, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    public const string KeepCursor =
        "INSERT INTO cursors (name, seq) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq";

    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _insert = new(connection, Insert);
    private readonly Statement _refuse = new(connection,
        "INSERT INTO refusals (id, key, refusal, detail, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly Statement _cursor = new(connection, KeepCursor);

    public void Begin() => _begin.Run();

    /// <summary>After it returned, everything since <see cref="Begin"/> is on the disk.</summary>
    public void Commit() => _commit.Run();

    public void Append(EntryStage stage)
    {
        foreach (EntryStage.Staged entry in stage.Entries)
        {
            _insert.Bind(1, entry.Seq)
                .BindUtf8(2, entry.Type.In(stage.Bytes))
                .Bind(3, entry.OccurredTicks)
                .Bind(4, entry.RecordedTicks)
                .Bind(5, (long)entry.ActorKind)
                .BindUtf8(6, entry.ActorName.In(stage.Bytes));
            if (entry.Reason.IsAbsent) _insert.BindNull(7);
            else _insert.BindUtf8(7, entry.Reason.In(stage.Bytes));
            _insert.BindUtf8(8, entry.Key.In(stage.Bytes))
                .BindUtf8(9, entry.Json.In(stage.Bytes))
                .BindBlob(10, entry.Hash.In(stage.Bytes))
                .Run();
        }
    }

    public void AppendRefusal(StagedRefusal refusal) => _refuse
        .Bind(1, refusal.Id)
        .Bind(2, refusal.Key)
        .Bind(3, refusal.Refusal)
        .Bind(4, refusal.Detail)
        .Bind(5, refusal.RecordedTicks)
        .Run();

    public void SetCursor(string name, long seq) => _cursor.Bind(1, name).Bind(2, seq).Run();

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_begin, _commit, _insert, _refuse, _cursor]) statement.Dispose();
    }
}

/// <param name="Id">From 1, without gaps.</param>
internal readonly record struct StagedRefusal(long Id, string Key, string Refusal, string? Detail, long RecordedTicks);
