using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Edge.Hub.Epcis;

/// <summary>
/// The event identifier of CBV 2.0: SHA-256 over a canonical text of the event, so that the same act gives the same identifier,
/// whoever sends it and however often.
/// </summary>
/// <remarks>
/// Follows the public reference generator where it departs from its own description: parentID before epcList; transactions,
/// destinations and sources after the sensor elements; a pair's members in the order of the JSON. It knows the object,
/// aggregation and transaction events of our profile, with identifiers that are web addresses. Receivers should take the
/// identifier as it is and not compute it again.
/// </remarks>
public static class EventHashId
{
    private static readonly string[] s_metadata =
        ["time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"];
    private static readonly string[] s_report =
    [
        "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time", "microorganism",
        "chemicalSubstance", "value", "component", "stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue",
        "meanValue", "sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem",
    ];

    /// <param name="happened">The event; its own identifier, declarations of error and recordTime are passed over.</param>
    /// <param name="prefix">Prefix of the extension members.</param>
    /// <param name="ns">The namespace that it stands for.</param>
    public static string Of(JsonElement happened, string prefix, string ns)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(happened, prefix, ns)));
        return $"ni:///sha-256;{Convert.ToHexStringLower(hash)}?ver=CBV2.0";
    }

    /// <summary>The text that is hashed: names and values in the order of the standard, nothing between them.</summary>
    public static string Canonical(JsonElement happened, string prefix, string ns)
    {
        StringBuilder text = new();
        text.Append("eventType=").Append(happened.GetProperty("type").GetString());
        Member(text, happened, "eventTime", Time);
        Member(text, happened, "eventTimeZoneOffset", Plain);
        Member(text, happened, "parentID", Plain);
        List(text, happened, "epcList", static one => "epc=" + Plain(one));
        List(text, happened, "childEPCs", static one => "epc=" + Plain(one));
        Member(text, happened, "action", Plain);
        Member(text, happened, "bizStep", static one => Word(one, "BizStep-"));
        Member(text, happened, "disposition", static one => Word(one, "Disp-"));
        if (happened.TryGetProperty("persistentDisposition", out JsonElement persistent))
        {
            text.Append("persistentDisposition");
            foreach (string name in (ReadOnlySpan<string>)["set", "unset"])
                if (persistent.TryGetProperty(name, out JsonElement values))
                    Sorted(text, values, one => $"{name}={Word(one, "Disp-")}");
        }
        Place(text, happened, "readPoint");
        Place(text, happened, "bizLocation");
        List(text, happened, "sensorElementList", SensorElementText);
        List(text, happened, "bizTransactionList", static pair => Pair(pair, "BTT-"));
        List(text, happened, "destinationList", static pair => Pair(pair, "SDT-"));
        List(text, happened, "sourceList", static pair => Pair(pair, "SDT-"));
        string[] extensions =
        [
            .. from member in happened.EnumerateObject()
               where member.Name.StartsWith(prefix + ":", StringComparison.Ordinal)
               select $"{{{ns}}}{member.Name[(prefix.Length + 1)..]}={Plain(member.Value)}",
        ];
        Array.Sort(extensions, StringComparer.Ordinal);
        return text.AppendJoin("", extensions).ToString();
    }

    private static void Member(StringBuilder text, JsonElement parent, string name, Func<JsonElement, string> value)
    {
        if (parent.TryGetProperty(name, out JsonElement member)) text.Append(name).Append('=').Append(value(member));
    }

    private static void Place(StringBuilder text, JsonElement happened, string name)
    {
        if (happened.TryGetProperty(name, out JsonElement place)) Member(text.Append(name), place, "id", Plain);
    }

    private static void List(StringBuilder text, JsonElement happened, string name, Func<JsonElement, string> one)
    {
        if (happened.TryGetProperty(name, out JsonElement list)) Sorted(text.Append(name), list, one);
    }

    private static void Sorted(StringBuilder text, JsonElement list, Func<JsonElement, string> one)
    {
        string[] all = [.. list.EnumerateArray().Select(one)];
        Array.Sort(all, StringComparer.Ordinal);
        text.AppendJoin("", all);
    }

    private static string Pair(JsonElement pair, string words) => string.Concat(
        pair.EnumerateObject().Select(member => $"{member.Name}={(member.Name == "type" ? Word(member.Value, words) : Plain(member.Value))}"));

    private static string SensorElementText(JsonElement element)
    {
        StringBuilder text = new("sensorElement");
        if (element.TryGetProperty("sensorMetadata", out JsonElement metadata))
        {
            text.Append("sensorMetadata");
            foreach (string name in s_metadata) Member(text, metadata, name, name.EndsWith("ime", StringComparison.Ordinal) ? Time : Plain);
        }
        Sorted(text, element.GetProperty("sensorReport"), static report =>
        {
            StringBuilder line = new("sensorReport");
            foreach (string name in s_report)
                Member(line, report, name, name switch { "type" or "exception" => Measure, "time" => Time, _ => Plain });
            return line.ToString();
        });
        return text.ToString();
    }

    /// <summary>A bare word of the vocabulary becomes its address; an address stays.</summary>
    private static string Word(JsonElement value, string kind) =>
        Plain(value) is var word && word.Contains(':', StringComparison.Ordinal) ? word : $"https://ref.gs1.org/cbv/{kind}{word}";

    private static string Measure(JsonElement value) =>
        Plain(value) is var word && word.Contains("://", StringComparison.Ordinal) ? word : "https://gs1.org/voc/" + word.Replace("gs1:", "", StringComparison.Ordinal);

    private static string Time(JsonElement value) => HubText.Instant(value.GetDateTimeOffset());

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!.Trim(),
        _ => value.GetRawText(),
    };
}
