using Inventory.ColdChain;
using Microsoft.Data.Sqlite;

namespace Edge.Web.History;

/// <summary>From door to door: openings, what moved with them, what people did with these bags, and who was at a screen.</summary>
internal sealed partial class HistoryStore
{
    /// <summary>Touching the span, newest first.</summary>
    /// <param name="cabinet">Null for all.</param>
    /// <param name="before">Only openings before this one; null for the newest.</param>
    public IReadOnlyList<OpeningRow> Openings(string? cabinet, DateTimeOffset from, DateTimeOffset to, int limit, (DateTimeOffset At, string Cabinet)? before = null) => Read(
        """
        SELECT o.cabinet, o.opened_at, o.closed_at,
            (SELECT min(n.opened_at) FROM openings n WHERE n.cabinet = o.cabinet AND n.opened_at > o.opened_at)
        FROM openings o
        WHERE (?1 IS NULL OR o.cabinet = ?1) AND o.opened_at < ?3 AND (o.closed_at IS NULL OR o.closed_at > ?2)
            AND (?5 IS NULL OR o.opened_at < ?5 OR (o.opened_at = ?5 AND o.cabinet > ?6))
        ORDER BY o.opened_at DESC, o.cabinet LIMIT ?4
        """,
        static row => new OpeningRow(row.GetString(0), Instant(row.GetInt64(1)), MaybeInstant(row, 2), MaybeInstant(row, 3)),
        cabinet, from.UtcTicks, to.UtcTicks, limit, before?.At.UtcTicks, before?.Cabinet);

    /// <summary>Of one cabinet, touching the span, newest first.</summary>
    public IReadOnlyList<MoveRow> Moves(string cabinet, DateTimeOffset from, DateTimeOffset to) => Read(
        "SELECT at, unit, came, cabinet FROM moves WHERE cabinet = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, rowid",
        ReadMove, cabinet, from.UtcTicks, to.UtcTicks);

    /// <summary>Into which cabinets a bag came, oldest first.</summary>
    public IReadOnlyList<MoveRow> Arrivals(string unit) => Read(
        "SELECT at, unit, came, cabinet FROM moves WHERE unit = ?1 AND came = 1 ORDER BY at, rowid", ReadMove, unit);

    /// <summary>What people and time did with a bag in the span, oldest first.</summary>
    public IReadOnlyList<DeedRow> Deeds(string unit, DateTimeOffset from, DateTimeOffset to) => Read(
        "SELECT at, kind, account, note FROM deeds WHERE unit = ?1 AND at >= ?2 AND at <= ?3 ORDER BY at, rowid",
        static row => new DeedRow(Instant(row.GetInt64(0)), (Deed)row.GetInt32(1), Text(row, 2), Text(row, 3)), unit, from.UtcTicks, to.UtcTicks);

    /// <summary>Who did anything at a screen in the span, and whether a badge was read for it.</summary>
    public IReadOnlyList<PresentRow> People(DateTimeOffset from, DateTimeOffset to) => Read(
        "SELECT account, max(badge) FROM people WHERE at >= ?1 AND at <= ?2 GROUP BY account",
        static row => new PresentRow(row.GetString(0), row.GetInt32(1) != 0), from.UtcTicks, to.UtcTicks);

    /// <summary>The alarm of a source that stood at that moment, or was raised within the span; null when there is none.</summary>
    public int? AlarmAt(AlarmKind kind, string source, DateTimeOffset from, DateTimeOffset to) => Read(
        """
        SELECT number FROM alarms WHERE kind = ?1 AND source = ?2 AND raised_at <= ?4 AND (returned_at IS NULL OR returned_at >= ?3)
        ORDER BY number DESC LIMIT 1
        """,
        static row => (int?)row.GetInt32(0), (int)kind, source, from.UtcTicks, to.UtcTicks).SingleOrDefault();

    private static MoveRow ReadMove(SqliteDataReader row) =>
        new(Instant(row.GetInt64(0)), row.GetString(1), row.GetInt32(2) != 0, row.GetString(3));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
