using System.Threading.Channels;

namespace Readers.Writing;

/// <summary>Orders to write tags wait here until the reader's own loop comes by: it alone uses the line.</summary>
internal sealed class WriteDesk
{
    private const int Waiting = 4;
    private static readonly TagWriteReport s_closed = new(TagWriteOutcome.ReaderFailed, "The reader was closed before it wrote anything.");
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(Waiting);

    private sealed record Job(TagWriteOrder Order, TaskCompletionSource<TagWriteReport> Done, CancellationToken Cancelled);

    public bool HasWork => _jobs.Reader.TryPeek(out _);

    public async Task<TagWriteReport> AskAsync(TagWriteOrder order, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(order.NewEpc.LengthBytes);
        if (order.NewEpc.LengthBytes % 2 != 0) throw new ArgumentException("An EPC on a tag has whole words.", nameof(order));
        Job job = new(order, new TaskCompletionSource<TagWriteReport>(TaskCreationOptions.RunContinuationsAsynchronously), ct);
        try
        {
            await _jobs.Writer.WriteAsync(job, ct);
        }
        catch (ChannelClosedException)
        {
            return s_closed; // between the loss of the reader and its owner's hearing of it
        }
        return await job.Done.Task;
    }

    /// <summary>Does what waits, one after another. Called by the reader's loop between two turns.</summary>
    /// <param name="begin">Opens the way to the tags for one order.</param>
    public async ValueTask DoAllAsync(Func<TagWriteOrder, ITagAccess> begin, CancellationToken ct)
    {
        while (_jobs.Reader.TryRead(out Job? job))
        {
            if (job.Cancelled.IsCancellationRequested)
            {
                job.Done.SetCanceled(job.Cancelled);
                continue;
            }
            try
            {
                job.Done.SetResult(await TagWriting.RunAsync(begin(job.Order), job.Order, ct));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                string words = $"The reader was lost while it wrote: read the tag before it is used. {e.Message}";
                job.Done.SetResult(new(TagWriteOutcome.ReaderFailed, words, Code: (e as ReaderLostException)?.Code));
                throw;
            }
        }
    }

    /// <summary>The reader is gone: whoever waits is told.</summary>
    public void Close()
    {
        _jobs.Writer.TryComplete();
        while (_jobs.Reader.TryRead(out Job? job)) job.Done.SetResult(s_closed);
    }
}
