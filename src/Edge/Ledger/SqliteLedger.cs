
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>The ledger on SQLite (docs/adr/0002): one writer, group commit, a hash chain; readers never wait for the writer's disk.</summary>
public sealed class SqliteLedger : ILedger, ICursorStore, IAsyncDisposable
{
    private const int MaxKeyLength = 128;

    /// <summary>
    /// Entries from which a start leaves enough behind to be given back to the system at once: a tenth of a second, before anybody waits.
    /// </summary>
    private const long GreatLedger = 100_000;

    private readonly FolderLock _lock;
    private readonly ReaderPool<EventReader> _events;
    private readonly ReaderPool<IndexReader> _index;
    private readonly LedgerIndexer _indexer;
    private readonly LedgerSearch _search;
    private readonly PastStates _past;
    private readonly SnapshotKeeper _snapshots;
    private readonly LedgerWriter _writer;
    private volatile LedgerSnapshot _current;
    private volatile TaskCompletionSource _moved = NewSignal();
    private int _disposed;

    private SqliteLedger(LedgerOptions options, TimeProvider time, ILogger log, FolderLock folderLock)
    {
        LedgerPaths paths = new(options.Folder);
        _lock = folderLock;
        _events = new ReaderPool<EventReader>(() => new EventReader(LedgerDatabase.OpenForReading(paths.Database)), paths.Folder);
        _index = new ReaderPool<IndexReader>(() => IndexReader.Open(paths.Index), paths.Folder);
        _search = new LedgerSearch(_events, _index);
        _past = new PastStates(_events);
        LedgerStart? start = null;
        try
        {
            start = LedgerStart.Load(paths, _events);
            _indexer = new LedgerIndexer(paths, _events, time, log);
        }
        catch
        {
            start?.Store.Dispose();
            _events.Dispose();
            throw;
        }
        _current = start.Tip.Snapshot;
        _snapshots = new SnapshotKeeper(paths, options.SnapshotEvery, start.StoredSeq, time, log);
        AnswerBook book = new(_events, _index, _indexer);
        _writer = new LedgerWriter(options, paths, time, log, _events, book, start, Publish);
        _snapshots.Offer(start.Tip);
        if (_current.Seq >= GreatLedger) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Opens the ledger in the folder, or begins one.</summary>
    /// <exception cref="LedgerUnavailableException">The folder belongs to another process or cannot be written.</exception>
    /// <exception cref="LedgerDamagedException">What is stored is not what was recorded.</exception>
    public static Task<SqliteLedger> OpenAsync(
        LedgerOptions options, TimeProvider time, ILogger<SqliteLedger> log, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(log);
        return Task.Run(() =>
        {
            FolderLock folderLock = FolderLock.Take(new LedgerPaths(options.Folder));
            try
            {
                return new SqliteLedger(options, time, log, folderLock);
            }
            catch
            {
                folderLock.Dispose();
                throw;
            }
        }, ct);
    }

    /// <inheritdoc/>
    public LedgerSnapshot Current => _current;

    /// <summary>Whether the ledger can record, and if not, what to do.</summary>
    public LedgerHealth Health => _writer.Health;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is empty or longer than 128 characters, or an event cannot be recorded.</exception>
    /// <exception cref="OperationCanceledException">Whether it was recorded is not known: the same key again tells.</exception>
    public async ValueTask<CommandAnswer> ExecuteAsync(LedgerCommand command, CancellationToken ct)
    {
        CommandWork work = Work(command, ct);
        await _writer.EnqueueAsync(work);
        return await work.Answer.WaitAsync(ct);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As for a single command.</exception>
    /// <exception cref="OperationCanceledException">As for a single command.</exception>
    public async ValueTask<IReadOnlyList<CommandAnswer>> ExecuteTogetherAsync(IReadOnlyList<LedgerCommand> commands, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(commands);
        CommandWork[] parts = [.. commands.Select(command => Work(command, ct))];
        await _writer.EnqueueAsync(new TogetherWork(parts, ct));
        return await Task.WhenAll(parts.Select(static part => part.Answer)).WaitAsync(ct);
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerDamagedException">An entry is not what was recorded; it is not given out.</exception>
    public ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(long afterSeq, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSeq);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return afterSeq >= _current.Seq
            ? ValueTask.FromResult<IReadOnlyList<LedgerEntry>>([])
            : ValueTask.FromResult<IReadOnlyList<LedgerEntry>>(_events.Use(reader => reader.Read(afterSeq, limit, ct)));
    }

    /// <inheritdoc/>
    public async ValueTask WaitPastAsync(long seq, CancellationToken ct)
    {
        while (true)
        {
            Task moved = _moved.Task; // before the look: a commit between the two completes it
            if (_current.Seq > seq) return;
            await moved.WaitAsync(ct);
        }
    }

    /// <summary>Entries for the audit, newest first.</summary>
    /// <exception cref="LedgerDamagedException">An entry is not what was recorded; it is not given out.</exception>
    public ValueTask<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Limit);
        return ValueTask.FromResult<IReadOnlyList<LedgerEntry>>(_search.Find(query, ct));
    }

    /// <summary>The state as it was known at an instant, without what was entered or corrected later.</summary>
    /// <exception cref="LedgerDamagedException">An entry is not what was recorded.</exception>
    public Task<SiteState> StateAtAsync(DateTimeOffset knownAt, CancellationToken ct) => _past.AtAsync(knownAt, ct);

    /// <summary>Everything that was recorded of a unit, newest first.</summary>
    /// <param name="beforeSeq">For the next page: the last entry's number of this one.</param>
    public ValueTask<IReadOnlyList<LedgerEntry>> ReadUnitAsync(UnitKey unit, long beforeSeq, int limit, CancellationToken ct) =>
        QueryAsync(new LedgerQuery { Unit = unit, BeforeSeq = beforeSeq, Limit = limit }, ct);

    /// <summary>The position kept under a name.</summary>
    /// <returns>0 when none was kept.</returns>
    public ValueTask<long> GetCursorAsync(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_events.Use(reader => reader.Cursor(name)) ?? 0);
    }

    /// <summary>Keeps a position durably; it shares the next commit.</summary>
    /// <exception cref="LedgerUnavailableException">The disk refuses; the old position stands.</exception>
    public async ValueTask SetCursorAsync(string name, long seq, CancellationToken ct)
    {
        CursorWork work = new(name, seq, ct);
        await _writer.EnqueueAsync(work);
        await work.Done.WaitAsync(ct);
    }

    /// <summary>Records what is queued, then closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _writer.StopAsync();
        await _snapshots.DisposeAsync();
        _past.Dispose();
        _index.Dispose();
        await _indexer.DisposeAsync();
        _events.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    private void Publish(LedgerTip tip)
    {
        _current = tip.Snapshot;
        _snapshots.Offer(tip);
        Interlocked.Exchange(ref _moved, NewSignal()).SetResult();
    }

    private static CommandWork Work(LedgerCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Key is { Length: > 0 and <= MaxKeyLength }
            ? new CommandWork(command, ct)
            : throw new ArgumentException($"An idempotency key has 1 to {MaxKeyLength} characters.", nameof(command));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
