using System.Numerics;

namespace HardwareSim.Radio;

/// <summary>Echoes in a room around a tag that moves: one direct ray and twelve plane waves from all sides.</summary>
/// <remarks>Correlation in space and frequency comes by itself; one random number a read would be far too lively.</remarks>
public sealed class RoomField
{
    private const int Waves = 12;
    private const double MeanDelayNs = 9, CentreMhz = 922.5;
    private readonly double[] _x = new double[Waves], _y = new double[Waves], _z = new double[Waves];
    private readonly double[] _phase = new double[Waves], _delayNs = new double[Waves];
    private readonly double _direct, _echo;

    /// <param name="riceFactorDb">Direct power over that of all echoes together.</param>
    public RoomField(Dice dice, double riceFactorDb)
    {
        double factor = Math.Pow(10, riceFactorDb / 10);
        _direct = Math.Sqrt(factor / (factor + 1));
        _echo = Math.Sqrt(1 / (factor + 1)) / Math.Sqrt(Waves);
        for (int wave = 0; wave < Waves; wave++)
        {
            double azimuth = dice.Uniform(0, 2 * Math.PI), cosine = dice.Uniform(-1, 1), sine = Math.Sqrt(1 - (cosine * cosine));
            (_x[wave], _y[wave], _z[wave]) = (sine * Math.Cos(azimuth), sine * Math.Sin(azimuth), cosine);
            _phase[wave] = dice.Uniform(0, 2 * Math.PI);
            _delayNs[wave] = dice.Exponential(MeanDelayNs);
        }
    }

    /// <summary>Field relative to free space; mean square 1.</summary>
    /// <param name="x">Position of the tag, metres.</param>
    /// <param name="distance">Length of the direct ray, metres.</param>
    public Complex At(double x, double y, double z, double distance, double mhz)
    {
        double wave = 2 * Math.PI * mhz / 299.8; // radians a metre
        Complex sum = Complex.Zero;
        for (int i = 0; i < Waves; i++)
        {
            double angle = (wave * ((_x[i] * x) + (_y[i] * y) + (_z[i] * z))) + _phase[i] - (2 * Math.PI * (mhz - CentreMhz) * _delayNs[i] * 1e-3);
            sum += new Complex(Math.Cos(angle), Math.Sin(angle));
        }
        double direct = -wave * distance;
        return (_echo * sum) + (_direct * new Complex(Math.Cos(direct), Math.Sin(direct)));
    }
}
