using System.Collections.Immutable;

namespace Edge.Devices;

/// <summary>The counts whose rounds run now. <see cref="CountDesk"/> keeps the list, pages look at it.</summary>
internal sealed class RunningCounts
{
    private ImmutableArray<RunningCount> _all = [];

    /// <summary>Read without a lock by whoever hands on reads.</summary>
    public ImmutableArray<RunningCount> All => _all;

    public RunningCount? Find(int number) => _all.FirstOrDefault(running => running.Number == number);

    public void Add(RunningCount count) => _all = _all.Add(count);

    public void Remove(RunningCount count) => _all = _all.Remove(count);
}
