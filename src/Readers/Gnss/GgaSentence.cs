namespace Readers.Gnss;

/// <summary>GGA: where, by what kind of fix, with how many satellites.</summary>
/// <param name="TimeOfDay">UTC of the fix; null when the receiver does not know it.</param>
/// <param name="Latitude">Degrees, WGS-84, south negative; null without a fix.</param>
/// <param name="Longitude">Degrees, west negative.</param>
/// <param name="Satellites">Used in the fix.</param>
/// <param name="Hdop">Horizontal dilution of precision: what the satellites' places do to the error; 1 is good, 20 is useless.</param>
/// <param name="AltitudeMetres">Above mean sea level.</param>
public readonly record struct GgaSentence(
    TimeSpan? TimeOfDay, double? Latitude, double? Longitude, FixKind Kind, int? Satellites, double? Hdop, double? AltitudeMetres)
{
    public static ReadOnlySpan<byte> Formatter => "GGA"u8;

    /// <summary>False when a value is not what it must be, though the check fits. Values missing at the end are absent.</summary>
    public static bool TryParse(in NmeaSentence sentence, out GgaSentence gga)
    {
        gga = default;
        if (!sentence.Formatter.SequenceEqual(Formatter)) return false;
        NmeaValues values = new(sentence.Values);
        TimeSpan? at = values.TimeOfDay();
        double? latitude = values.Angle(2, (byte)'N', (byte)'S', 90), longitude = values.Angle(3, (byte)'E', (byte)'W', 180);
        int kind = values.Count() ?? 0;
        gga = new GgaSentence(at, latitude, longitude, (FixKind)kind, values.Count(), values.Number(), values.Number());
        bool whole = gga.Kind == FixKind.None || (latitude is not null && longitude is not null);
        return values.AreSound && kind <= (int)FixKind.Simulated && whole;
    }
}
