using Inventory.ColdChain;
using Microsoft.Data.Sqlite;
using Readers.Gnss;

namespace Edge.Ledger.Samples;

/// <summary>
/// Every temperature sample of the site, with roll-ups over minutes and hours, and a vehicle's positions, in a file of its own beside the
/// ledger. Appending never waits; every member is safe from any thread.
/// </summary>
public sealed partial class TemperatureStore : IAsyncDisposable
{
    public const string FileName = "samples.db";

    /// <summary>Samples that wait for the disk at most; then the oldest are let go. Four probes fill this in four days.</summary>
    internal const int MaxWaiting = 100_000;

    /// <summary>Steps in one answer at most.</summary>
    internal const int MaxPoints = 20_000;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly string _file;
    private readonly TimeSpan _keepRaw;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ReaderPool<SampleReader> _readers;
    private readonly WaitingSamples<TemperatureSample> _waiting = new(MaxWaiting);
    private readonly WaitingSamples<GnssFix> _positions = new(MaxWaiting);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;

    private SampleWriter? _writer;
    private DateTimeOffset _forgotAt;
    private volatile string? _trouble;

    private TemperatureStore(string folder, TimeSpan keepRaw, TimeProvider time, ILogger log)
    {
        (_folder, _keepRaw, _time, _log) = (folder, keepRaw, time, log);
        _file = Path.Combine(folder, FileName);
        _writer = OpenSound();
        _readers = new ReaderPool<SampleReader>(() => SampleReader.Open(_file), folder);
        _timer = new PeriodicTimer(WriteEvery, time);
        _loop = Task.Run(RunAsync);
    }

