using Edge.Operations;
using Inventory;
using Inventory.Presence;

namespace Edge.Devices;

/// <summary>The site's places and antennas in the fixed order that the tracker works with, from the settings.</summary>
public sealed class SiteLayout
{
    private readonly Dictionary<(string Reader, byte Port), int> _antennas = [];

    public SiteLayout(SiteSettings settings)
    {
        List<PlaceId> zones = [.. settings.Cabinets.SelectMany(static cabinet =>
            cabinet.Shelves.Select(shelf => PlaceId.Parse($"{cabinet.Id}/{shelf}")))];
        List<AntennaSite> antennas = [];
        foreach (ReaderSection reader in settings.Readers)
            foreach (AntennaSection antenna in reader.Antennas)
            {
                PlaceId place = PlaceId.Parse(antenna.Place);
                // An antenna that hears a whole cabinet stands, for the tracker, on its first shelf.
                if (place.Shelf is null) place = zones.First(zone => zone.Cabinet == place);
                _antennas[(reader.Id, (byte)antenna.Port)] = antennas.Count;
                antennas.Add(new AntennaSite(reader.Id, (byte)antenna.Port, place));
            }
        Presence = new PresenceLayout(zones, antennas);
        Cabinets = [.. settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))];
    }

    public PresenceLayout Presence { get; }

    public IReadOnlyList<PlaceId> Cabinets { get; }

    /// <summary>Index of an antenna in <see cref="PresenceLayout.Antennas"/>; -1 for a port that is not configured.</summary>
    public int Antenna(string reader, byte port) => _antennas.GetValueOrDefault((reader, port), -1);
}
