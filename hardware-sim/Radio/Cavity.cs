namespace HardwareSim.Radio;

/// <summary>A metal box as a reverberant room: what its walls, antennas, bags and door swallow decides how loud it is inside.</summary>
/// <remarks>
/// Mean gain = λ²/(8π·σ), σ the sum of all absorbing cross-sections; leak through an opening τ·A/4 against that sum. The exposure of
/// bags among bags is an assumption. Not thread-safe.
/// </remarks>
public sealed class Cavity
{
    public const double WavelengthM = 0.325;
    private const double BagSigma = 0.00405, AntennaSigma = 0.0042, LightSpeed = 2.998e8;
    private static readonly (double Bags, double Share)[] BoxExposure = [(10, 1.0), (50, 0.7), (100, 0.5), (200, 0.35)];
    private static readonly (double Bags, double Share)[] DrawerExposure = [(5, 0.9), (25, 0.6), (50, 0.45)];
    private static readonly (double Bags, double Share)[] MoveMemory = [(20, 0.85), (100, 0.93), (200, 0.97)];

    private readonly double _volumeM3, _wall;
    private readonly int _antennas;
    private readonly bool _drawer;
    private int _bags;
    private double _aperture;

    private Cavity(double volumeM3, double wall, int antennas, bool drawer)
    {
        (_volumeM3, _wall, _antennas, _drawer) = (volumeM3, wall, antennas, drawer);
        Update();
    }

    public static Cavity Box(int antennas) => new(0.8, 0.004, antennas, drawer: false);

    public static Cavity Drawer() => new(0.2, 0.002, 1, drawer: true);

    public int Bags
    {
        get => _bags;
        internal set
        {
            MemoryLog += Math.Abs(value - _bags) * Math.Log(Interpolate(MoveMemory, Math.Max(1, Math.Max(value, _bags))));
            _bags = value;
            Update();
        }
    }

    /// <summary>Transmission times area over four of what is open, m².</summary>
    public double Aperture
    {
        get => _aperture;
        internal set
        {
            _aperture = value;
            Update();
        }
    }

    /// <summary>All absorbing cross-sections together, m².</summary>
    public double Sigma { get; private set; }

    /// <summary>Mean gain from an antenna to a matched tag anywhere inside, dB.</summary>
    public double GainDb { get; private set; }

    /// <summary>Half bandwidth of its modes, MHz: channels nearer than this fade together.</summary>
    public double BandwidthMhz { get; private set; }

    /// <summary>Gain of the opening, outwards as inwards, dB, to which free space is added.</summary>
    public double LeakDb => _aperture <= 0 ? double.NegativeInfinity : (10 * Math.Log10(_aperture / Sigma)) + 3;

    /// <summary>Sum of ln ρ over all that moved inside: a link compares it with what it saw last.</summary>
    internal double MemoryLog { get; private set; }

    /// <summary>Something large moved: the field keeps only this correlation with what it was.</summary>
    internal void Stir(double correlation) => MemoryLog += Math.Log(correlation);

    private void Update()
    {
        double bags = _bags * BagSigma * (_bags == 0 ? 1 : Interpolate(_drawer ? DrawerExposure : BoxExposure, _bags));
        Sigma = bags + (AntennaSigma * _antennas) + _wall + _aperture;
        GainDb = 10 * Math.Log10(WavelengthM * WavelengthM / (8 * Math.PI * Sigma));
        BandwidthMhz = LightSpeed * Sigma / (2 * Math.PI * _volumeM3) / 1e6;
    }

    // Straight in the logarithm of the count; flat below the first point and beyond the last.
    private static double Interpolate((double Bags, double Share)[] points, double bags)
    {
        if (bags <= points[0].Bags) return points[0].Share;
        for (int i = 1; i < points.Length; i++)
        {
            if (bags > points[i].Bags) continue;
            ((double n0, double s0), (double n1, double s1)) = (points[i - 1], points[i]);
            return s0 + ((s1 - s0) * Math.Log(bags / n0) / Math.Log(n1 / n0));
        }
        return points[^1].Share;
    }
}
