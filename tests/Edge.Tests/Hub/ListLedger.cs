using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;

namespace Edge.Tests.Hub;

/// <summary>A ledger in memory, for tests that are not about the disk.</summary>
internal sealed class ListLedger(TimeProvider time) : ILedger, ICursorStore
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerSnapshot Current { get; private set; } = new(0, default, SiteState.Empty);

    /// <summary>Every position that was kept, in order.</summary>
    public List<long> Kept { get; } = [];

    public bool RefusesToKeep { get; set; }

    public void Record(params IEnumerable<DomainEvent> events)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            foreach (DomainEvent happened in events)
            {
                long seq = _entries.Count + 1;
                _entries.Add(new LedgerEntry(
                    seq, happened.GetType().Name, happened.OccurredAt, time.GetUtcNow(), Actor.Service, null, $"{seq}", default, default, happened));
                Current = new LedgerSnapshot(seq, time.GetUtcNow(), Current.State.Apply(happened, Actor.Service));
            }
            (moved, _moved) = (_moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        moved.SetResult();
    }

    /// <summary>Bags that were placed, each its own event.</summary>
    public void RecordBags(int count)
    {
        long from = Current.Seq;
        Record(Enumerable.Range(1, count).Select(i => Placed(from + i)));
    }

    public static TagPlaced Placed(long number) => new(
        TagUii.Parse("E200"), PresenceChange.Arrived, PlaceId.Parse("fridge-1/shelf-1"), null, 0.9, UnitKey.Parse($"A9999{number:D8}E0382V00"),
        new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddSeconds(number));

    /// <summary>Something that is no news to the hub.</summary>
    public static PersonSignedIn Quiet() => new("mei", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public ValueTask<CommandAnswer> ExecuteAsync(LedgerCommand command, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<CommandAnswer>> ExecuteTogetherAsync(IReadOnlyList<LedgerCommand> commands, CancellationToken ct) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(long afterSeq, int limit, CancellationToken ct)
    {
        lock (_gate) return ValueTask.FromResult<IReadOnlyList<LedgerEntry>>([.. _entries.Skip((int)afterSeq).Take(limit)]);
    }

    public async ValueTask WaitPastAsync(long seq, CancellationToken ct)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (Current.Seq > seq) return;
                moved = _moved.Task;
            }
            await moved.WaitAsync(ct);
        }
    }

    public ValueTask<long> GetCursorAsync(string name, CancellationToken ct) =>
        ValueTask.FromResult(name == Edge.Hub.SavedCursor.Name ? Kept.LastOrDefault() : 0);

    public ValueTask SetCursorAsync(string name, long seq, CancellationToken ct)
    {
        if (RefusesToKeep) throw new LedgerUnavailableException("disk full");
        lock (_gate) Kept.Add(seq);
        return ValueTask.CompletedTask;
    }
}
