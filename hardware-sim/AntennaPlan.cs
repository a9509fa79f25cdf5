using HardwareSim.People;
using HardwareSim.Radio;

namespace HardwareSim;

/// <summary>Which antenna hangs on which reader and port: shelves in order, a new reader when the ports are used up; last the one that is carried about.</summary>
internal static class AntennaPlan
{
    private const string HandHeldId = "handheld-1";

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
        if (options.HandHeld)
            plan.Add(new SimulatedAntenna(plan.Count, HandHeldId, 1, Cabinet: -1, Shelf: -1, OffsetDb: 0) { CableDb = 0, Searcher = new Searcher(options.Seed) });
        return plan;
    }

    /// <param name="reader">From 0.</param>
    public static ReaderKind KindOf(SimulationOptions options, int reader) => options.Readers[reader % options.Readers.Count];

    private static int PortsOf(SimulationOptions options, int reader) =>
        KindOf(options, reader) is ReaderKind.M100 or ReaderKind.R200 ? 1 : options.PortsPerReader;
}
