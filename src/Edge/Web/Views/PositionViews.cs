using System.Globalization;
using Edge.Devices;
using Readers.Gnss;

namespace Edge.Web.Views;

/// <summary>The vehicle's position as pages and machines read it.</summary>
internal static class PositionViews
{
    /// <summary>A tenth of a metre: more digits would promise what no such receiver can keep.</summary>
    public const int Decimals = 6;

    public static PositionView View(PositionLive live, TimeProvider time) => new(
        live.State, live.Current is { } current ? View(current) : null, live.Last is { } last ? View(last) : null,
        live.Last is null ? null : Math.Round(time.GetElapsedTime(live.LastTimestamp).TotalSeconds, 1), live.Finding, live.Since, time.GetUtcNow());

    public static FixView View(GnssFix fix) => new(
        Geo(fix), Math.Round(fix.Latitude, Decimals), Math.Round(fix.Longitude, Decimals), fix.ObservedAt, fix.Quality, fix.Kind, fix.Satellites,
        fix.Hdop, fix.SpeedKmh is { } speed ? Math.Round(speed, 1) : null, fix.CourseDegrees is { } course ? Math.Round(course, 1) : null);

    /// <summary>RFC 5870 in its default datum, WGS-84.</summary>
    public static string Geo(GnssFix fix) => string.Create(CultureInfo.InvariantCulture, $"geo:{fix.Latitude:F6},{fix.Longitude:F6}");
}
