using System.Threading.Channels;

namespace Edge.Ledger;

/// <summary>
/// Puts groups on the disk one after the other, beside the loop that decides them: a group that is decided already follows the one
/// before it without a pause. What was decided on a group that failed is not recorded.
/// </summary>
internal sealed class CommitLane : IAsyncDisposable
{
    private readonly Func<CommandGroup, Exception?> _commit;
    private readonly Channel<CommandGroup> _waiting = Channel.CreateUnbounded<CommandGroup>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }); // the writer has two groups in all

    private readonly Task _running;

    /// <param name="commit">Runs on the lane; gives what went wrong, or null. Never throws.</param>
    public CommitLane(Func<CommandGroup, Exception?> commit)
    {
        _commit = commit;
        _running = Task.Run(RunAsync);
    }

    /// <param name="behind">The group on which it was decided; null when that one is on the disk.</param>
    public void Post(CommandGroup group, CommandGroup? behind)
    {
        group.BeginRecording(behind);
        _waiting.Writer.TryWrite(group);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        await foreach (CommandGroup group in _waiting.Reader.ReadAllAsync())
            group.EndRecording(group.Behind?.Failure ?? _commit(group));
    }
}
