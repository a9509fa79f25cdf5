using HardwareSim;
using HardwareSim.Radio;
using Inventory;
using Inventory.Commissioning;
using Readers;
using Readers.Sensors;

namespace Benchmarks;

/// <summary>A technician's walk through every cabinet of a simulated site while nobody works there.</summary>
internal sealed class SimulatedWalk : ISiteListener
{
    private static readonly TimeSpan s_perPoint = TimeSpan.FromSeconds(20);
    private readonly Dictionary<(string Reader, byte Port), Heard> _heard = [];
    private Epc _tag;

    /// <param name="believed">The kind that the settings say.</param>
    public static IReadOnlyList<CabinetQualified> Through(
        SimulationOptions options, DateTimeOffset startAt, InventoryProfile profile, Inventory.Presence.CabinetKind believed)
    {
        SimulatedWalk walk = new();
        SteppedSite site = new(options with { Activity = 0 }, startAt, profile, TimeSpan.FromSeconds(15), walk);
        CarriedTag tag = new(site.World);
        walk._tag = tag.Uii;
        List<CabinetQualified> walks = [];
        foreach (SimulatedCabinet cabinet in site.World.Cabinets)
        {
            List<PointFigure> figures = [];
            foreach (PlaceId shelf in cabinet.Shelves.Select(PlaceId.Parse))
                foreach (ShelfSide side in Enum.GetValues<ShelfSide>())
                {
                    tag.HoldAt(shelf.ToString());
                    walk._heard.Clear();
                    site.AdvanceBy(s_perPoint);
                    figures.AddRange(site.World.Antennas.Select(antenna => walk.Figure(site.World, antenna, shelf, side)));
                }
            walks.Add(new CabinetQualified(
                1, PlaceId.Parse(cabinet.Id), believed, 1, default, 5, startAt, "", [], [], figures, [], [], QualificationVerdict.Passed, startAt));
        }
        return walks;
    }

    public void OnReader(string reader, in ReaderEvent told)
    {
        if (told.Kind == ReaderEventKind.TagRead && told.Read.Epc == _tag)
        {
            Heard heard = Of(reader, told.Read.AntennaPort);
            _heard[(reader, told.Read.AntennaPort)] = heard with { Reads = heard.Reads + 1, Sum = heard.Sum + told.Read.RssiDbm!.Value };
        }
        else if (told.Kind == ReaderEventKind.Listened)
        {
            Heard heard = Of(reader, told.Listening.AntennaPort);
            _heard[(reader, told.Listening.AntennaPort)] = heard with { Visits = heard.Visits + 1 };
        }
    }

    public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

    private Heard Of(string reader, byte port) => _heard.GetValueOrDefault((reader, port));

    private PointFigure Figure(SimulatedWorld world, SimulatedAntenna antenna, PlaceId shelf, ShelfSide side)
    {
        Heard heard = Of(antenna.Reader, antenna.Port);
        return new PointFigure(
            shelf, side, antenna.Reader, antenna.Port, PlaceId.Parse(world.Cabinets[antenna.Cabinet].Shelves[antenna.Shelf]), 5, heard.Visits,
            Math.Min(heard.Reads, heard.Visits), heard.Reads, heard.Reads == 0 ? null : heard.Sum / heard.Reads);
    }

    private readonly record struct Heard(int Visits, int Reads, double Sum);
}
