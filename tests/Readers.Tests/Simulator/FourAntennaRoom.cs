using System.Numerics;
using HardwareSim;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

/// <summary>A room with an antenna in each corner and one tag carried about in one quarter: the world of a public recording.</summary>
/// <remarks>
/// Square of 4.57 m, antennas at 1.3 m looking at the centre, visits of 30.2 ms (one in three 14.2 ms) in the order 1, 3, 2, 4, a hop
/// each 0.2 s that costs 12 ms and begins the order anew. The radio is <see cref="RoomField"/>, the constants are fitted ones.
/// </remarks>
internal sealed class FourAntennaRoom
{
    public const int Antennas = 4;
    private const double Side = 4.57, Reference = -41.4, Exponent = 1.14, RiceDb = 6, EdgeDbm = -69.6, EdgeSigma = 2.4, Decode = 0.78;
    private const double BeamDegrees = 77, OrientationFloor = 0.38, BodyDb = 4.5, NoiseDb = 1.9, WalkSpeed = 0.3;
    private const double ShadowSigma = 0.7, ShadowSeconds = 3.8, DipoleSeconds = 0.25;
    private static readonly double[] s_offsets = [1.3, -0.6, -1.1, 0.4];
    private static readonly int[] s_order = [0, 2, 1, 3];
    private static readonly Vector3[] s_corners =
        [new(0, 0, 1.3f), new((float)Side, 0, 1.3f), new((float)Side, (float)Side, 1.3f), new(0, (float)Side, 1.3f)];

    private readonly Dice _dice;
    private readonly RoomField[] _fields;
    private readonly int _zone;
    private readonly double _handDb;
    private readonly double[] _shadow = new double[Antennas];
    private readonly double[] _dipole = new double[3];
    private Vector3 _at, _goal;
    private double _now;

    public FourAntennaRoom(Seed seed, int zone)
    {
        (_dice, _zone) = (seed.Stream($"room/{zone}"), zone);
        _fields = [.. Enumerable.Range(0, Antennas).Select(_ => new RoomField(_dice, RiceDb))];
        _handDb = _dice.Normal(0, 1.5);
        (_at, _goal) = (Waypoint(), Waypoint());
        for (int i = 0; i < 3; i++) _dipole[i] = _dice.Normal();
        for (int i = 0; i < Antennas; i++) _shadow[i] = _dice.Normal(0, ShadowSigma);
    }

    /// <returns>Seconds, antenna from 0, dBm.</returns>
    public IEnumerable<(double At, int Antenna, int Rssi)> Reads(double seconds)
    {
        int[] channels = [.. Enumerable.Range(0, 50)];
        _dice.Shuffle<int>(channels);
        for (int hop = 0; _now < seconds; hop++)
        {
            double until = _now + 0.2, mhz = 902.75 + (0.5 * channels[hop % channels.Length]);
            Move(0.012);
            for (int visit = 0; _now < until; visit++)
            {
                int antenna = s_order[visit % Antennas];
                double length = _dice.Chance(0.32) ? 0.0142 : 0.0302;
                double rssi = Rssi(antenna, mhz);
                bool powered = rssi >= EdgeDbm + _dice.Normal(0, EdgeSigma);
                if (powered && _dice.Chance(Decode))
                    yield return (_now + (length / 2), antenna, (int)Math.Round(rssi + s_offsets[antenna] + _dice.Normal(0, NoiseDb)));
                Move(length);
            }
        }
    }

    private double Rssi(int antenna, double mhz)
    {
        Vector3 corner = s_corners[antenna], ray = _at - corner;
        double distance = Math.Max(0.25, ray.Length());
        Vector3 look = Vector3.Normalize(new Vector3((float)Side / 2, (float)Side / 2, 1.3f) - corner);
        double off = Math.Acos(Math.Clamp(Vector3.Dot(Vector3.Normalize(ray), look), -1, 1)) * 180 / Math.PI;
        double beam = -Math.Min(15, 12 * off * off / (BeamDegrees * BeamDegrees));
        Vector3 dipole = Vector3.Normalize(new Vector3((float)_dipole[0], (float)_dipole[1], (float)_dipole[2]));
        float along = Vector3.Dot(dipole, Vector3.Normalize(ray));
        double orientation = -10 * Math.Log10(Math.Max(1 - (along * along), OrientationFloor));
        Vector3 ahead = _goal - _at;
        double facing = ahead.LengthSquared() < 1e-6 ? 0 : Vector3.Dot(Vector3.Normalize(ahead), Vector3.Normalize(-ray));
        double body = BodyDb * (1 - facing) / 2;
        double field = 40 * Math.Log10(_fields[antenna].At(_at.X, _at.Y, _at.Z, distance, mhz).Magnitude + 1e-6);
        return Reference - (20 * Exponent * Math.Log10(distance)) + (2 * (beam - orientation - body + _shadow[antenna])) + field + _handDb;
    }

    private void Move(double seconds)
    {
        _now += seconds;
        Vector3 way = _goal - _at;
        float step = (float)(WalkSpeed * seconds);
        if (way.Length() <= step) (_at, _goal) = (_goal, Waypoint());
        else _at += way * (step / way.Length());
        Drift(_dipole, 1, DipoleSeconds, seconds);
        Drift(_shadow, ShadowSigma, ShadowSeconds, seconds);
    }

    private void Drift(double[] values, double sigma, double constant, double seconds)
    {
        double keep = Math.Exp(-seconds / constant), renew = sigma * Math.Sqrt(1 - (keep * keep));
        for (int i = 0; i < values.Length; i++) values[i] = (keep * values[i]) + (renew * _dice.Normal());
    }

    private Vector3 Waypoint()
    {
        (double x, double y) = (_dice.Uniform(0, Side / 2), _dice.Uniform(0, Side / 2));
        Vector3 corner = s_corners[_zone];
        return new Vector3(
            (float)(corner.X == 0 ? x : Side - x), (float)(corner.Y == 0 ? y : Side - y), (float)_dice.Uniform(0.3, 2.0));
    }
}
