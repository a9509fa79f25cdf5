using System.Collections.Concurrent;
using System.Numerics;

namespace HardwareSim.Radio;

/// <summary>Draws the field of all channels at once, with the correlation 1/(1 + jΔf/B) that a box of half bandwidth B gives.</summary>
/// <remarks>A triangular root of the correlation matrix, kept for steps of five per cent in B.</remarks>
internal static class ChannelCorrelation
{
    private const double Step = 0.05;
    private static readonly ConcurrentDictionary<int, Complex[]> s_roots = new();

    /// <summary>Adds <paramref name="weight"/> times a fresh field of mean square 1 to <paramref name="field"/> times <paramref name="keep"/>.</summary>
    public static void Blend(Span<Complex> field, double keep, double weight, double bandwidthMhz, Dice dice)
    {
        Complex[] root = s_roots.GetOrAdd((int)Math.Round(Math.Log(bandwidthMhz) / Step), static bucket => Root(Math.Exp(bucket * Step)));
        Span<Complex> white = stackalloc Complex[Channels.Count];
        for (int i = 0; i < white.Length; i++) white[i] = dice.ComplexNormal();
        int at = 0;
        for (int row = 0; row < field.Length; row++)
        {
            Complex fresh = Complex.Zero;
            for (int column = 0; column <= row; column++) fresh += root[at++] * white[column];
            field[row] = (keep * field[row]) + (weight * fresh);
        }
    }

    /// <summary>Cholesky's root, row by row.</summary>
    private static Complex[] Root(double bandwidthMhz)
    {
        const int N = Channels.Count;
        const double Nudge = 1e-9; // a wide box makes the matrix nearly singular
        Complex[] root = new Complex[N * (N + 1) / 2];
        for (int row = 0; row < N; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Complex sum = 1 / new Complex(1, (row - column) * Channels.SpacingMhz / bandwidthMhz);
                for (int k = 0; k < column; k++) sum -= root[Index(row, k)] * Complex.Conjugate(root[Index(column, k)]);
                root[Index(row, column)] = row == column
                    ? Math.Sqrt(Math.Max(Nudge, sum.Real))
                    : sum / root[Index(column, column)];
            }
        }
        return root;

        static int Index(int row, int column) => (row * (row + 1) / 2) + column;
    }
}
