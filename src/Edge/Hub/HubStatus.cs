namespace Edge.Hub;

/// <summary>How it stands with the hub, for pages, API and metrics. Any thread.</summary>
public sealed class HubStatus
{
    private volatile HubState _current = new(false, false, 0, null, 0, null, null);

    public HubState Current => _current;

    internal void Set(HubState state) => _current = state;
}

/// <param name="Configured">False: this site has no hub.</param>
/// <param name="Connected">The broker has welcomed us and has our present state.</param>
/// <param name="Waiting">Ledger entries that the broker has not acknowledged.</param>
/// <param name="OldestWaitingAt">When the first of them was recorded.</param>
/// <param name="AckedSeq">Last ledger entry of which the broker has everything.</param>
/// <param name="LastError">One plain sentence; null while all is well.</param>
/// <param name="Since">When <paramref name="Connected"/> became what it is.</param>
public sealed record HubState(
    bool Configured, bool Connected, long Waiting, DateTimeOffset? OldestWaitingAt, long AckedSeq, string? LastError, DateTimeOffset? Since)
{
    /// <summary>Last ledger entry that the hub says it has stored; 0 when it has not said.</summary>
    public long AppliedSeq { get; init; }

    /// <summary>Messages that the broker would not take and that wait for a person.</summary>
    public int Parked { get; init; }

    /// <summary>Since when the broker takes our events but nobody is subscribed; null when somebody is.</summary>
    public DateTimeOffset? NobodyListensSince { get; init; }
}
