using System.Collections.Concurrent;
using Edge.Operations.Demo;
using HardwareSim.Goods;
using HardwareSim.People;

namespace SystemTests.Windows;

/// <summary>People at the service's own API; remembers which bags it said it had received.</summary>
internal sealed class AnsweredDesk(Uri service, string key) : IStaffDesk, IDisposable
{
    private readonly ApiStaffDesk _desk = new(service, key);
    private readonly ConcurrentQueue<string> _received = new();

    public IReadOnlyCollection<string> Received => _received;

    public async Task ReceiveAsync(SimulatedBag bag, CancellationToken ct)
    {
        await _desk.ReceiveAsync(bag, ct);
        _received.Enqueue(bag.UnitKey);
    }

    public Task IssueAsync(SimulatedBag bag, CancellationToken ct) => _desk.IssueAsync(bag, ct);

    public Task ReturnAsync(SimulatedBag bag, CancellationToken ct) => _desk.ReturnAsync(bag, ct);

    public void Dispose() => _desk.Dispose();
}
