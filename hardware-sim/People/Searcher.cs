using HardwareSim.Goods;
using HardwareSim.Radio;

namespace HardwareSim.People;

/// <summary>Somebody who walks about the room with a hand-held reader, at first at the desk. Under the world's gate.</summary>
/// <remarks>
/// Her draws come from a stream of their own, and the flags that her reader turns over are kept here: with her and without her the other
/// readers read the same, byte for byte. That two readers who ask one tag disturb each other is left out.
/// </remarks>
internal sealed class Searcher(Seed seed)
{
    /// <summary>Whoever searches moves the reader to and fro by a hand's breadth: where a bag falls silent at one point, it is heard at the next.</summary>
    private const double SwayM = 0.1, SwaySeconds = 1.3;
    private readonly List<TagFlags> _flags = [];
    private Walk _walk = Walk.Still(Staff.Desk, 0);
    private double _fromHeight = Staff.CarryHeightM, _toHeight = Staff.CarryHeightM;

    public Dice Dice { get; } = seed.Stream("handheld");

    /// <summary>Sets out for a place; she has it in her hand there at <paramref name="until"/>, and stays.</summary>
    public void WalkTo(Grasp goal, long now, long until)
    {
        Grasp here = Carried(now);
        (_walk, _fromHeight, _toHeight) = (new Walk(here.Spot, goal.Spot, now, until), here.HeightM, goal.HeightM);
    }

    public bool Moving(long now) => _walk.Moving(now);

    /// <summary>She has arrived there.</summary>
    public bool IsAt(Grasp goal, long now) => !Moving(now) && Carried(now).DistanceTo(goal) < SwayM;

    /// <summary>Where her reader's antenna is.</summary>
    public Grasp At(long now)
    {
        Grasp carried = Carried(now);
        double sway = SwayM * Math.Sin(2 * Math.PI * now / (SwaySeconds * TimeSpan.TicksPerSecond));
        return carried with { Spot = carried.Spot with { X = carried.Spot.X + sway } };
    }

    /// <summary>The flags of a tag as her reader has left them; it lasts as long in each as the tag's own.</summary>
    public TagFlags FlagsOf(SimulatedTag tag, IReadOnlyList<SimulatedTag> tags)
    {
        while (_flags.Count <= tag.Index) _flags.Add(tags[_flags.Count].Flags.Anew());
        return _flags[tag.Index];
    }

    private Grasp Carried(long now) => new(_walk.At(now), _fromHeight + (_walk.Part(now) * (_toHeight - _fromHeight)));
}

/// <summary>Where a hand holds something: a point of the room and its height above the floor, metres.</summary>
internal readonly record struct Grasp(Spot Spot, double HeightM)
{
    public double DistanceTo(Grasp other)
    {
        double flat = Spot.DistanceTo(other.Spot), height = HeightM - other.HeightM;
        return Math.Sqrt((flat * flat) + (height * height));
    }
}