    /// <param name="folder">The ledger's folder.</param>
    /// <param name="keepRawDays">Raw samples are kept this long; the roll-ups stay.</param>
    /// <exception cref="LedgerUnavailableException">The folder cannot be written.</exception>
    public static Task<TemperatureStore> OpenAsync(
        string folder, int keepRawDays, TimeProvider time, ILogger<TemperatureStore> log, CancellationToken ct) => Task.Run(() =>
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new TemperatureStore(folder, TimeSpan.FromDays(keepRawDays), time, log);
        }
        catch (SqliteException e)
        {
            throw LedgerFailure.From(e, folder);
        }
    }, ct);

    public SampleHealth Health
    {
        get
        {
            ((int waiting, long lost), (int positions, long lostPositions)) = (_waiting.Count, _positions.Count);
            return new SampleHealth(_trouble is null, _trouble, waiting + positions, lost + lostPositions);
        }
    }

    /// <summary>Takes a sample; it is on the disk some seconds later. Of two samples of a probe at one millisecond the first counts.</summary>
    public void Append(TemperatureSample sample) => _waiting.Append(sample);

    /// <summary>Takes a position of this vehicle; likewise.</summary>
    public void Append(GnssFix position) => _positions.Append(position);

    /// <summary>Waits until everything that was appended before is on the disk.</summary>
    /// <exception cref="LedgerUnavailableException">The disk refuses; the samples go on waiting.</exception>
    public async Task FlushAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            Write();
        }
        catch (SqliteException e)
        {
            _writer?.Dispose();
            _writer = null;
            IOException failure = LedgerFailure.From(e, _folder);
            _trouble = failure.Message;
            throw failure;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Good samples of a probe from an instant on, in order.</summary>
    public async ValueTask<IReadOnlyList<ProbeSample>> GoodSinceAsync(string probe, DateTimeOffset since, CancellationToken ct) =>
        [.. (await ReadRawAsync(probe, since, DateTimeOffset.MaxValue, ct)).Where(static sample => sample.Quality == SampleQuality.Good)];

    /// <summary>Samples of a probe of [from, to), good or not, in order. Older ones than the retention are gone.</summary>
    public async ValueTask<IReadOnlyList<ProbeSample>> ReadRawAsync(
        string probe, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await TryFlushAsync(ct);
        return _readers.Use(reader => reader.Raw(probe, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()));
    }

    /// <summary>Positions of this vehicle of [from, to) in order, at most so many. Older ones than the retention are gone.</summary>
    public async ValueTask<IReadOnlyList<GnssFix>> ReadPositionsAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct)
    {
        await TryFlushAsync(ct);
        return _readers.Use(reader => reader.Positions(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), limit));
    }

    /// <summary>What a probe measured in each step of [from, to); steps begin at multiples of the step since 1970-01-01 UTC.</summary>
    /// <param name="step">Whole seconds. Quick for whole minutes and hours; where raw samples are gone, at least a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">No span, no step, or more than 20,000 steps.</exception>
    public async ValueTask<SampleSeries> QueryAsync(
        string probe, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        long stepMs = (long)step.TotalSeconds * 1000;
        if (stepMs % SampleWriter.MinuteMs != 0 && from < _time.GetUtcNow() - _keepRaw)
            stepMs = (stepMs / SampleWriter.MinuteMs * SampleWriter.MinuteMs) + SampleWriter.MinuteMs;
        long begin = from.ToUnixTimeMilliseconds() / stepMs * stepMs;
        long end = to.ToUnixTimeMilliseconds();
        long count = (end - begin + stepMs - 1) / stepMs;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPoints, nameof(step));
        await TryFlushAsync(ct);
        SamplePoint[] points = new SamplePoint[count];
        for (int i = 0; i < points.Length; i++)
            points[i] = new SamplePoint(DateTimeOffset.FromUnixTimeMilliseconds(begin + (i * stepMs)), null, null, null, 0, 0);
        _readers.Use(reader =>
        {
            reader.Roll(probe, begin, begin + (count * stepMs), stepMs, (i, point) => points[i] = point);
            return true;
        });
        return new SampleSeries(TimeSpan.FromMilliseconds(stepMs), points);
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _loop;
        await TryFlushAsync(CancellationToken.None);
        _timer.Dispose();
        _readers.Dispose();
        _writer?.Dispose();
        _turn.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token)) await TryFlushAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // closed
        }
    }

    /// <summary>The disk may refuse: reading goes on with what is on it, and the samples wait.</summary>
    private async Task TryFlushAsync(CancellationToken ct)
    {
        bool well = _trouble is null;
        try
        {
            await FlushAsync(ct);
        }
        catch (IOException e)
        {
            if (well) LogCannotRecord(e, e.Message);
        }
    }

    private void Write()
    {
        _writer ??= new SampleWriter(SampleTables.OpenForWriting(_file));
        (TemperatureSample[] batch, long lostBefore) = _waiting.Look();
        (GnssFix[] positions, long positionsLostBefore) = _positions.Look();
        if (batch.Length + positions.Length > 0)
        {
            _writer.Write(batch, positions);
            _waiting.Written(batch.Length, lostBefore);
            _positions.Written(positions.Length, positionsLostBefore);
        }
        DateTimeOffset now = _time.GetUtcNow();
        if (now - _forgotAt >= ForgetEvery)
        {
            _writer.Forget((now - _keepRaw).ToUnixTimeMilliseconds());
            _forgotAt = now;
        }
        if (batch.Length + positions.Length > 0) _trouble = null;
    }

    /// <summary>A damaged file is put aside, not deleted: a person may still read most of it.</summary>
    private SampleWriter OpenSound()
    {
        try
        {
            return new SampleWriter(SampleTables.OpenForWriting(_file));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            string aside = $"{_file}.damaged-{_time.GetUtcNow():yyyyMMdd-HHmmss}";
            File.Move(_file, aside, overwrite: true);
            foreach (string part in (string[])["-wal", "-shm"]) File.Delete(_file + part);
            LogPutAside(e, aside);
            return new SampleWriter(SampleTables.OpenForWriting(_file));
        }
    }

    [LoggerMessage(2030, LogLevel.Error, "Temperature samples wait in memory: {Sentence}")]
    private partial void LogCannotRecord(Exception e, string sentence);

    [LoggerMessage(2031, LogLevel.Error, "The file of temperature samples is damaged; it was put aside as {File} and a new one begun")]
    private partial void LogPutAside(Exception e, string file);
}
