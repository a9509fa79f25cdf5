using Inventory;

namespace Edge.Ledger;

/// <summary>Commands that are decided one after the other and recorded together. Reused; the writer has two and takes them in turn.</summary>
internal sealed class CommandGroup(AnswerBook book) : IDisposable
{
    private readonly List<(CommandWork Work, CommandAnswer Answer)> _answers = [];
    private readonly Dictionary<string, CommandAnswer> _new = new(StringComparer.Ordinal);
    private SiteState _state = SiteState.Empty;
    private LedgerTip _base = null!;
    private long _recordedTicks;
    private TaskCompletionSource _recorded = new();

    /// <summary>What was taken from the queue, in order. Filled by the writer.</summary>
    public List<LedgerWork> Taken { get; } = [];

    /// <summary>Commands whose key the group before is recording just now: they wait for its answer.</summary>
    public List<CommandWork> Late { get; } = [];

    public EntryStage Stage { get; } = new();

    public List<StagedRefusal> Refusals { get; } = [];

    public List<CursorWork> Cursors { get; } = [];

    public bool HasAnswersToRecord => Stage.Entries.Count > 0 || Refusals.Count > 0;

    public bool HasWrites => HasAnswersToRecord || Cursors.Count > 0;

    /// <summary>The end of the ledger once this group is recorded.</summary>
    public LedgerTip End { get; private set; } = null!;

    /// <summary>Completes when the group is on the disk or has failed; <see cref="Failure"/> tells which.</summary>
    public Task Recorded => _recorded.Task;

    /// <summary>The group that must be on the disk before this one; null when it is already.</summary>
    public CommandGroup? Behind { get; private set; }

    /// <summary>Why nothing of the group was recorded.</summary>
    public Exception? Failure { get; private set; }

    public void BeginRecording(CommandGroup? behind)
    {
        (Behind, Failure) = (behind, null);
        _recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void EndRecording(Exception? failure)
    {
        Failure = failure;
        _recorded.SetResult();
    }

    /// <summary>Decides what was taken.</summary>
    /// <param name="onto">The end on which the group builds; it need not be on the disk yet.</param>
    /// <param name="before">The group that is being recorded just now; null when there is none.</param>
    public void Decide(LedgerTip onto, DateTimeOffset now, CommandGroup? before)
    {
        Clear();
        book.Prune();
        _base = onto;
        _state = onto.Snapshot.State;
        _recordedTicks = Math.Max(now.UtcTicks, onto.Snapshot.CommittedAt.UtcTicks);
        Stage.Begin(onto.Snapshot.Seq, onto.Hash);
        foreach (LedgerWork work in Taken)
        {
            if (work.Ct.IsCancellationRequested) work.Fail(new OperationCanceledException(work.Ct));
            else if (work is CursorWork cursor) Cursors.Add(cursor);
            else if (work is CommandWork command && before?._new.ContainsKey(command.Command.Key) == true) Late.Add(command);
            else if (work is CommandWork other) Decide(other);
        }
        End = Stage.Entries.Count == 0
            ? onto with { LastRefusal = onto.LastRefusal + Refusals.Count }
            : new LedgerTip(
                new LedgerSnapshot(Stage.LastSeq, EventRow.Instant(_recordedTicks), _state), Stage.LastHash.ToArray(),
                onto.LastRefusal + Refusals.Count);
    }

    /// <summary>Gives the answers; only after the commit.</summary>
    public void Answer()
    {
        foreach ((CommandWork work, CommandAnswer answer) in _answers) work.Succeed(answer);
        foreach (CursorWork cursor in Cursors) cursor.Succeed();
    }

    /// <summary>Remembers the answers for keys that come again; only after the commit.</summary>
    public void Remember()
    {
        foreach ((string key, CommandAnswer answer) in _new)
            if (answer.FirstSeq > 0) book.Add(key, answer.FirstSeq);
        foreach (StagedRefusal refusal in Refusals) book.Add(refusal.Key, -refusal.Id);
    }

    /// <summary>Answers a command that was answered before; that needs no disk that takes writes.</summary>
    public bool TryRecall(CommandWork work)
    {
        string key = work.Command.Key;
        if (!book.TryFind(key, out long place)) return false;
        work.Succeed(book.Recall(key, place));
        return true;
    }

    public void Dispose() => Stage.Dispose();

    private void Decide(CommandWork work)
    {
        LedgerCommand command = work.Command;
        if (_new.TryGetValue(command.Key, out CommandAnswer? first))
        {
            _answers.Add((work, first with { Repeated = true }));
            return;
        }
        try
        {
            if (TryRecall(work)) return;
            CommandAnswer answer = command.Decide(_state) switch
            {
                Decision.Accepted accepted => Accept(command, accepted),
                Decision.Refused refused => Refuse(command, refused),
                _ => throw new InvalidOperationException("A decision is accepted or refused."),
            };
            _new.Add(command.Key, answer);
            _answers.Add((work, answer));
        }
        catch (Exception e) // a fault of one command, in its decision or its events: its caller hears of it, the others go on
        {
            work.Fail(e);
        }
    }

    private CommandAnswer Accept(LedgerCommand command, Decision.Accepted accepted)
    {
        if (accepted.Events.Count == 0) throw new ArgumentException("An accepted decision has at least one event.");
        SiteState state = _state;
        foreach (DomainEvent happened in accepted.Events) state = state.Apply(happened, command.By);
        long first = Stage.LastSeq + 1;
        Stage.Add(command, accepted.Events, _recordedTicks);
        _state = state;
        return new CommandAnswer(accepted, first, Stage.LastSeq, Repeated: false);
    }

    private CommandAnswer Refuse(LedgerCommand command, Decision.Refused refused)
    {
        long id = _base.LastRefusal + Refusals.Count + 1;
        Refusals.Add(new StagedRefusal(id, command.Key, refused.Why.ToString(), refused.Detail, _recordedTicks));
        return new CommandAnswer(refused, 0, 0, Repeated: false);
    }

    private void Clear()
    {
        _answers.Clear();
        _new.Clear();
        Late.Clear();
        Refusals.Clear();
        Cursors.Clear();
    }
}
