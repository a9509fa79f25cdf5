namespace Inventory.Presence;

/// <summary>How likely a read is, by antenna and strength, for each place where the tag may lie. Immutable.</summary>
/// <remarks>
/// One curve for each pair of antenna and zone: the logarithm of "reads a second at this strength", up to a constant that is the
/// same for all zones. Strength is counted in 1 dB bins from <see cref="LowestDb"/>; the last entry of a curve serves reads
/// without a strength. Pairs that nothing is known of share the curves of the prior.
/// </remarks>
public sealed class PresenceModel
{
    internal const int Bins = 64;
    internal const int Stride = Bins + 1;

    private readonly float[] _logs;
    private readonly ushort[] _curveOf;
    private readonly int _zones;

    /// <param name="logs">Curves one after the other, <see cref="Stride"/> entries each; curve 0 is that of a stray read.</param>
    /// <param name="curveOf">Curve of antenna a and zone z at a · zones + z.</param>
    internal PresenceModel(int zones, float[] logs, ushort[] curveOf, float lowestDb, bool relative)
    {
        (_zones, _logs, _curveOf, LowestDb, IsRelative) = (zones, logs, curveOf, lowestDb, relative);
    }

    /// <summary>Lower edge of the first bin: dBm, or dB when <see cref="IsRelative"/>.</summary>
    public float LowestDb { get; }

    /// <summary>True when strengths are relative to the antenna that hears the tag best, since its own level is not known.</summary>
    public bool IsRelative { get; }

    /// <summary>
    /// How many independent moments are remembered: a bag at rest sends the same evidence again and again, and repeating it
    /// must not make it certain.
    /// </summary>
    public float Memory { get; init; } = 5;

    /// <summary>What every site starts with: the kind of cabinet says how much stronger a bag's own antenna hears it.</summary>
    public static PresenceModel Prior(PresenceLayout layout) => PriorCurves.Build(layout);

    internal static int BinOf(float strengthDb, float lowestDb) =>
        float.IsNaN(strengthDb) ? Bins : Math.Clamp((int)(strengthDb - lowestDb), 0, Bins - 1);

    internal float Log(int antenna, int zone, int bin) => _logs[(_curveOf[(antenna * _zones) + zone] * Stride) + bin];

    internal float StrayLog(int bin) => _logs[bin];

    /// <summary>Of zones that are not in a tag's table: the least that any zone gives.</summary>
    internal float ElsewhereLog(int bin) => _logs[Stride + bin];
}
