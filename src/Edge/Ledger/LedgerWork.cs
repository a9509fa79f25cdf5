namespace Edge.Ledger;

/// <summary>Something that waits for the writer.</summary>
internal abstract class LedgerWork(CancellationToken ct)
{
    /// <summary>Cancelled before the writer came to it: nothing of it is done.</summary>
    public CancellationToken Ct => ct;

    public abstract void Fail(Exception why);

    /// <summary>Puts what is to be decided one by one at the end of the list.</summary>
    public virtual void AddTo(List<LedgerWork> taken) => taken.Add(this);
}

/// <summary>Commands of one intent: they are taken from the queue together, so they are recorded in one transaction or not at all.</summary>
internal sealed class TogetherWork(IReadOnlyList<CommandWork> parts, CancellationToken ct) : LedgerWork(ct)
{
    public override void Fail(Exception why)
    {
        foreach (CommandWork part in parts) part.Fail(why);
    }

    public override void AddTo(List<LedgerWork> taken) => taken.AddRange(parts);
}

/// <summary>A command and whoever waits for its answer.</summary>
internal sealed class CommandWork(LedgerCommand command, CancellationToken ct) : LedgerWork(ct)
{
    private readonly TaskCompletionSource<CommandAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerCommand Command => command;

    public Task<CommandAnswer> Answer => _answer.Task;

    public void Succeed(CommandAnswer answer) => _answer.TrySetResult(answer);

    public override void Fail(Exception why) => _answer.TrySetException(why);
}

/// <summary>A position to keep, or, without a name, only the question whether the disk takes writes again.</summary>
internal sealed class CursorWork(string name, long seq, CancellationToken ct) : LedgerWork(ct)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public long Seq => seq;

    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public override void Fail(Exception why) => _done.TrySetException(why);
}
