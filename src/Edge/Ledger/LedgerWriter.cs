using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>
/// The one writer: takes what waits, decides each command on the state that the ones before it left, commits them together, and
/// only then answers. Under load the next group is decided while the last one is on its way to the disk; when that fails, both are
/// refused. Whatever the disk does, the loop lives on.
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
    private readonly Action<LedgerTip> _publish;
    private readonly Channel<LedgerWork> _queue;
    private readonly LedgerHead _head;
    private readonly CommandGroup[] _groups;
    private readonly CommitLane _lane;
    private readonly ITimer _probe;
    private readonly Task _loop;

    private LedgerStore? _store;
    private LedgerTip _tip;
    private volatile LedgerHealth _health;

    /// <param name="start">The state of the ledger as it was opened.</param>
    /// <param name="publish">Called after each commit that recorded entries, before their commands are answered.</param>
    public LedgerWriter(
        LedgerOptions options, LedgerPaths paths, TimeProvider time, ILogger log, ReaderPool<EventReader> events, AnswerBook book,
        LedgerStart start, Action<LedgerTip> publish)
    {
        (_options, _paths, _time, _log, _events, _book, _publish) = (options, paths, time, log, events, book, publish);
        (_store, _tip) = (start.Store, start.Tip);
        _health = new LedgerHealth(true, null, time.GetUtcNow(), 0);
        _groups = [new CommandGroup(book), new CommandGroup(book)];
        _head = new LedgerHead(paths.Head);
        _queue = Channel.CreateBounded<LedgerWork>(new BoundedChannelOptions(options.QueueLength)
        {
            SingleReader = true, FullMode = BoundedChannelFullMode.Wait,
        });
        _lane = new CommitLane(TryCommit);
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
        await _lane.DisposeAsync();
    }

    /// <summary>After the readers are closed: the last connection to go folds SQLite's journal into the one file.</summary>
    public void Dispose()
    {
        _store?.Dispose();
        _head.Dispose();
        foreach (CommandGroup group in _groups) group.Dispose();
    }

    private async Task RunAsync()
    {
        CommandGroup? recording = null; // on its way to the disk
        for (int turn = 0; ; turn ^= 1)
        {
            if (recording is not null && (recording.Recorded.IsCompleted || _queue.Reader.Count == 0))
            {
                await SettleAsync(recording);
                recording = null;
            }
            if (!await _queue.Reader.WaitToReadAsync()) break;
            CommandGroup group = _groups[turn];
            Take(group);
            Exception? trouble = TryDecide(group, recording);
            if (trouble is null && recording is null && _queue.Reader.Count == 0)
            {
                Settle(group, TryCommit(group)); // nothing to decide meanwhile
                continue;
            }
            if (trouble is null) _lane.Post(group, behind: recording);
            Exception? failed = recording is null ? null : await SettleAsync(recording);
            if (trouble is null && failed is not null) await group.Recorded; // decided on a state that never came to be: void
            recording = null;
            if ((trouble ?? failed) is { } why)
            {
                Refuse(group, why);
                continue;
            }
            foreach (CommandWork late in group.Late)
                RecallOrFail(group, late, new LedgerDamagedException($"The answer to {late.Command.Key} is lost."));
            recording = group;
        }
    }

    private void Take(CommandGroup group)
    {
        group.Taken.Clear();
        while (group.Taken.Count < _options.MaxGroup && _queue.Reader.TryRead(out LedgerWork? work)) work.AddTo(group.Taken);
    }

    private Exception? TryDecide(CommandGroup group, CommandGroup? recording)
    {
        try
        {
            if (recording is null) _store ??= Reopen();
            LedgerTip onto = recording?.End ?? _tip;
            DateTimeOffset now = _time.GetUtcNow();
            group.Decide(onto, now, recording);
            if ((group.HasAnswersToRecord || !_health.CanRecord) && onto.Snapshot.CommittedAt - now > _options.ClockTolerance)
                return LedgerFailure.ClockBehind(now, onto.Snapshot.CommittedAt);
            return null;
        }
        catch (Exception e) // anything at all: an answer is owed, and the next group may fare better
        {
            return InWords(e);
        }
    }

    /// <summary>The only place that writes; on the loop's thread, or on the lane while the loop decides the next group.</summary>
    private Exception? TryCommit(CommandGroup group)
    {
        try
        {
            if (group.HasWrites)
            {
                _store!.Write(group.Stage, group.Refusals, group.Cursors);
                Recovered();
            }
            if (group.Stage.Entries.Count > 0) Publish(group.End);
            group.Answer();
            return null;
        }
        catch (Exception e) // as above
        {
            return InWords(e);
        }
    }

    /// <returns>Why the group was not recorded; null when it was.</returns>
    private async ValueTask<Exception?> SettleAsync(CommandGroup group)
    {
        await group.Recorded;
        Settle(group, group.Failure);
        return group.Failure;
    }

    private void Settle(CommandGroup group, Exception? failed)
    {
        if (failed is not null)
        {
            Refuse(group, failed);
            return;
        }
        _tip = group.End;
        group.Remember();
    }

    private void Publish(LedgerTip tip)
    {
        try
        {
            _head.Write(tip.Snapshot.Seq, tip.Hash);
        }
        catch (IOException e) // the entries are recorded; only the witness of the last one is late
        {
            LogHeadNotWritten(e);
        }
        _publish(tip);
    }

    /// <summary>Opens the file again after a failure. A transaction that was reported as failed may have reached the disk after all.</summary>
    private LedgerStore Reopen()
    {
        LedgerStore store = LedgerStore.Open(_paths.Database);
        try
        {
            LedgerTip before = _tip;
            byte[] hash = [.. before.Hash];
            LedgerSnapshot now = _events.Use(reader =>
            {
                LedgerWitnesses.CheckIsRecorded(reader, before.Snapshot.Seq, before.Hash);
                return LedgerStart.Fold(reader, before.Snapshot, hash, seen: _book.Add);
            });
            _tip = new LedgerTip(now, hash, store.LastRefusal);
            if (now.Seq > before.Snapshot.Seq) Publish(_tip);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void Refuse(CommandGroup group, Exception why)
    {
        _store?.Dispose();
        _store = null;
        if (_health.CanRecord)
        {
            LogCannotRecord(why, why.Message);
            _health = new LedgerHealth(false, why.Message, _time.GetUtcNow(), 0, FindingOf(why));
        }
        else
        {
            _health = _health with { Detail = why.Message, Finding = FindingOf(why) };
        }
        foreach (LedgerWork work in group.Taken) RecallOrFail(group, work, why);
    }

    private static string FindingOf(Exception why) => why switch
    {
        LedgerUnavailableException unavailable => unavailable.Finding,
        LedgerDamagedException => "damaged",
        _ => "other",
    };

    /// <summary>Who was answered before is answered again, whatever the disk does.</summary>
    private static void RecallOrFail(CommandGroup group, LedgerWork work, Exception why)
    {
        try
        {
            if (work is not CommandWork command || !group.TryRecall(command)) work.Fail(why);
        }
        catch (IOException) // the first answer cannot be read either
        {
            work.Fail(why);
        }
    }

    private void Recovered()
    {
        if (_health.CanRecord) return;
        DateTimeOffset now = _time.GetUtcNow();
        LogRecordsAgain((now - _health.Since).TotalSeconds);
        _health = new LedgerHealth(true, null, now, 0);
    }

    private void Probe()
    {
        if (!_health.CanRecord) _queue.Writer.TryWrite(new CursorWork(ProbeName, 0, CancellationToken.None));
    }

    private Exception InWords(Exception e) => e is SqliteException sqlite ? LedgerFailure.From(sqlite, _paths.Folder) : e;

    [LoggerMessage(2001, LogLevel.Error, "The ledger cannot record: {Sentence}")]
    private partial void LogCannotRecord(Exception e, string sentence);

    [LoggerMessage(2002, LogLevel.Information, "The ledger records again after {Seconds:0} s")]
    private partial void LogRecordsAgain(double seconds);

    [LoggerMessage(2003, LogLevel.Warning, "The ledger's head file could not be written")]
    private partial void LogHeadNotWritten(Exception e);
}
