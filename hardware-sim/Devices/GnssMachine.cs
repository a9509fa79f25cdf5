using System.Globalization;
using System.Text;
using HardwareSim.Faults;

namespace HardwareSim.Devices;

/// <summary>A BeiDou and GPS module of the cheap kind: each second GGA, a list of satellites, RMC and a word about its aerial.</summary>
/// <remarks>
/// Written from the standard's text, apart from the service's codec, so that both cannot share one mistake. Under a roof it says so at once
/// and finds its fix again some seconds after.
/// </remarks>
internal sealed class GnssMachine(SimulatedWorld world, DriveRoute route, LineFaults faults) : DeviceMachine(world)
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const int ColdSeconds = 5;
    private const double KmhInKnot = 1.852, ErrorMetres = 1.5, MetresInDegree = 111_195;

    private readonly Dice _dice = world.Options.Seed.Stream("gnss");
    private long _next, _fixFrom;
    private (DateTimeOffset At, DrivePoint Where)? _frozen;

    public override byte Head => (byte)'$';

    public override int BitsPerSecond => 9600;

    protected override long? NextWork => _next;

    public override void PlugIn(long now)
    {
        base.PlugIn(now);
        _next = now - (now % Second) + Second; // it goes on by itself, heard or not, at the full second
    }

    public override void Restart(long now)
    {
        base.Restart(now);
        _fixFrom = now + (ColdSeconds * Second);
    }

    public override void Receive(ReadOnlySpan<byte> bytes, long now)
    {
        // It would take commands; the service sends none.
    }

    public override void Damage(byte[] frame, Dice dice) => frame[1 + dice.Below(frame.Length - 6)] ^= 1;

    protected override void Work(long now)
    {
        _next = now + Second;
        if (now < faults.TunnelUntil) _fixFrom = Math.Max(_fixFrom, faults.TunnelUntil + (ColdSeconds * Second));
        if (now < faults.FrozenUntil) _frozen ??= Measure(now);
        else _frozen = null;
        (DateTimeOffset at, DrivePoint where) = _frozen ?? Measure(now);
        bool hasFix = now >= _fixFrom;
        string clock = at.ToString("HHmmss.fff", CultureInfo.InvariantCulture), date = at.ToString("ddMMyy", CultureInfo.InvariantCulture);
        string place = hasFix ? $"{Angle(where.Latitude, "00", "N", "S")},{Angle(where.Longitude, "000", "E", "W")}" : ",,,";
        Say(now, hasFix ? $"GNGGA,{clock},{place},1,{12 + _dice.Below(4)},0.8,31.0,M,-3.5,M,," : $"GNGGA,{clock},{place},0,00,25.5,,,,,,");
        Say(now, hasFix ? "BDGSV,1,1,03,07,62,012,41,10,55,201,39,24,33,310,37" : "BDGSV,1,1,00");
        string speed = hasFix ? Number(where.SpeedKmh / KmhInKnot, "0.00") : "", course = hasFix && where.CourseDegrees is { } degrees ? Number(degrees, "0.00") : "";
        Say(now, $"GNRMC,{clock},{(hasFix ? 'A' : 'V')},{place},{speed},{course},{date},,,{(hasFix ? 'A' : 'N')},V");
        Say(now, "GPTXT,01,01,01,ANTENNA OK");
    }

    private (DateTimeOffset, DrivePoint) Measure(long now)
    {
        DrivePoint where = route.At(TimeSpan.FromTicks(now));
        return (World.At(now), where with
        {
            Latitude = where.Latitude + (_dice.Normal(0, ErrorMetres) / MetresInDegree), Longitude = where.Longitude + (_dice.Normal(0, ErrorMetres) / MetresInDegree),
        });
    }

    private static string Angle(double degrees, string digits, string positive, string negative)
    {
        double absolute = Math.Abs(degrees), whole = Math.Floor(absolute);
        double minutes = Math.Min((absolute - whole) * 60, 59.99999);
        return $"{Number(whole, digits)}{Number(minutes, "00.00000")},{(degrees < 0 ? negative : positive)}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private void Say(long now, string words)
    {
        int check = 0;
        foreach (char letter in words) check ^= letter;
        Send(Encoding.ASCII.GetBytes($"${words}*{check.ToString("X2", CultureInfo.InvariantCulture)}\r\n"), now);
    }
}
