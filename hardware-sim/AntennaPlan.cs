using HardwareSim.Radio;

namespace HardwareSim;

/// <summary>Which antenna hangs on which reader and port: shelves in order, a new reader when the ports are used up.</summary>
internal static class AntennaPlan
{
    public static IReadOnlyList<SimulatedAntenna> For(SimulationOptions options)
    {
        Dice dice = options.Seed.Stream("antennas");
        List<SimulatedAntenna> plan = [];
        for (int index = 0; index < options.Cabinets * options.ShelvesPerCabinet; index++)
        {
            plan.Add(new SimulatedAntenna(
                index, $"reader-{(index / options.PortsPerReader) + 1}", (byte)((index % options.PortsPerReader) + 1),
                index / options.ShelvesPerCabinet, index % options.ShelvesPerCabinet, OffsetDb: dice.Normal()));
        }
        return plan;
    }
}
