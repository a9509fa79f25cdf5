using Inventory.Presence;

namespace Edge.Devices;

/// <summary>From a reader's port to the antenna's index in the tracker's layout.</summary>
internal sealed class AntennaIndex
{
    private readonly Dictionary<(string Reader, byte Port), int> _antennas = [];

    public AntennaIndex(PresenceLayout layout)
    {
        for (int i = 0; i < layout.Antennas.Count; i++) _antennas[(layout.Antennas[i].Reader, layout.Antennas[i].Port)] = i;
    }

    /// <returns>-1 for a port that is not configured.</returns>
    public int Find(string reader, byte port) => _antennas.GetValueOrDefault((reader, port), -1);
}
