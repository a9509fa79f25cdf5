using System.Globalization;
using System.Text.Json;

namespace Edge.Hub.Epcis;

/// <summary>Writes an event as EPCIS 2.0 JSON by the profile of docs/protocols. The same event gives the same bytes.</summary>
internal static class EpcisWriter
{
    /// <param name="id">The event's identifier, which hashes what was written.</param>
    public static byte[] Write(EpcisEvent happened, out string id)
    {
        using JsonDocument bare = JsonDocument.Parse(HubText.Json(writer => WriteMembers(writer, happened, null)));
        string hash = id = EventHashId.Of(bare.RootElement, EpcisIds.Prefix, EpcisIds.Namespace);
        return HubText.Json(writer => WriteMembers(writer, happened, hash));
    }

    private static void WriteMembers(Utf8JsonWriter writer, EpcisEvent happened, string? id)
    {
        writer.WriteString("type", "ObjectEvent");
        if (id is not null) writer.WriteString("eventID", id);
        writer.WriteString("eventTime", HubText.Instant(happened.EventTime));
        writer.WriteString("eventTimeZoneOffset", Offset(happened.ZoneOffset));
        if (happened.EpcList.Count > 0) WriteList(writer, "epcList", happened.EpcList);
        writer.WriteString("action", happened.Action);
        writer.WriteString("bizStep", happened.BizStep);
        if (happened.Disposition is not null) writer.WriteString("disposition", happened.Disposition);
        WritePersistent(writer, happened);
        WritePlace(writer, "readPoint", happened.ReadPoint);
        WritePlace(writer, "bizLocation", happened.BizLocation);
        if (happened.Transaction is { } transaction) WriteTransaction(writer, transaction.Type, transaction.Id);
        if (happened.Sensor is { } sensor) WriteSensor(writer, sensor);
        foreach ((string name, object value) in happened.Extensions)
        {
            if (value is double number) writer.WriteNumber($"{EpcisIds.Prefix}:{name}", number);
            else writer.WriteString($"{EpcisIds.Prefix}:{name}", (string)value);
        }
    }

    private static void WritePersistent(Utf8JsonWriter writer, EpcisEvent happened)
    {
        if (happened is { PersistentSet: null, PersistentUnset: null }) return;
        writer.WriteStartObject("persistentDisposition");
        if (happened.PersistentSet is { } set) WriteList(writer, "set", [set]);
        if (happened.PersistentUnset is { } unset) WriteList(writer, "unset", [unset]);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, string name, string? id)
    {
        if (id is null) return;
        writer.WriteStartObject(name);
        writer.WriteString("id", id);
        writer.WriteEndObject();
    }

    /// <summary>The type stands first: another order gives another hash in other people's programs.</summary>
    private static void WriteTransaction(Utf8JsonWriter writer, string type, string id)
    {
        writer.WriteStartArray("bizTransactionList");
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteString("bizTransaction", id);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteSensor(Utf8JsonWriter writer, SensorElement sensor)
    {
        writer.WriteStartArray("sensorElementList");
        writer.WriteStartObject();
        writer.WriteStartObject("sensorMetadata");
        if (sensor.From == sensor.To)
        {
            writer.WriteString("time", HubText.Instant(sensor.From));
        }
        else
        {
            writer.WriteString("startTime", HubText.Instant(sensor.From));
            writer.WriteString("endTime", HubText.Instant(sensor.To));
        }
        writer.WriteString("deviceID", sensor.DeviceId);
        writer.WriteEndObject();
        writer.WriteStartArray("sensorReport");
        foreach (SensorReport report in sensor.Reports) WriteReport(writer, report);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteReport(Utf8JsonWriter writer, SensorReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("type", report.Type);
        WriteNumber("value", report.Value);
        WriteNumber("minValue", report.MinValue);
        WriteNumber("maxValue", report.MaxValue);
        WriteNumber("meanValue", report.MeanValue);
        writer.WriteString("uom", report.Uom);
        if (report.IsAlarm) writer.WriteString("exception", "ALARM_CONDITION");
        writer.WriteEndObject();

        void WriteNumber(string name, double? value)
        {
            if (value is { } number) writer.WriteNumber(name, number);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>Never "Z": the standard wants the place's own offset even where it is zero.</summary>
    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
