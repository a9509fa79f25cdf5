using Inventory;
using Inventory.Presence;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Counts what each antenna heard in a recording of one tag at a known place.</summary>
internal static class Lesson
{
    private const int LowestDbm = -90, Bins = 80;

    /// <summary>Takes the tag that is read most; others are of the surroundings.</summary>
    /// <returns>One sample for each antenna of the reader; empty when nothing was read.</returns>
    public static IReadOnlyList<PlaceSample> Of(Recording recording, PlaceId zone, PresenceLayout layout, string reader)
    {
        Dictionary<Epc, Dictionary<byte, int[]>> tags = [];
        Dictionary<byte, double> listened = [];
        DateTimeOffset? first = null;
        double elapsed = 0;
        foreach (ReaderEvent happened in recording.Events())
        {
            if (happened.Kind == ReaderEventKind.Listened)
            {
                ListeningPeriod period = happened.Listening;
                first ??= period.StartedAt;
                elapsed = Math.Max(elapsed, (period.EndedAt - first.Value).TotalSeconds);
                listened[period.AntennaPort] =
                    listened.GetValueOrDefault(period.AntennaPort) + (period.EndedAt - period.StartedAt).TotalSeconds;
            }
            if (happened.Kind != ReaderEventKind.TagRead || happened.Read.RssiDbm is not { } rssi) continue;
            TagRead read = happened.Read;
            if (!tags.TryGetValue(read.Epc, out Dictionary<byte, int[]>? ports)) tags[read.Epc] = ports = [];
            if (!ports.TryGetValue(read.AntennaPort, out int[]? counts)) ports[read.AntennaPort] = counts = new int[Bins];
            counts[Math.Clamp((int)MathF.Round(rssi) - LowestDbm, 0, Bins - 1)]++;
        }
        if (tags.Count == 0) return [];
        Dictionary<byte, int[]> most = tags.Values.MaxBy(static ports => ports.Values.Sum(static counts => counts.Sum()))!;
        return [.. from antenna in Enumerable.Range(0, layout.Antennas.Count)
                   let site = layout.Antennas[antenna]
                   where site.Reader == reader && listened.ContainsKey(site.Port)
                   select new PlaceSample(
                       zone, antenna, elapsed, listened[site.Port], LowestDbm, most.GetValueOrDefault(site.Port) ?? new int[Bins])];
    }
}
