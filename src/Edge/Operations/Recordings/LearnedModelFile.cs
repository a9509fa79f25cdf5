using System.Text.Json;
using Inventory;
using Inventory.Presence;

namespace Edge.Operations.Recordings;

/// <summary>What <c>learn</c> writes and <c>replay --model</c> reads: counts of reads, not curves, so that a better rule may use old samples.</summary>
internal static class LearnedModelFile
{
    private const string Kind = "presence-model";
    private const int Version = 1;

    public static void Write(Stream output, PresenceLayout layout, IReadOnlyList<PlaceSample> samples)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("version", Version);
        json.WriteStartArray("samples");
        foreach (PlaceSample sample in samples)
        {
            AntennaSite antenna = layout.Antennas[sample.Antenna];
            json.WriteStartObject();
            json.WriteString("zone", sample.Zone.ToString());
            json.WriteString("reader", antenna.Reader);
            json.WriteNumber("port", antenna.Port);
            json.WriteNumber("elapsedSeconds", Math.Round(sample.ElapsedSeconds, 3));
            json.WriteNumber("listenedSeconds", Math.Round(sample.ListenedSeconds, 3));
            json.WriteNumber("lowestDbm", sample.LowestDbm);
            json.WriteStartArray("counts");
            foreach (int count in sample.Counts) json.WriteNumberValue(count);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="ReplayException">The file is no such model, or names places or antennas that the layout has not.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<PlaceSample> Read(string path, PresenceLayout layout)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.GetProperty("kind").GetString() != Kind || root.GetProperty("version").GetInt32() != Version)
                throw new ReplayException($"{path} is no presence model of version {Version}.");
            return [.. root.GetProperty("samples").EnumerateArray().Select(sample => Read(path, sample, layout))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ReplayException($"{path} is no presence model: {e.Message}");
        }
    }

    private static PlaceSample Read(string path, JsonElement sample, PresenceLayout layout)
    {
        PlaceId zone = PlaceId.Parse(sample.GetProperty("zone").GetString() ?? "");
        string? reader = sample.GetProperty("reader").GetString();
        int port = sample.GetProperty("port").GetInt32();
        int antenna = layout.Antennas.ToList().FindIndex(one => one.Reader == reader && one.Port == port);
        if (antenna < 0 || !layout.Zones.Contains(zone))
            throw new ReplayException($"{path} was learned with antenna {port} of {reader} and place {zone}; the configuration has not both.");
        return new PlaceSample(
            zone, antenna, sample.GetProperty("elapsedSeconds").GetDouble(),
            sample.GetProperty("listenedSeconds").GetDouble(), sample.GetProperty("lowestDbm").GetInt32(),
            [.. sample.GetProperty("counts").EnumerateArray().Select(static count => count.GetInt32())]);
    }
}
