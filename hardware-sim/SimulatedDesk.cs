using HardwareSim.Goods;
using Readers;

namespace HardwareSim;

/// <summary>A station's desk: a reader with one antenna under a plate, and what people lay on it.</summary>
/// <remarks>A room of its own, since nothing is heard from the fridges here. The reader speaks its real bytes on a real port.</remarks>
public sealed class SimulatedDesk : IAsyncDisposable
{
    private readonly SimulatedSite _room;

    private SimulatedDesk(SimulatedSite room) => _room = room;

    public ReaderPort Reader => _room.ReaderPorts[0];

    public static async Task<SimulatedDesk> StartAsync(ReaderKind kind, TimeProvider time, string folder, CancellationToken ct) =>
        new(await SimulatedSite.StartAsync(
            new SimulationOptions
            {
                Seed = new Seed(17), Cabinets = 1, ShelvesPerCabinet = 1, Bags = 0, StrayTags = 0, Activity = 0, ShyTags = 0, DeadTags = 0, Readers = [kind],
            }, time, folder, ct));

    /// <summary>Lays down a tag that was never here. Two with one number are two chips.</summary>
    public SimulatedTag Lay(Epc uii)
    {
        lock (_room.World.Gate)
        {
            SimulatedTag tag = _room.World.Add(uii, (ushort)(uii.LengthBytes / 2 << 11), null);
            _room.World.PutOnShelf(tag, 0, 0);
            return tag;
        }
    }

    public void LayAgain(SimulatedTag tag)
    {
        lock (_room.World.Gate) _room.World.PutOnShelf(tag, 0, 0);
    }

    public void Take(SimulatedTag tag)
    {
        lock (_room.World.Gate) _room.World.SetAway(tag);
    }

    /// <summary>Lets something go wrong with the reader, which is named <c>reader-1</c>.</summary>
    public void Apply(Faults.FaultPlan plan) => _room.Apply(plan);

    public ValueTask DisposeAsync() => _room.DisposeAsync();
}
