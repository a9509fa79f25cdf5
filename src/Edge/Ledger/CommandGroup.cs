using Inventory;

namespace Edge.Ledger;

/// <summary>Commands that are decided one after the other and recorded together. Reused; belongs to the writer.</summary>
internal sealed class CommandGroup(AnswerBook book) : IDisposable
{
    private readonly List<(CommandWork Work, CommandAnswer Answer)> _answers = [];
    private readonly Dictionary<string, CommandAnswer> _new = new(StringComparer.Ordinal);

    public EntryStage Stage { get; } = new();

    public List<StagedRefusal> Refusals { get; } = [];

    public List<CursorWork> Cursors { get; } = [];

    /// <summary>After the staged entries.</summary>
    public SiteState State { get; private set; } = SiteState.Empty;

    public bool HasAnswersToRecord => Stage.Entries.Count > 0 || Refusals.Count > 0;

    public bool HasWrites => HasAnswersToRecord || Cursors.Count > 0;

    /// <param name="lastRefusal">Number of the last refusal on the disk.</param>
    public void Decide(
        List<LedgerWork> taken, LedgerSnapshot current, ReadOnlySpan<byte> lastHash, long recordedTicks, long lastRefusal)
    {
        Clear();
        book.Prune();
        Stage.Begin(current.Seq, lastHash);
        State = current.State;
        foreach (LedgerWork work in taken)
        {
            if (work.Ct.IsCancellationRequested) work.Fail(new OperationCanceledException(work.Ct));
            else if (work is CursorWork cursor) Cursors.Add(cursor);
            else if (work is CommandWork command) Decide(command, recordedTicks, lastRefusal);
        }
    }

    /// <summary>Remembers the answers and gives them; only after the commit.</summary>
    public void Answer()
    {
        foreach ((string key, CommandAnswer answer) in _new)
            if (answer.FirstSeq > 0) book.Add(key, answer.FirstSeq);
        foreach (StagedRefusal refusal in Refusals) book.Add(refusal.Key, -refusal.Id);
        foreach ((CommandWork work, CommandAnswer answer) in _answers) work.Succeed(answer);
        foreach (CursorWork cursor in Cursors) cursor.Succeed();
        Clear();
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

    private void Decide(CommandWork work, long recordedTicks, long lastRefusal)
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
            CommandAnswer answer = command.Decide(State) switch
            {
                Decision.Accepted accepted => Accept(command, accepted, recordedTicks),
                Decision.Refused refused => Refuse(command, refused, recordedTicks, lastRefusal),
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

    private CommandAnswer Accept(LedgerCommand command, Decision.Accepted accepted, long recordedTicks)
    {
        if (accepted.Events.Count == 0) throw new ArgumentException("An accepted decision has at least one event.");
        SiteState state = State;
        foreach (DomainEvent happened in accepted.Events) state = state.Apply(happened, command.By);
        long first = Stage.LastSeq + 1;
        Stage.Add(command, accepted.Events, recordedTicks);
        State = state;
        return new CommandAnswer(accepted, first, Stage.LastSeq, Repeated: false);
    }

    private CommandAnswer Refuse(LedgerCommand command, Decision.Refused refused, long recordedTicks, long lastRefusal)
    {
        long id = lastRefusal + Refusals.Count + 1;
        Refusals.Add(new StagedRefusal(id, command.Key, refused.Why.ToString(), refused.Detail, recordedTicks));
        return new CommandAnswer(refused, 0, 0, Repeated: false);
    }

    private void Clear()
    {
        _answers.Clear();
        _new.Clear();
        Refusals.Clear();
        Cursors.Clear();
    }
}
