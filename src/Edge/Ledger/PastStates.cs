using Inventory;

namespace Edge.Ledger;

/// <summary>The state as it was known at an instant: the fold of all that was recorded by then, and of nothing else.</summary>
/// <remarks>
/// From the last one that was asked for when it is older, else from the first entry: a million entries take a second or two. One at a time, so that
/// looking back never takes more than one core from the present.
/// </remarks>
internal sealed class PastStates(ReaderPool<EventReader> events) : IDisposable
{
    private readonly SemaphoreSlim _oneAtOnce = new(1);
    private LedgerSnapshot _last = LedgerStart.Nothing;

    /// <exception cref="LedgerDamagedException">An entry is not what was recorded.</exception>
    public async Task<SiteState> AtAsync(DateTimeOffset knownAt, CancellationToken ct)
    {
        await _oneAtOnce.WaitAsync(ct);
        try
        {
            return await Task.Run(() => events.Use(reader => At(reader, knownAt, ct)), ct);
        }
        finally
        {
            _oneAtOnce.Release();
        }
    }

    public void Dispose() => _oneAtOnce.Dispose();

    private SiteState At(EventReader reader, DateTimeOffset knownAt, CancellationToken ct)
    {
        long upTo = LedgerSearch.LastKnown(reader, knownAt);
        LedgerSnapshot from = _last.Seq <= upTo ? _last : LedgerStart.Nothing;
        _last = LedgerStart.Fold(reader, from, new byte[EntryLayout.HashBytes], upTo, ct: ct);
        return _last.State;
    }
}
