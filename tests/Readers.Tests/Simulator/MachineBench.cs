using HardwareSim;
using HardwareSim.Devices;
using HardwareSim.Faults;
using HardwareSim.Goods;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

/// <summary>A reader's firmware on a bench: an empty room, bytes in, frames out, time by hand.</summary>
internal sealed class MachineBench
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    public MachineBench(Func<SimulatedWorld, ReaderRadio, LineFaults, ReaderMachine> machine)
    {
        World = new SimulatedWorld(new SimulationOptions { Bags = 0, StrayTags = 0 }, s_start);
        Machine = machine(World, World.Radios[0], Faults);
        Machine.PlugIn(0);
    }

    public SimulatedWorld World { get; }
    public LineFaults Faults { get; } = new();
    public ReaderMachine Machine { get; }
    public long Now { get; set; }

    /// <summary>Lays a dry tag on a shelf of the first cabinet, where the antenna of that port hears it well.</summary>
    public SimulatedTag Lay(string epc, ushort control = 0x3000, int shelf = 0)
    {
        Epc.TryCreate(Convert.FromHexString(epc), out Epc uii);
        SimulatedTag tag = World.Add(uii, control, null);
        World.PutOnShelf(tag, 0, shelf);
        return tag;
    }

    /// <returns>Frames in hexadecimal, in the order in which they came.</returns>
    public List<string> Exchange(string hex, double waitMs = 50) => Exchange(hex, waitMs, out _);

    public List<string> Exchange(string hex, double waitMs, out double tookMs)
    {
        long began = Now, until = Now + (long)(waitMs * TimeSpan.TicksPerMillisecond);
        Machine.Receive(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), Now);
        List<string> frames = [];
        tookMs = 0;
        for (; Now < until; Now += TimeSpan.TicksPerMillisecond)
        {
            World.AdvanceTo(Now);
            while (Machine.TrySend(Now, out DeviceFrame frame))
            {
                frames.Add(Convert.ToHexString(frame.Bytes));
                tookMs = (Now - began) / (double)TimeSpan.TicksPerMillisecond;
            }
        }
        return frames;
    }
}
