using System.Numerics;
using HardwareSim.Goods;
using HardwareSim.People;

namespace HardwareSim.Radio;

/// <summary>One antenna: where it hangs, and what it loses.</summary>
/// <param name="Index">Number of the antenna in the whole room.</param>
/// <param name="OffsetDb">Error of its RSSI.</param>
public sealed record SimulatedAntenna(int Index, string Reader, byte Port, int Cabinet, int Shelf, double OffsetDb)
{
    public double CableDb { get; init; } = 1;

    /// <summary>Who carries it about; null where it hangs in a cabinet, whose number and shelf are valid only then.</summary>
    internal Searcher? Searcher { get; init; }

    /// <summary>Extra loss by a fault (a cut cable), each way.</summary>
    public double FaultDb { get; internal set; }
}

/// <summary>Path gains between every antenna and every tag: the link budget.</summary>
/// <remarks>
/// Powers dBm, losses one-way. A tag is an ideal threshold; RSSI counts the path twice. Constants that no recording fixes are
/// assumptions, named in docs/adr/0005.
/// </remarks>
internal sealed class Ether(Seed seed, IReadOnlyList<CabinetRadio> cabinets, IReadOnlyList<SimulatedAntenna> antennas)
{
    private const double MismatchDb = 0.5, TagGainDb = 2, FreeSpace1M = 31.7, BetweenBoxesDb = 10, LimiterAboveDb = 20;
    private const double HandGainDb = 5 - 3, NearestM = 0.15; // a small circular patch, against a straight dipole
    private const double BestCaseDb = 9; // a fade upwards beyond this is rarer than one in two thousand

    private readonly Dice _noise = seed.Stream("radio/noise");

    /// <summary>Power at the tag and true strength of its answer at the reader.</summary>
    /// <param name="txDbm">Conducted power.</param>
    /// <returns>False when the tag stays dark.</returns>
    public bool TryPower(SimulatedAntenna antenna, SimulatedTag tag, double txDbm, int channel, long now, out double rssiDbm)
    {
        rssiDbm = double.NaN;
        if (tag.Dead || tag.Where == Whereabouts.Away) return false;
        double budget = MeanGainDb(antenna, tag, now);
        double threshold = tag.SensitivityDbm;
        if (txDbm + budget + BestCaseDb < threshold) return false;

        Link link = LinkOf(antenna, tag);
        bool moving = false;
        double forward, backward;
        if (antenna.Searcher is { } hand)
        {
            // Echoes as the antenna meets them on its way; what lies in a box is heard through its opening.
            moving = hand.Moving(now) || (tag.Where == Whereabouts.Hand && tag.Walk.Moving(now));
            (Grasp from, Grasp to) = (hand.At(now), Heard(tag, now));
            Complex field = link.RoomAt(tag.Moves).At(
                from.Spot.X - to.Spot.X, from.Spot.Y - to.Spot.Y, from.HeightM - to.HeightM, from.DistanceTo(to), Channels.Mhz(channel));
            forward = backward = budget + Level(field);
        }
        else if (tag.Where == Whereabouts.Shelf)
        {
            (forward, backward) = InBox(antenna, tag, link, budget, channel, now);
        }
        else
        {
            moving = tag.Walk.Moving(now);
            Spot at = tag.Walk.At(now);
            Spot front = cabinets[antenna.Cabinet].Front;
            Complex field = link.RoomAt(tag.Moves).At(at.X, at.Y, Staff.CarryHeightM, at.DistanceTo(front), Channels.Mhz(channel));
            forward = backward = budget + Level(field);
        }
        double atTag = txDbm + forward;
        Dice noise = antenna.Searcher?.Dice ?? _noise;
        if (atTag + noise.Normal(0, 0.3) < threshold) return false;

        double modulation = tag.ModulationDb + Math.Max(0, atTag - tag.SensitivityDbm - LimiterAboveDb);
        rssiDbm = txDbm + forward + backward - modulation + noise.Normal(0, moving ? 1.9 : 1.0);
        return true;
    }

