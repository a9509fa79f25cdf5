using System.Threading.Channels;
using Edge.Ledger;

namespace Edge.Hub;

/// <summary>Wakes one loop. Set twice before it looks, it wakes it once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct) => await _set.Reader.ReadAsync(ct);

    /// <summary>Sets itself whenever the ledger grows past what it was at the call, until <paramref name="ct"/> ends it.</summary>
    public async Task SetAtEachEntryAsync(ILedger ledger, CancellationToken ct)
    {
        long seen = ledger.Current.Seq;
        while (!ct.IsCancellationRequested)
        {
            await ledger.WaitPastAsync(seen, ct);
            seen = ledger.Current.Seq;
            Set();
        }
    }

    /// <summary>Waits at most until <paramref name="timeout"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        if (timeout <= TimeSpan.Zero) return;
        await using ITimer timer = time.CreateTimer(static signal => ((Signal)signal!).Set(), this, timeout, Timeout.InfiniteTimeSpan);
        await WaitAsync(ct);
    }
}
