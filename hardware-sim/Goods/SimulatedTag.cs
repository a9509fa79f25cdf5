using HardwareSim.Heat;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Goods;

/// <summary>A point of the room, metres.</summary>
public readonly record struct Spot(double X, double Y)
{
    public double DistanceTo(Spot other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}

/// <summary>A straight walk, or standing still where both ends are one point. Instants are ticks of the world.</summary>
public readonly record struct Walk(Spot From, Spot To, long StartTicks, long EndTicks)
{
    public static Walk Still(Spot at, long ticks) => new(at, at, ticks, ticks);

    public Spot At(long ticks)
    {
        if (ticks >= EndTicks) return To;
        double part = Part(ticks);
        return new Spot(From.X + (part * (To.X - From.X)), From.Y + (part * (To.Y - From.Y)));
    }

    /// <summary>Share of the way that is done, 0 to 1.</summary>
    public double Part(long ticks) => ticks >= EndTicks ? 1 : Math.Max(0, ticks - StartTicks) / (double)(EndTicks - StartTicks);

    public bool Moving(long ticks) => ticks >= StartTicks && ticks < EndTicks;
}

public enum Whereabouts : byte { Shelf, Hand, Away }

/// <summary>A tag with its body: what it is stuck to decides more than the chip.</summary>
public sealed class SimulatedTag
{
    private readonly ushort _protocolControl;
    private readonly Epc _uii;
    private TagMemory? _memory;

    internal SimulatedTag(int index, Epc uii, ushort protocolControl, SimulatedBag? bag) =>
        (Index, _uii, _protocolControl, Bag) = (index, uii, protocolControl, bag);

    public int Index { get; }

    /// <summary>What the tag tells of itself now; writing its memory changes it.</summary>
    public Epc Uii => _memory?.Uii ?? _uii;
    public ushort ProtocolControl => _memory?.ProtocolControl ?? _protocolControl;

    /// <summary>Made when somebody first looks into it.</summary>
    public TagMemory Memory => _memory ??= new TagMemory(Index, _uii, _protocolControl);

    /// <summary>Null for a tag that is no bag.</summary>
    public SimulatedBag? Bag { get; }

    public Whereabouts Where { get; internal set; } = Whereabouts.Away;

    /// <summary>Valid on a shelf.</summary>
    public int Cabinet { get; internal set; }
    public int Shelf { get; internal set; }

    /// <summary>Valid in a hand, on a bench or on a trolley.</summary>
    public Walk Walk { get; internal set; }

    /// <summary>Whether a reader that watches has ever told of it.</summary>
    public bool Heard { get; internal set; }

    /// <summary>Grows when the thing is put elsewhere: its radio paths are drawn anew.</summary>
    internal int Moves { get; set; }

    /// <summary>Power that wakes the chip, dBm.</summary>
    internal double SensitivityDbm { get; init; } = -20;

    /// <summary>Loss by the liquid behind the tag; by bags pressed against it, drawn again at each move.</summary>
    internal double WetDb { get; init; }
    internal double StackDb { get; set; }

    /// <summary>Loss of the backscatter against a perfect mirror.</summary>
    internal double ModulationDb { get; init; } = 6;
    public bool Dead { get; internal set; }

    internal TagFlags Flags { get; init; } = new();
    internal Link?[] Links { get; set; } = [];

    private BagWarming? _outside;
    private long _outsideSince;

    /// <summary>Core of the bag outside its cabinet, °C; <paramref name="atFirst"/> for a bag that just came cold from the centre.</summary>
    internal double CoreCelsius(long now, double roomCelsius, double atFirst)
    {
        if (_outside is not { } warming) return atFirst;
        warming.Advance(TimeSpan.FromTicks(now - _outsideSince), roomCelsius);
        return warming.CoreCelsius;
    }

    internal void TakenOut(long now, double coreCelsius, Dice dice) =>
        (_outside, _outsideSince) = (new BagWarming(coreCelsius, dice.LogNormal(1.6, 0.36)), now);
}
