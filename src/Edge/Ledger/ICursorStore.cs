namespace Edge.Ledger;

/// <summary>Keeps how far somebody has followed the ledger.</summary>
public interface ICursorStore
{
    /// <summary>The position kept under a name.</summary>
    /// <returns>0 when none was kept.</returns>
    ValueTask<long> GetCursorAsync(string name, CancellationToken ct);

    /// <summary>Keeps a position durably.</summary>
    /// <exception cref="LedgerUnavailableException">The disk refuses; the old position stands.</exception>
    ValueTask SetCursorAsync(string name, long seq, CancellationToken ct);
}