    /// <summary>Gain from port to tag without fading, dB.</summary>
    internal double MeanGainDb(SimulatedAntenna antenna, SimulatedTag tag, long now)
    {
        double fixedLoss = antenna.CableDb + antenna.FaultDb + tag.WetDb + tag.StackDb;
        if (antenna.Searcher is { } hand)
        {
            double opening = tag.Where == Whereabouts.Shelf ? cabinets[tag.Cabinet].At(tag.Shelf).LeakDb : TagGainDb;
            return HandGainDb - FreeSpaceDb(Math.Max(NearestM, hand.At(now).DistanceTo(Heard(tag, now)))) + opening - fixedLoss;
        }
        CabinetRadio own = cabinets[antenna.Cabinet];
        Cavity cavity = own.At(antenna.Shelf);
        if (tag.Where == Whereabouts.Hand)
        {
            double distance = Math.Max(NearestM, tag.Walk.At(now).DistanceTo(own.Front));
            return cavity.LeakDb - FreeSpaceDb(distance) + TagGainDb - fixedLoss;
        }
        if (tag.Cabinet == antenna.Cabinet)
            return cavity.GainDb + own.Coupling(antenna.Shelf, tag.Shelf).MeanDb - MismatchDb - fixedLoss;
        CabinetRadio other = cabinets[tag.Cabinet];
        return cavity.LeakDb - FreeSpaceDb(own.Front.DistanceTo(other.Front)) - BetweenBoxesDb + other.At(tag.Shelf).LeakDb - fixedLoss;
    }

    /// <summary>Where a tag's waves come from in the room: its own place, or the front of its shelf.</summary>
    private Grasp Heard(SimulatedTag tag, long now) => tag.Where == Whereabouts.Shelf
        ? cabinets[tag.Cabinet].FrontOf(tag.Shelf)
        : new Grasp(tag.Walk.At(now), Staff.CarryHeightM);

    private (double Forward, double Backward) InBox(
        SimulatedAntenna antenna, SimulatedTag tag, Link link, double budget, int channel, long now)
    {
        CabinetRadio own = cabinets[antenna.Cabinet];
        Cavity where = cabinets[tag.Cabinet].At(tag.Shelf);
        double memory = tag.Cabinet == antenna.Cabinet
            ? own.MemoryLog(antenna.Shelf, tag.Shelf)
            : own.At(antenna.Shelf).MemoryLog + where.MemoryLog;
        link.Update(tag.Moves, memory, where.BandwidthMhz, now);
        double sigma = tag.Cabinet == antenna.Cabinet ? own.Coupling(antenna.Shelf, tag.Shelf).SigmaDb : 2;
        double mean = budget + (sigma * link.SpreadDb);
        Complex direct = Complex.Zero;
        if (own.Kind != CabinetKind.MetalDrawers && tag.Cabinet == antenna.Cabinet && tag.Shelf == antenna.Shelf)
        {
            // The shelf's own antenna is near: a direct ray of 0.2 to 0.5 m beside the echoes, dipole at a random angle.
            double distance = 0.2 + (0.3 * link.PlaceDraw);
            double ray = 5 - 3 - FreeSpaceDb(distance) + TagGainDb - (6 * Math.Abs(link.SpreadDb))
                - antenna.CableDb - antenna.FaultDb - tag.WetDb - tag.StackDb;
            double phase = 2 * Math.PI * distance * Channels.Mhz(channel) / 299.8;
            direct = Math.Pow(10, (ray - mean) / 20) * new Complex(Math.Cos(phase), -Math.Sin(phase));
        }
        return (mean + Level(direct + link.Forward(channel)), mean + Level(direct + link.Backward(channel)));
    }

    private Link LinkOf(SimulatedAntenna antenna, SimulatedTag tag)
    {
        if (tag.Links.Length == 0) tag.Links = new Link?[antennas.Count];
        return tag.Links[antenna.Index] ??= new Link(seed.Stream($"link/{tag.Index}/{antenna.Index}"));
    }

    private static double FreeSpaceDb(double distance) => FreeSpace1M + (20 * Math.Log10(distance));

    private static double Level(Complex field) => 20 * Math.Log10(field.Magnitude + 1e-6);
}
