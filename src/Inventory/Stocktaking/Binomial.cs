namespace Inventory.Stocktaking;

internal static class Binomial
{
    private const double Negligible = 1e-12;

    /// <summary>Adds the chances of 0 … n successes to <paramref name="numbers"/> (n + 1 long), each times <paramref name="weight"/>.</summary>
    /// <remarks>From the likeliest number outwards, so that nothing underflows and far numbers cost nothing.</remarks>
    public static void AddTo(Span<double> numbers, double chance, double weight)
    {
        int n = numbers.Length - 1;
        chance = Math.Clamp(chance, 1e-300, 1 - 1e-15);
        int mode = Math.Min((int)((n + 1) * chance), n);
        double odds = chance / (1 - chance);
        double top = weight * Math.Exp(
            LogGamma.Of(n + 1) - LogGamma.Of(mode + 1) - LogGamma.Of(n - mode + 1)
            + (mode * Math.Log(chance)) + ((n - mode) * Math.Log(1 - chance)));
        double least = top * Negligible, term = top;
        for (int number = mode; number <= n && term > least; term *= odds * (n - number) / (number + 1), number++)
            numbers[number] += term;
        term = top * mode / ((n - mode + 1) * odds);
        for (int number = mode - 1; number >= 0 && term > least; term *= number / ((n - number + 1) * odds), number--)
            numbers[number] += term;
    }
}
