using System.Text.Json;
using Edge.Devices;
using Edge.Web.Views;
using Readers.Gnss;

namespace Edge.Hub;

/// <summary>Where a vehicle is, as the hub sees it. A position that is not the present one never stands where the present one would.</summary>
internal static class VehicleState
{
    /// <param name="asOf">Null: without the member that changes by itself, to compare two states.</param>
    public static byte[] Message(string site, PositionLive live, DateTimeOffset? asOf) => HubText.Json(writer =>
    {
        writer.WriteNumber("v", 1);
        writer.WriteString("site", site);
        if (asOf is { } at) writer.WriteString("asOf", HubText.Instant(at));
        writer.WriteString("state", HubText.Word(live.State));
        writer.WriteString("finding", live.Finding);
        writer.WriteString("since", HubText.Instant(live.Since));
        // While all is well the samples are told, so that the hub hears of each second no more than of each sample.
        Write(writer, "current", live.Current is null ? null : live.Sample ?? live.Current);
        Write(writer, "last", live.Current is null ? live.Last : live.Sample ?? live.Last);
    });

    private static void Write(Utf8JsonWriter writer, string name, GnssFix? fix)
    {
        if (fix is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteString("geo", PositionViews.Geo(fix));
        writer.WriteNumber("latitude", Math.Round(fix.Latitude, PositionViews.Decimals));
        writer.WriteNumber("longitude", Math.Round(fix.Longitude, PositionViews.Decimals));
        writer.WriteString("at", HubText.Instant(fix.ObservedAt));
        writer.WriteString("quality", HubText.Word(fix.Quality));
        writer.WriteString("fix", HubText.Word(fix.Kind));
        Write(writer, "satellites", fix.Satellites, 0);
        Write(writer, "hdop", fix.Hdop, 2);
        Write(writer, "speedKmh", fix.SpeedKmh, 1);
        Write(writer, "courseDegrees", fix.CourseDegrees, 1);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value, int decimals)
    {
        if (value is { } known) writer.WriteNumber(name, Math.Round(known, decimals));
        else writer.WriteNull(name);
    }
}
