using Inventory.ColdChain;
using Microsoft.Data.Sqlite;
using Readers.Gnss;
using Readers.Sensors;

namespace Edge.Ledger.Samples;

/// <summary>Reads samples over one connection. Not thread-safe.</summary>
internal sealed class SampleReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _raw = new(connection, """
        SELECT at, milli, quality, fault FROM raw
        WHERE series IN (SELECT id FROM series WHERE probe = ?1) AND at >= ?2 AND at < ?3 ORDER BY at
        """);

    private readonly Statement _steps = new(connection, Steps("""
        SELECT at, CASE quality WHEN 0 THEN 1 ELSE 0 END AS n, CASE quality WHEN 0 THEN milli ELSE 0 END AS sum,
            CASE quality WHEN 0 THEN milli END AS min, CASE quality WHEN 0 THEN milli END AS max,
            CASE quality WHEN 0 THEN 0 ELSE 1 END AS not_good, series FROM raw
        """));

    private readonly Statement _minutes = new(connection, Steps("SELECT at, n, sum, min, max, not_good, series FROM minutes"));
    private readonly Statement _hours = new(connection, Steps("SELECT at, n, sum, min, max, not_good, series FROM hours"));

    private readonly Statement _positions = new(connection, """
        SELECT at, latitude, longitude, kind, quality, fault, satellites, hdop, speed, course FROM positions
        WHERE at >= ?1 AND at < ?2 ORDER BY at LIMIT ?3
        """);

    public static SampleReader Open(string file) => new(LedgerDatabase.Connect(file, SqliteOpenMode.ReadOnly));

    /// <summary>Samples of [from, to) in order of time.</summary>
    public List<ProbeSample> Raw(string probe, long fromMs, long toMs)
    {
        List<ProbeSample> samples = [];
        try
        {
            _raw.Bind(1, probe).Bind(2, fromMs).Bind(3, toMs);
            while (_raw.Step())
            {
                samples.Add(new ProbeSample(
                    _raw.IsNull(1) ? null : _raw.Int64(1) / 1000.0, DateTimeOffset.FromUnixTimeMilliseconds(_raw.Int64(0)),
                    (SampleQuality)_raw.Int64(2), (SampleFault)_raw.Int64(3)));
            }
            return samples;
        }
        finally
        {
            _raw.Reset();
        }
    }

    /// <summary>The first positions of [from, to) in order of time.</summary>
    public List<GnssFix> Positions(long fromMs, long toMs, int limit)
    {
        List<GnssFix> positions = [];
        try
        {
            _positions.Bind(1, fromMs).Bind(2, toMs).Bind(3, limit);
            while (_positions.Step())
            {
                positions.Add(new GnssFix(
                    _positions.Double(1), _positions.Double(2), (FixKind)_positions.Int64(3), DateTimeOffset.FromUnixTimeMilliseconds(_positions.Int64(0)),
                    (ReadingQuality)_positions.Int64(4), (FixFault)_positions.Int64(5))
                {
                    Satellites = (int?)Number(6), Hdop = Number(7), SpeedKmh = Number(8), CourseDegrees = Number(9),
                });
            }
            return positions;
        }
        finally
        {
            _positions.Reset();
        }

        double? Number(int column) => _positions.IsNull(column) ? null : _positions.Double(column);
    }

    /// <summary>Hands every step that has samples to <paramref name="take"/>, with its number counted from <paramref name="fromMs"/>.</summary>
    public void Roll(string probe, long fromMs, long toMs, long stepMs, Action<int, SamplePoint> take)
    {
        Statement rows = stepMs % SampleWriter.HourMs == 0 ? _hours : stepMs % SampleWriter.MinuteMs == 0 ? _minutes : _steps;
        try
        {
            rows.Bind(1, probe).Bind(2, fromMs).Bind(3, toMs).Bind(4, stepMs);
            while (rows.Step())
            {
                long step = rows.Int64(0), count = rows.Int64(1);
                bool empty = count == 0;
                take((int)step, new SamplePoint(
                    DateTimeOffset.FromUnixTimeMilliseconds(fromMs + (step * stepMs)),
                    empty ? null : rows.Int64(3) / 1000.0, empty ? null : rows.Int64(2) / 1000.0 / count,
                    empty ? null : rows.Int64(4) / 1000.0, (int)count, (int)rows.Int64(5)));
            }
        }
        finally
        {
            rows.Reset();
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_raw, _steps, _minutes, _hours, _positions]) statement.Dispose();
        connection.Dispose();
    }

    private static string Steps(string rows) => $"""
        SELECT (at - ?2) / ?4 AS step, sum(n), sum(sum), min(min), max(max), sum(not_good) FROM ({rows})
        WHERE series IN (SELECT id FROM series WHERE probe = ?1) AND at >= ?2 AND at < ?3 GROUP BY step ORDER BY step
        """;
}
