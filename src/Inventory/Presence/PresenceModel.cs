using Inventory.Commissioning;

namespace Inventory.Presence;

/// <summary>How likely a read is, by antenna and strength, for each place where the tag may lie. Immutable.</summary>
/// <remarks>
/// One curve for each pair of antenna and zone: the logarithm of "reads a second at this strength", up to a constant that is the
/// same for all zones. Strength is counted in 1 dB bins from <see cref="LowestDb"/>; the last entry of a curve serves reads
/// without a strength.
/// </remarks>
public sealed class PresenceModel
{
    internal const int Bins = 64;
    internal const int Stride = Bins + 1;

    /// <summary>The first curves of every model: a read of something that is not there, and of a zone far away.</summary>
    internal const int Stray = 0, Elsewhere = 1;

    private readonly float[] _logs;
    private readonly ushort[] _curveOf;
    private readonly int _zones;

    /// <param name="logs">Curves one after the other, <see cref="Stride"/> entries each.</param>
    /// <param name="curveOf">Curve of antenna a and zone z at a · zones + z.</param>
    internal PresenceModel(int zones, float[] logs, ushort[] curveOf, float lowestDb, ReadRates? rates, Couplings couplings)
    {
        (_zones, _logs, _curveOf, LowestDb, Rates, Couplings) = (zones, logs, curveOf, lowestDb, rates, couplings);
    }

    /// <summary>Lower edge of the first bin: dBm when <see cref="IsLearned"/>, else dB relative to the tag's best antenna.</summary>
    public float LowestDb { get; }

    /// <summary>
    /// True when levels and read rates are known. Without them strengths are taken relative to the antenna that hears the tag
    /// best, and silence tells nothing of the place.
    /// </summary>
    public bool IsLearned => Rates is not null;

    /// <summary>Read rates, known when the model was learned.</summary>
    internal ReadRates? Rates { get; }

    /// <summary>What every site starts with: the kind of cabinet says how much stronger a bag's own antenna hears it.</summary>
    /// <param name="walks">Walks whose figures are in use, at most one a cabinet.</param>
    public static PresenceModel Prior(PresenceLayout layout, IReadOnlyCollection<CabinetQualified>? walks = null) => PriorCurves.Build(layout, walks);

    /// <summary>From reads of a tag that lay at known places.</summary>
    public static PresenceModel Learned(PresenceLayout layout, IReadOnlyList<PlaceSample> samples) =>
        LearnedCurves.Build(layout, samples);

    internal static int BinOf(float strengthDb, float lowestDb) =>
        float.IsNaN(strengthDb) ? Bins : Math.Clamp((int)(strengthDb - lowestDb), 0, Bins - 1);

    internal float Log(int antenna, int zone, int bin) => _logs[(_curveOf[(antenna * _zones) + zone] * Stride) + bin];

    internal float StrayLog(int bin) => _logs[(Stray * Stride) + bin];

    /// <summary>Of zones that are not in a tag's table: the least that any zone gives.</summary>
    internal float ElsewhereLog(int bin) => _logs[(Elsewhere * Stride) + bin];

    /// <summary>How well each antenna reaches each zone inside cabinets.</summary>
    internal Couplings Couplings { get; }
}

/// <summary>How often a tag is read, and how much one read counts.</summary>
/// <param name="Tempering">By antenna: the share of a read that is new evidence, since reads of one moment repeat each other.</param>
/// <param name="Expected">By antenna: zones that it hears, each with reads a second of listening.</param>
internal sealed record ReadRates(float[] Tempering, (ushort Zone, float PerSecond)[][] Expected);
