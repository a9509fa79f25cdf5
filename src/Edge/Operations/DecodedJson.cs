using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Readers.Decoding;

namespace Edge.Operations;

/// <summary>One decoded item as one line of JSON. Every member is always there; what is absent is null.</summary>
internal static class DecodedJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DecodedItem item)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("offset", item.Offset);
            json.WriteNumber("length", item.Length);
            json.WriteString("outcome", Camel(item.Outcome.ToString()));
            json.WriteString("code", item.Code);
            json.WriteString("name", item.Name);
            json.WriteString("direction", item.Direction is { } direction ? Camel(direction.ToString()) : null);
            json.WriteStartArray("tags");
            foreach (DecodedTag tag in item.Tags) WriteTag(json, tag);
            json.WriteEndArray();
            WriteError(json, item.Error);
            json.WriteStartObject("fields");
            WriteMembers(json, item.Fields);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTag(Utf8JsonWriter json, DecodedTag tag)
    {
        json.WriteStartObject();
        json.WriteString("epc", tag.Epc);
        WriteNullable(json, "antenna", tag.Antenna);
        WriteNullable(json, "rssiDbm", tag.RssiDbm);
        WriteNullable(json, "frequencyKhz", tag.FrequencyKhz);
        json.WriteString("pc", tag.Pc);
        WriteNullable(json, "count", tag.Count);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, DecodedError? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("name", error.Name);
        json.WriteEndObject();
    }

    private static void WriteNullable(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void WriteMembers(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object>> members)
    {
        foreach ((string name, object value) in members)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case IEnumerable<KeyValuePair<string, object>> members:
                json.WriteStartObject();
                WriteMembers(json, members);
                json.WriteEndObject();
                break;
            case IEnumerable<IEnumerable<KeyValuePair<string, object>>> objects:
                json.WriteStartArray();
                foreach (IEnumerable<KeyValuePair<string, object>> one in objects) WriteValue(json, one);
                json.WriteEndArray();
                break;
            case IEnumerable<int> numbers:
                json.WriteStartArray();
                foreach (int number in numbers) json.WriteNumberValue(number);
                json.WriteEndArray();
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (string text in texts) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
