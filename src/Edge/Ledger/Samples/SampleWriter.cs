using Inventory.ColdChain;
using Microsoft.Data.Sqlite;
using Readers.Gnss;

namespace Edge.Ledger.Samples;

/// <summary>Writes samples and their roll-ups over one connection. Not thread-safe.</summary>
internal sealed class SampleWriter : IDisposable
{
    public const long MinuteMs = 60_000, HourMs = 3_600_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<(string Probe, string Cabinet), long> _series = [];
    private readonly Statement _begin, _commit, _addSeries, _findSeries, _raw, _minute, _hour, _forget, _position, _forgetPositions;

    public SampleWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _addSeries = new Statement(connection, "INSERT OR IGNORE INTO series (probe, cabinet) VALUES (?1, ?2)");
        _findSeries = new Statement(connection, "SELECT id FROM series WHERE probe = ?1 AND cabinet = ?2");
        _raw = new Statement(connection, "INSERT OR IGNORE INTO raw (series, at, milli, quality, fault) VALUES (?1, ?2, ?3, ?4, ?5)");
        _minute = new Statement(connection, RollUp("minutes"));
        _hour = new Statement(connection, RollUp("hours"));
        _forget = new Statement(connection, "DELETE FROM raw WHERE series = ?1 AND at < ?2");
        _position = new Statement(connection, """
            INSERT OR IGNORE INTO positions (at, latitude, longitude, kind, quality, fault, satellites, hdop, speed, course)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        _forgetPositions = new Statement(connection, "DELETE FROM positions WHERE at < ?1");
    }

    /// <summary>All in one transaction; it is on the disk when this returns.</summary>
    /// <exception cref="SqliteException">Nothing of it was recorded; this writer is of no more use.</exception>
    public void Write(IReadOnlyCollection<TemperatureSample> samples, IReadOnlyCollection<GnssFix> positions)
    {
        _begin.Run();
        foreach (TemperatureSample sample in samples) Write(sample);
        foreach (GnssFix position in positions) Write(position);
        _commit.Run();
    }

    /// <summary>Deletes raw samples and positions before an instant; the roll-ups stay.</summary>
    public void Forget(long beforeMs)
    {
        using Statement all = new(_connection, "SELECT id FROM series");
        List<long> series = [];
        while (all.Step()) series.Add(all.Int64(0));
        foreach (long id in series) _forget.Bind(1, id).Bind(2, beforeMs).Run();
        _forgetPositions.Bind(1, beforeMs).Run();
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_begin, _commit, _addSeries, _findSeries, _raw, _minute, _hour, _forget, _position, _forgetPositions])
            statement.Dispose();
        _connection.Dispose();
    }

    private static string RollUp(string table) => $"""
        INSERT INTO {table} (series, at, n, sum, min, max, not_good) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
        ON CONFLICT (series, at) DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum,
            min = min(coalesce(min, excluded.min), coalesce(excluded.min, min)),
            max = max(coalesce(max, excluded.max), coalesce(excluded.max, max)),
            not_good = not_good + excluded.not_good
        """;

    private void Write(in TemperatureSample sample)
    {
        long series = Series(sample);
        long at = sample.Sample.At.ToUnixTimeMilliseconds();
        long? milli = sample.Sample.Celsius is { } celsius ? (long)Math.Round(celsius * 1000) : null;
        _raw.Bind(1, series).Bind(2, at).Bind(4, (long)sample.Sample.Quality).Bind(5, (long)sample.Sample.Fault);
        (milli is { } value ? _raw.Bind(3, value) : _raw.BindNull(3)).Run();
        if (SQLitePCL.raw.sqlite3_changes(_connection.Handle) == 0) return; // the same instant twice: the first counts
        long? good = sample.Sample.Quality == SampleQuality.Good ? milli : null;
        Add(_minute, series, at - Modulo(at, MinuteMs), good);
        Add(_hour, series, at - Modulo(at, HourMs), good);
    }

    private void Write(GnssFix fix)
    {
        _position.Bind(1, fix.ObservedAt.ToUnixTimeMilliseconds()).Bind(2, fix.Latitude).Bind(3, fix.Longitude)
            .Bind(4, (long)fix.Kind).Bind(5, (long)fix.Quality).Bind(6, (long)fix.Fault);
        BindOrNull(7, fix.Satellites);
        BindOrNull(8, fix.Hdop);
        BindOrNull(9, fix.SpeedKmh);
        BindOrNull(10, fix.CourseDegrees);
        _position.Run();

        void BindOrNull(int index, double? value) => _ = value is { } known ? _position.Bind(index, known) : _position.BindNull(index);
    }

    private static void Add(Statement rollUp, long series, long at, long? good)
    {
        rollUp.Bind(1, series).Bind(2, at).Bind(3, good is null ? 0 : 1L).Bind(4, good ?? 0).Bind(6, good is null ? 1 : 0L);
        (good is { } value ? rollUp.Bind(5, value) : rollUp.BindNull(5)).Run();
    }

    private long Series(in TemperatureSample sample)
    {
        (string Probe, string Cabinet) key = (sample.Probe, sample.Cabinet.ToString());
        if (_series.TryGetValue(key, out long id)) return id;
        _addSeries.Bind(1, key.Probe).Bind(2, key.Cabinet).Run();
        _findSeries.Bind(1, key.Probe).Bind(2, key.Cabinet).Step();
        id = _findSeries.Int64(0);
        _findSeries.Reset();
        _series.Add(key, id);
        return id;
    }

    private static long Modulo(long value, long by) => ((value % by) + by) % by;
}
