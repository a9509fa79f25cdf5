using System.Text.Json;
using Edge.Devices;
using Edge.Ledger;
using Inventory;
using Inventory.ColdChain;

namespace Edge.Hub;

/// <summary>One cabinet as the hub sees it: its probes, its door, and what is wrong.</summary>
internal static class FridgeState
{
    /// <param name="live">Null when nothing of it has spoken.</param>
    /// <param name="asOf">Null: without the members that change by themselves, to compare two states.</param>
    public static byte[] Message(
        string site, PlaceId cabinet, CabinetLive? live, LedgerSnapshot snapshot, DateTimeOffset? asOf) => HubText.Json(writer =>
        {
            writer.WriteNumber("v", 1);
            writer.WriteString("site", site);
            writer.WriteString("fridge", cabinet.ToString());
            if (asOf is { } at)
            {
                writer.WriteString("asOf", HubText.Instant(at));
                writer.WriteNumber("seq", snapshot.Seq);
            }
            writer.WriteStartArray("probes");
            foreach (ProbeLive probe in live?.Probes ?? []) WriteProbe(writer, probe, withTime: asOf is not null);
            writer.WriteEndArray();
            WriteDoor(writer, live);
            WriteExcursions(writer, snapshot.State, cabinet);
            WriteAlarms(writer, snapshot.State, cabinet);
        });

    private static void WriteProbe(Utf8JsonWriter writer, ProbeLive probe, bool withTime)
    {
        writer.WriteStartObject();
        writer.WriteString("name", probe.Name);
        writer.WriteString("state", HubText.Word(probe.State));
        if (probe.Celsius is { } celsius) writer.WriteNumber("celsius", Math.Round(celsius, 2));
        else writer.WriteNull("celsius");
        if (withTime)
        {
            if (probe.At is { } at) writer.WriteString("at", HubText.Instant(at));
            else writer.WriteNull("at");
        }
        writer.WriteEndObject();
    }

    private static void WriteDoor(Utf8JsonWriter writer, CabinetLive? live)
    {
        if (live is not { DoorOpen: { } open })
        {
            writer.WriteNull("door");
            return;
        }
        writer.WriteStartObject("door");
        writer.WriteBoolean("open", open);
        if (live.DoorSince is { } since) writer.WriteString("since", HubText.Instant(since));
        writer.WriteEndObject();
    }

    private static void WriteExcursions(Utf8JsonWriter writer, SiteState state, PlaceId cabinet)
    {
        writer.WriteStartArray("excursions");
        foreach (Excursion open in state.Excursions.Values.Where(open => open.Cabinet == cabinet))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", open.Number);
            writer.WriteString("probe", open.Probe);
            writer.WriteString("side", HubText.Word(open.Side));
            writer.WriteNumber("limitCelsius", open.LimitCelsius);
            writer.WriteNumber("worstCelsius", open.WorstCelsius);
            writer.WriteNumber("units", open.UnitsInside.Count);
            writer.WriteString("since", HubText.Instant(open.BeganAt));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Who acknowledged, and in which words, stays at the site.</summary>
    private static void WriteAlarms(Utf8JsonWriter writer, SiteState state, PlaceId cabinet)
    {
        string name = cabinet.ToString();
        writer.WriteStartArray("alarms");
        foreach (Alarm alarm in state.Alarms.Values)
        {
            if (alarm.Source != name && !alarm.Source.StartsWith(name + "/", StringComparison.Ordinal)) continue;
            writer.WriteStartObject();
            writer.WriteNumber("number", alarm.Number);
            writer.WriteString("kind", HubText.Word(alarm.Kind));
            writer.WriteNumber("priority", (int)alarm.Priority);
            writer.WriteString("state", HubText.Word(alarm.State));
            writer.WriteString("since", HubText.Instant(alarm.RaisedAt));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
