using Edge.Devices;
using Inventory.Presence;

namespace Edge.RawReads;

/// <summary>Reads a stretch of the ring for a site as it is configured now.</summary>
internal static class RingReader
{
    /// <param name="folder">A folder of the ring, or one file of it.</param>
    /// <param name="damaged">Called for a file that is not good to its end, with the offset; the next file goes on.</param>
    /// <exception cref="InvalidDataException">A block fits its check but is none.</exception>
    public static IEnumerable<Heard> Read(
        string folder, DateTimeOffset from, DateTimeOffset to, HeardNames names, Action<string, long> damaged)
    {
        foreach (string file in File.Exists(folder) ? [folder] : RingFolder.Between(folder, from, to))
        {
            foreach (byte[] block in RingFile.Blocks(file, offset => damaged(file, offset)))
            {
                BlockReader reader = Open(block, names);
                while (reader.TryNext(out Heard heard))
                    if (heard.AtTicks >= from.UtcTicks && heard.AtTicks <= to.UtcTicks) yield return heard;
            }
        }
    }

    public static BlockReader Open(byte[] block, HeardNames names)
    {
        AntennaIndex antennas = new(new PresenceLayout([], names.Antennas));
        return new BlockReader(block, antennas.Find, cabinet => Inventory.PlaceId.TryParse(cabinet, out Inventory.PlaceId place) ? names.IndexOf(place) : -1);
    }
}
