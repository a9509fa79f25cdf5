namespace Inventory.Stocktaking;

internal static class LogGamma
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>ln Γ(x) for x > 0, to about 1e-10: Stirling's series after stepping up to 8.</summary>
    public static double Of(double x)
    {
        double below = 0;
        for (; x < 8; x++) below += Math.Log(x);
        double inverse = 1 / x, square = inverse * inverse;
        double series = inverse * ((1 / 12d) - (square * ((1 / 360d) - (square * ((1 / 1260d) - (square / 1680))))));
        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + series - below;
    }
}
