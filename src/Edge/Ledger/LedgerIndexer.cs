using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Brings the index up to the ledger, once a second, away from the writer.</summary>
internal sealed partial class LedgerIndexer : IAsyncDisposable
{
    /// <summary>
    /// Entries in one transaction of the index at most. Keys and bags lie anywhere in it: whether five thousand or fifty are added, nearly
    /// every page is written once.
    /// </summary>
    private const int Stretch = 50_000;

    /// <summary>
    /// Entries in one reading of the ledger at most: while one goes on, SQLite cannot begin its journal anew, and a journal that grows makes every
    /// commit of the writer slower.
    /// </summary>
    private const int ReadAtOnce = 1_000;

    /// <summary>
    /// After a stretch that left more to do, somebody records in a burst, and the index rests so many times as long as it worked: on a machine of two
    /// cores and one disk it would otherwise take a third of the writer's pace.
    /// </summary>
    private const int RestsAsLong = 4;

    /// <summary>Entries. Further behind it rests no more: what it does not know yet is kept in memory, and a question about it reads all of it.</summary>
    private const long MostBehind = 300_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>The service must be at its end within five.</summary>
    private static readonly TimeSpan s_finishesWithin = TimeSpan.FromSeconds(2);

    private const long SmallestFilter = 1_000_000;

    /// <summary>Keys that are read within the start; more of them are read beside the work that has begun.</summary>
    private const long QuicklyRead = 50_000;

    private readonly LedgerPaths _paths;
    private readonly LedgerIndex _index;
    private readonly ReaderPool<EventReader> _events;
    private readonly ILogger _log;
    private readonly IndexStretch _stretch = new();
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;
    private IndexPosition _position = new(0, 0);
    private KeyFilter? _filter;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Opens the index and catches up. An index that is damaged, of another ledger or of another layout is made anew.</summary>
    public LedgerIndexer(LedgerPaths paths, ReaderPool<EventReader> events, TimeProvider time, ILogger log)
    {
        (_paths, _events, _log) = (paths, events, log);
        _index = OpenFitting(paths);
        try
        {
            while (TryAddStretch(CancellationToken.None)) continue;
            if (Position.Seq + Position.Refusal <= QuicklyRead) Filter = Fill();
        }
        catch
        {
            _index.Dispose();
            throw;
        }
        _time = time;
        _timer = new PeriodicTimer(Every, time);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Answers up to here are found in the index.</summary>
    public IndexPosition Position { get => Volatile.Read(ref _position); private set => Volatile.Write(ref _position, value); }

    /// <summary>Says of most new keys that they are new, without a look into the file; null until it has been filled.</summary>
    public KeyFilter? Filter { get => Volatile.Read(ref _filter); private set => Volatile.Write(ref _filter, value); }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Finish();
        _timer.Dispose();
        _stop.Dispose();
        _index.Dispose();
    }

    /// <summary>What a burst left is added now rather than at the next start.</summary>
    private void Finish()
    {
        using CancellationTokenSource end = new(s_finishesWithin, _time);
        try
        {
            while (TryAddStretch(end.Token)) continue;
        }
        catch (Exception e) when (e is IOException or SqliteException) // the next start tries again
        {
            LogBehind(e, Position.Seq);
        }
    }

    private LedgerIndex OpenFitting(LedgerPaths paths)
    {
        try
        {
            LedgerIndex index = LedgerIndex.Open(paths.Index);
            if (_events.Use(reader => Fits(index, reader))) return index;
            index.Dispose();
            LogMadeAnew("it belongs to another ledger or to a later state of this one");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            LogMadeAnew(e.Message);
        }
        LedgerIndex.Delete(paths.Index);
        return LedgerIndex.Open(paths.Index);
    }

    private static bool Fits(LedgerIndex index, EventReader reader)
    {
        Span<byte> hash = stackalloc byte[EntryLayout.HashBytes];
        return reader.TryHash(index.Position.Seq, hash) && hash.SequenceEqual(index.Hash)
            && index.Position.Refusal <= reader.LastRefusal();
    }

    private async Task RunAsync()
    {
        bool failing = false;
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await CatchUpAsync();
                    if (Filter is null || Filter.Count > Filter.Capacity) Filter = Fill();
                    failing = false;
                }
                catch (Exception e) when (e is IOException or SqliteException) // a full disk: the next tick tries again
                {
                    if (!failing) LogBehind(e, Position.Seq);
                    failing = true;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // closed
        }
    }

    private async Task CatchUpAsync()
    {
        while (true)
        {
            long began = _time.GetTimestamp();
            if (!TryAddStretch(_stop.Token)) return;
            TimeSpan worked = _time.GetElapsedTime(began);
            long behind = _events.Use(static reader => reader.LastSeq()) - Position.Seq;
            if (behind is > ReadAtOnce and < MostBehind) await Task.Delay(worked * RestsAsLong, _time, _stop.Token);
        }
    }

    /// <returns>False when there was nothing more to add, or it is to stop.</returns>
    private bool TryAddStretch(CancellationToken ct)
    {
        if (ct.IsCancellationRequested || !_events.Use(Collect))
        {
            Position = _index.Position; // also where nothing was added: it may have been opened with some
            return false;
        }
        _index.Add(_stretch);
        foreach ((long hash, long _) in _stretch.Keys) Filter?.Add(hash);
        Position = _index.Position; // last: whoever sees it finds its keys in the index and in the filter
        return true;
    }

    /// <summary>All keys of the index once more, with room for as many again.</summary>
    private KeyFilter Fill()
    {
        using IndexReader reader = IndexReader.Open(_paths.Index);
        KeyFilter filter = new(Math.Max(SmallestFilter, 2 * reader.CountKeys()));
        reader.WalkKeys(hash =>
        {
            filter.Add(hash);
            return !_stop.IsCancellationRequested;
        });
        return filter;
    }

    /// <returns>False when there is nothing new.</returns>
    private bool Collect(EventReader reader)
    {
        IndexPosition from = _index.Position;
        _stretch.Begin(_index);
        long key = 0;
        long seq = from.Seq;
        for (long before = -1; seq != before && seq - from.Seq < Stretch;)
        {
            before = seq;
            seq = reader.Walk(seq, ReadAtOnce, Take);
        }
        long refusal = reader.WalkRefusals(from.Refusal, Stretch, (id, refused) => _stretch.Keys.Add((KeyHash.Of(refused), -id)));
        _stretch.End = new IndexPosition(seq, refusal);
        return _stretch.End != from;

        bool Take(in EventRow row)
        {
            long at = row.Seq, before = key;
            key = KeyHash.Of(row.KeyUtf8);
            if (key != before) _stretch.Keys.Add((key, at)); // the events of one answer follow each other: the first stands for all
            _stretch.AddMoment(at, row.OccurredTicks);
            EventSubjects.Visit(row, (kind, name) => _stretch.Subjects.Add(EventSubjects.Place(kind, name, at)));
            row.Hash.CopyTo(_stretch.Hash);
            return true;
        }
    }

    [LoggerMessage(2010, LogLevel.Warning, "The ledger's index is made anew: {Why}")]
    private partial void LogMadeAnew(string why);

    [LoggerMessage(2011, LogLevel.Warning, "The ledger's index stays at entry {Seq}; it is tried again every second")]
    private partial void LogBehind(Exception e, long seq);
}
