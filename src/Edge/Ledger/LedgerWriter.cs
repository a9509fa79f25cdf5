using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>
/// The one writer: takes what waits, decides each command on the state that the ones before it left, commits them together, and
/// only then answers. Whatever the disk does, the loop lives on.
/// </summary>
internal sealed partial class LedgerWriter : IDisposable
{
    /// <summary>While the disk refuses, it is asked this often whether it takes writes again, also when no command comes.</summary>
    internal static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(5);

    private const string ProbeName = "ledger-probe";

    private readonly LedgerOptions _options;
    private readonly LedgerPaths _paths;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ReaderPool<EventReader> _events;
    private readonly AnswerBook _book;
    private readonly Action<LedgerSnapshot, byte[]> _publish;
    private readonly Channel<LedgerWork> _queue;
    private readonly LedgerHead _head;
    private readonly CommandGroup _group;
    private readonly ITimer _probe;
    private readonly Task _loop;

    private LedgerStore? _store;
    private LedgerSnapshot _current;
    private readonly byte[] _lastHash;
    private long _lastRefusal;
    private volatile LedgerHealth _health;

    /// <param name="start">The state of the ledger as it was opened.</param>
    /// <param name="publish">
    /// Called after each commit that recorded entries, before their commands are answered, with the last entry's hash; the array is
    /// the writer's and changes with the next commit.
    /// </param>
    public LedgerWriter(
        LedgerOptions options, LedgerPaths paths, TimeProvider time, ILogger log, ReaderPool<EventReader> events, AnswerBook book,
        LedgerStart start, Action<LedgerSnapshot, byte[]> publish)
    {
        (_options, _paths, _time, _log, _events, _book, _publish) = (options, paths, time, log, events, book, publish);
        (_store, _current, _lastHash, _lastRefusal) = (start.Store, start.Snapshot, start.LastHash, start.Store.LastRefusal);
        _health = new LedgerHealth(true, null, time.GetUtcNow(), 0);
        _group = new CommandGroup(book);
        _head = new LedgerHead(paths.Head);
        _queue = Channel.CreateBounded<LedgerWork>(new BoundedChannelOptions(options.QueueLength)
        {
            SingleReader = true, FullMode = BoundedChannelFullMode.Wait,
        });
        _loop = Task.Run(RunAsync);
        _probe = time.CreateTimer(_ => Probe(), null, ProbeEvery, ProbeEvery);
    }

    public LedgerHealth Health => _health with { Waiting = _queue.Reader.Count };

    /// <summary>Waits while the queue is full.</summary>
    /// <exception cref="ObjectDisposedException">The ledger is closed.</exception>
    public async ValueTask EnqueueAsync(LedgerWork work)
    {
        try
        {
            if (!_queue.Writer.TryWrite(work)) await _queue.Writer.WriteAsync(work, work.Ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteLedger), "The ledger is closed.");
        }
    }

    /// <summary>Takes nothing more; what is queued is still recorded.</summary>
    public async Task StopAsync()
    {
        await _probe.DisposeAsync();
        _queue.Writer.TryComplete();
        await _loop;
    }

    /// <summary>After the readers are closed: the last connection to go folds SQLite's journal into the one file.</summary>
    public void Dispose()
    {
        _store?.Dispose();
        _head.Dispose();
        _group.Dispose();
    }

    private async Task RunAsync()
    {
        List<LedgerWork> taken = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            taken.Clear();
            while (taken.Count < _options.MaxGroup && _queue.Reader.TryRead(out LedgerWork? work)) taken.Add(work);
            try
            {
                Process(taken);
            }
            catch (Exception e) // anything at all: an answer is owed, and the next group may fare better
            {
                Refuse(taken, e is SqliteException sqlite ? LedgerFailure.From(sqlite, _paths.Folder) : e);
            }
        }
    }

    private void Process(List<LedgerWork> taken)
    {
        LedgerStore store = _store ??= Reopen();
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset recordedAt = now > _current.CommittedAt ? now : _current.CommittedAt;
        _group.Decide(taken, _current, _lastHash, recordedAt.UtcTicks, _lastRefusal);
        if (_group.HasAnswersToRecord || !_health.CanRecord) CheckClock(now);
        if (_group.HasWrites)
        {
            store.Write(_group.Stage, _group.Refusals, _group.Cursors);
            _lastRefusal += _group.Refusals.Count;
            Recovered(now);
        }
        if (_group.Stage.Entries.Count > 0)
        {
            _group.Stage.LastHash.CopyTo(_lastHash);
            Publish(new LedgerSnapshot(_group.Stage.LastSeq, recordedAt, _group.State));
        }
        _group.Answer();
    }

    private void Publish(LedgerSnapshot next)
    {
        _current = next;
        try
        {
            _head.Write(next.Seq, _lastHash);
        }
        catch (IOException e) // the entries are recorded; only the witness of the last one is late
        {
            LogHeadNotWritten(e);
        }
        _publish(next, _lastHash);
    }

    /// <summary>Opens the file again after a failure. A transaction that was reported as failed may have reached the disk after all.</summary>
    private LedgerStore Reopen()
    {
        LedgerStore store = LedgerStore.Open(_paths.Database);
        try
        {
            LedgerSnapshot before = _current;
            LedgerSnapshot now = _events.Use(reader =>
            {
                LedgerWitnesses.CheckIsRecorded(reader, before.Seq, _lastHash);
                return LedgerStart.Fold(reader, before, _lastHash, seen: _book.Add);
            });
            _lastRefusal = store.LastRefusal;
            if (now.Seq > before.Seq) Publish(now);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void CheckClock(DateTimeOffset now)
    {
        if (_current.CommittedAt - now > _options.ClockTolerance) throw LedgerFailure.ClockBehind(now, _current.CommittedAt);
    }

    private void Refuse(List<LedgerWork> taken, Exception why)
    {
        _store?.Dispose();
        _store = null;
        if (_health.CanRecord)
        {
            LogCannotRecord(why, why.Message);
        }
        _health = new LedgerHealth(false, why.Message, _health.CanRecord ? _time.GetUtcNow() : _health.Since, 0);
        foreach (LedgerWork work in taken)
        {
            try
            {
                if (work is not CommandWork command || !_group.TryRecall(command)) work.Fail(why);
            }
            catch (IOException) // the first answer cannot be read either
            {
                work.Fail(why);
            }
        }
    }

    private void Recovered(DateTimeOffset now)
    {
        if (_health.CanRecord) return;
        LogRecordsAgain((now - _health.Since).TotalSeconds);
        _health = new LedgerHealth(true, null, now, 0);
    }

    private void Probe()
    {
        if (!_health.CanRecord) _queue.Writer.TryWrite(new CursorWork(ProbeName, _current.Seq, CancellationToken.None));
    }

    [LoggerMessage(2001, LogLevel.Error, "The ledger cannot record: {Sentence}")]
    private partial void LogCannotRecord(Exception e, string sentence);

    [LoggerMessage(2002, LogLevel.Information, "The ledger records again after {Seconds:0} s")]
    private partial void LogRecordsAgain(double seconds);

    [LoggerMessage(2003, LogLevel.Warning, "The ledger's head file could not be written")]
    private partial void LogHeadNotWritten(Exception e);
}
