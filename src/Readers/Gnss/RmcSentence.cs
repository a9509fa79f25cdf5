namespace Readers.Gnss;

/// <summary>RMC: where, when, how fast, in which direction.</summary>
/// <param name="IsValid">The receiver stands by its position: status A, and no mode that says otherwise.</param>
/// <param name="Kind">From the mode; older receivers send none, and what they stand by is taken as autonomous.</param>
/// <param name="TimeOfDay">UTC of the fix; null when the receiver does not know it.</param>
/// <param name="Latitude">Degrees, WGS-84, south negative; null without a fix.</param>
/// <param name="Longitude">Degrees, west negative.</param>
/// <param name="SpeedKmh">Over ground.</param>
/// <param name="CourseDegrees">From true north; absent when standing.</param>
public readonly record struct RmcSentence(
    TimeSpan? TimeOfDay, bool IsValid, FixKind Kind, double? Latitude, double? Longitude, double? SpeedKmh, double? CourseDegrees, DateOnly? Date)
{
    private const double KmhInKnot = 1.852;

    public static ReadOnlySpan<byte> Formatter => "RMC"u8;

    /// <summary>False when a value is not what it must be, though the check fits. Values missing at the end are absent.</summary>
    public static bool TryParse(in NmeaSentence sentence, out RmcSentence rmc)
    {
        rmc = default;
        if (!sentence.Formatter.SequenceEqual(Formatter)) return false;
        NmeaValues values = new(sentence.Values);
        TimeSpan? at = values.TimeOfDay();
        byte status = values.Letter();
        double? latitude = values.Angle(2, (byte)'N', (byte)'S', 90), longitude = values.Angle(3, (byte)'E', (byte)'W', 180);
        double? speed = values.Number() * KmhInKnot, course = values.Number();
        DateOnly? date = values.Date();
        values.Number(); // magnetic variation
        values.Letter();
        FixKind kind = status != 'A' ? FixKind.None : KindOf(values.Letter());
        bool valid = kind != FixKind.None;
        rmc = new RmcSentence(at, valid, kind, latitude, longitude, speed, course, date);
        bool whole = !valid || (latitude is not null && longitude is not null);
        return values.AreSound && status is (byte)'A' or (byte)'V' && whole;
    }

    private static FixKind KindOf(byte mode) => mode switch
    {
        0 or (byte)'A' => FixKind.Autonomous,
        (byte)'D' => FixKind.Differential,
        (byte)'P' => FixKind.Precise,
        (byte)'R' => FixKind.RtkFixed,
        (byte)'F' => FixKind.RtkFloat,
        (byte)'E' => FixKind.Estimated,
        (byte)'M' => FixKind.Manual,
        (byte)'S' => FixKind.Simulated,
        _ => FixKind.None,
    };
}
