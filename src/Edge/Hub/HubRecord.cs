using System.Text.Json;

namespace Edge.Hub;

/// <summary>Events of this site as somebody behind the hub kept them: one EPCIS document a line.</summary>
internal static class HubRecord
{
    /// <summary>What happened after an entry, in plain sentences and in order: to be entered again by people, who know why and for whom.</summary>
    /// <param name="site">This site's prefix of document identifiers, up to and with <c>/doc/</c>.</param>
    /// <param name="after">Documents that end at this entry or before are here already.</param>
    /// <param name="known">Identifiers of events that are here.</param>
    public static IReadOnlyList<string> After(IEnumerable<string> lines, string site, long after, IReadOnlySet<string> known)
    {
        HashSet<string> seen = [.. known]; // the region may have been sent a thing twice
        List<(string At, string What)> found = [];
        foreach (string line in lines)
        {
            if (!TryParse(line, out JsonElement document) || !EndsAfter(document, site, after)) continue;
            if (!document.TryGetProperty("epcisBody", out JsonElement body) || !body.TryGetProperty("eventList", out JsonElement events)) continue;
            foreach (JsonElement one in events.EnumerateArray())
                if (Text(one, "eventID") is { } id && seen.Add(id)) found.Add((Text(one, "eventTime") ?? "", Say(one)));
        }
        return [.. found.OrderBy(static one => one.At, StringComparer.Ordinal).Select(static one => one.What)];
    }

    private static bool EndsAfter(JsonElement document, string site, long after) =>
        Text(document, "id") is { } id && id.StartsWith(site, StringComparison.Ordinal)
        && id[site.Length..].Split('-') is [_, { } to] && long.TryParse(to, out long last) && last > after;

    private static string Say(JsonElement one)
    {
        string bags = one.TryGetProperty("epcList", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? string.Join(", ", list.EnumerateArray().Select(static epc => (epc.GetString() ?? "").Split('/')[^1].Replace('.', ' ')))
            : "";
        string place = one.TryGetProperty("readPoint", out JsonElement point) && Text(point, "id") is { } id ? $" at {id.Split('/')[^1]}" : "";
        string becomes = Text(one, "disposition") is { } disposition ? $", then {Last(disposition)}" : "";
        return $"  {Text(one, "eventTime")} {Last(Text(one, "bizStep") ?? "event")} {bags}{place}{becomes}";
    }

    private static string Last(string word) => word.Split('/', ':')[^1];

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A line that is no document is somebody's log line.</summary>
    private static bool TryParse(string line, out JsonElement document)
    {
        document = default;
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            document = parsed.RootElement.Clone();
            return document.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
