using HardwareSim.Goods;
using Readers;

namespace HardwareSim;

/// <summary>A reference tag on a dummy bag, which a technician holds at one shelf after the other.</summary>
/// <remarks>As wet as a usual bag and with a usual chip, so that what is heard of it is what is heard of bags.</remarks>
public sealed class CarriedTag
{
    private const double DummyBagDb = 14;
    private static readonly byte[] s_usual = [0x30, 0x74, 0x25, 0x7B, 0xF4, 0, 0, 0, 0, 0, 0, 0x07];

    private readonly SimulatedWorld _world;
    private readonly SimulatedTag _tag;

    public CarriedTag(SimulatedWorld world)
    {
        _world = world;
        if (!Epc.TryCreate(s_usual, out Epc uii)) throw new InvalidOperationException("The reference tag's number is not one.");
        lock (world.Gate) _tag = world.AddReference(uii, DummyBagDb);
    }

    public Epc Uii => _tag.Uii;

    /// <summary>Holds it at a shelf. Each time it lies a little differently, and the field at it is another.</summary>
    /// <param name="place"><c>fridge-1/shelf-2</c>.</param>
    /// <exception cref="FormatException">No such shelf.</exception>
    public void HoldAt(string place)
    {
        foreach (SimulatedCabinet cabinet in _world.Cabinets)
        {
            int shelf = cabinet.Shelves.ToList().IndexOf(place);
            if (shelf < 0) continue;
            lock (_world.Gate) _world.PutOnShelf(_tag, cabinet.Index, shelf);
            return;
        }
        throw new FormatException($"'{place}' is not here.");
    }

    /// <summary>Out of the reach of every antenna.</summary>
    public void TakeAway()
    {
        lock (_world.Gate) _world.SetAway(_tag);
    }
}
