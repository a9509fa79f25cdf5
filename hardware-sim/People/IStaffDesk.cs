using HardwareSim.Goods;

namespace HardwareSim.People;

/// <summary>The desk where people tell the service what they do: scanned labels, as a person with a scanner and a page would.</summary>
/// <remarks>Calls come one after another, in the order of the acts. An exception is counted and the simulated people go on.</remarks>
public interface IStaffDesk
{
    /// <summary>The bag came with a delivery; its tag is associated here where it says nothing by itself.</summary>
    Task ReceiveAsync(SimulatedBag bag, CancellationToken ct);

    /// <summary>The bag leaves for a patient.</summary>
    Task IssueAsync(SimulatedBag bag, CancellationToken ct);

    /// <summary>The bag came back unused.</summary>
    Task ReturnAsync(SimulatedBag bag, CancellationToken ct);
}

public enum DeskAct : byte { Receive, Issue, Return }

/// <param name="AtTicks">When it was done, ticks of the world.</param>
public readonly record struct DeskOrder(DeskAct Act, SimulatedBag Bag, long AtTicks);
