using Edge.Devices;
using Readers.Gnss;
using Readers.Sensors;

namespace Edge.Web;

/// <summary>A measured position.</summary>
/// <param name="Geo">The same as a URI (RFC 5870): <c>geo:31.851200,117.263300</c>.</param>
/// <param name="Latitude">Degrees, WGS-84, south negative.</param>
/// <param name="Longitude">Degrees, west negative.</param>
/// <param name="At">When it was measured, by the service's clock.</param>
/// <param name="Quality">Good or suspect.</param>
/// <param name="Fix">How the receiver came to it.</param>
/// <param name="Satellites">Used in the fix; null when the receiver does not say.</param>
/// <param name="Hdop">What the satellites' places do to the error: 1 is good, above 10 it may be hundreds of metres.</param>
/// <param name="CourseDegrees">From true north; null while standing.</param>
public sealed record FixView(
    string Geo, double Latitude, double Longitude, DateTimeOffset At, ReadingQuality Quality, FixKind Fix, int? Satellites, double? Hdop,
    double? SpeedKmh, double? CourseDegrees);

/// <summary>Where this vehicle is, and what is known of it.</summary>
/// <param name="Current">The present position; null when it is not known.</param>
/// <param name="Last">The last measured one, however old; null before the first.</param>
/// <param name="AgeSeconds">Of <paramref name="Last"/> at <paramref name="AsOf"/>.</param>
/// <param name="Finding">Code of what is wrong; null when well.</param>
/// <param name="Since">Since when it is well, or has trouble.</param>
/// <param name="AsOf">The service's clock when the answer was made.</param>
public sealed record PositionView(
    PositionState State, FixView? Current, FixView? Last, double? AgeSeconds, string? Finding, DateTimeOffset Since, DateTimeOffset AsOf);
