namespace HardwareSim;

/// <summary>A round trip on straight stretches, at one speed, with a stop at each corner.</summary>
/// <param name="Corners">Latitude and longitude in degrees, WGS-84; at least two, the way leads back to the first.</param>
public sealed record DriveRoute(IReadOnlyList<(double Latitude, double Longitude)> Corners, double SpeedKmh, TimeSpan Stop)
{
    private const double EarthMetres = 6_371_000, Radian = Math.PI / 180;

    /// <summary>Blood centre, two hospitals and back, about 9 km.</summary>
    public static DriveRoute Hefei { get; } = new(
        [(31.8512, 117.2633), (31.8655, 117.2901), (31.8420, 117.3065)], SpeedKmh: 45, Stop: TimeSpan.FromMinutes(2));

    /// <summary>Where the vehicle is at an instant after its start, how fast, and in which direction from north.</summary>
    public DrivePoint At(TimeSpan driven)
    {
        double left = driven.TotalSeconds % Enumerable.Range(0, Corners.Count).Sum(leg => Stop.TotalSeconds + Seconds(leg));
        for (int leg = 0; ; leg = (leg + 1) % Corners.Count)
        {
            ((double latitude, double longitude), (double north, double east)) = (Corners[leg], End(leg));
            double takes = Seconds(leg);
            if (left < takes)
            {
                double part = left / takes;
                double course = Math.Atan2((east - longitude) * Math.Cos(latitude * Radian), north - latitude) / Radian;
                return new DrivePoint(latitude + ((north - latitude) * part), longitude + ((east - longitude) * part), SpeedKmh, (course + 360) % 360);
            }
            left -= takes;
            if (left < Stop.TotalSeconds) return new DrivePoint(north, east, 0, null);
            left -= Stop.TotalSeconds;
        }
    }

    private (double Latitude, double Longitude) End(int leg) => Corners[(leg + 1) % Corners.Count];

    private double Seconds(int leg)
    {
        ((double latitude, double longitude), (double north, double east)) = (Corners[leg], End(leg));
        double up = (north - latitude) * Radian * EarthMetres, right = (east - longitude) * Radian * EarthMetres * Math.Cos(latitude * Radian);
        return Math.Sqrt((up * up) + (right * right)) / (SpeedKmh / 3.6);
    }
}

/// <param name="CourseDegrees">Null while it stands.</param>
public readonly record struct DrivePoint(double Latitude, double Longitude, double SpeedKmh, double? CourseDegrees);
