using System.Numerics;
using HardwareSim.Goods;

namespace HardwareSim.Radio;

/// <summary>One antenna: where it hangs, and what it loses.</summary>
/// <param name="Index">Number of the antenna in the whole room.</param>
/// <param name="OffsetDb">Error of its RSSI.</param>
public sealed record SimulatedAntenna(int Index, string Reader, byte Port, int Cabinet, int Shelf, double OffsetDb)
{
    public double CableDb { get; init; } = 1;

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
    private const double MismatchDb = 0.5, TagGainDb = 2, FreeSpace1M = 31.7, BetweenBoxesDb = 10, LimiterAboveDb = 20, CarryHeightM = 1.1;
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
        if (tag.Where == Whereabouts.Shelf)
        {
            (forward, backward) = InBox(antenna, tag, link, budget, channel, now);
        }
        else
        {
            moving = tag.Walk.Moving(now);
            Spot at = tag.Walk.At(now);
            Spot front = cabinets[antenna.Cabinet].Front;
            Complex field = link.RoomAt(tag.Moves).At(at.X, at.Y, CarryHeightM, at.DistanceTo(front), Channels.Mhz(channel));
            forward = backward = budget + (20 * Math.Log10(field.Magnitude + 1e-6));
        }
        double atTag = txDbm + forward;
        if (atTag + _noise.Normal(0, 0.3) < threshold) return false;

        double modulation = tag.ModulationDb + Math.Max(0, atTag - tag.SensitivityDbm - LimiterAboveDb);
        rssiDbm = txDbm + forward + backward - modulation + _noise.Normal(0, moving ? 1.9 : 1.0);
        return true;
    }

    /// <summary>Gain from port to tag without fading, dB.</summary>
    internal double MeanGainDb(SimulatedAntenna antenna, SimulatedTag tag, long now)
    {
        CabinetRadio own = cabinets[antenna.Cabinet];
        Cavity cavity = own.At(antenna.Shelf);
        double fixedLoss = antenna.CableDb + antenna.FaultDb + tag.WetDb + tag.StackDb;
        if (tag.Where == Whereabouts.Hand)
        {
            double distance = Math.Max(0.15, tag.Walk.At(now).DistanceTo(own.Front));
            return cavity.LeakDb - FreeSpaceDb(distance) + TagGainDb - fixedLoss;
        }
        if (tag.Cabinet == antenna.Cabinet)
            return cavity.GainDb + own.Coupling(antenna.Shelf, tag.Shelf).MeanDb - MismatchDb - fixedLoss;
        CabinetRadio other = cabinets[tag.Cabinet];
        return cavity.LeakDb - FreeSpaceDb(own.Front.DistanceTo(other.Front)) - BetweenBoxesDb + other.At(tag.Shelf).LeakDb - fixedLoss;
    }

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
