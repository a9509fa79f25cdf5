using HardwareSim.Radio;

namespace HardwareSim;

/// <summary>Which antenna hangs on which reader and port: shelves in order, a new reader when the ports are used up.</summary>
internal static class AntennaPlan
{
    public static IReadOnlyList<SimulatedAntenna> For(SimulationOptions options)
    {
        Dice dice = options.Seed.Stream("antennas");
        List<SimulatedAntenna> plan = [];
        for (int reader = 0, port = 0, index = 0; index < options.Cabinets * options.ShelvesPerCabinet; index++)
        {
            if (port == PortsOf(options, reader)) (reader, port) = (reader + 1, 0);
            plan.Add(new SimulatedAntenna(
                index, $"reader-{reader + 1}", (byte)++port, index / options.ShelvesPerCabinet, index % options.ShelvesPerCabinet,
                OffsetDb: dice.Normal()));
        }
        return plan;
    }

    /// <param name="reader">From 0.</param>
    public static ReaderKind KindOf(SimulationOptions options, int reader) => options.Readers[reader % options.Readers.Count];

    private static int PortsOf(SimulationOptions options, int reader) =>
        KindOf(options, reader) is ReaderKind.M100 or ReaderKind.R200 ? 1 : options.PortsPerReader;
}
