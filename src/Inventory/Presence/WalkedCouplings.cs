using Inventory.Commissioning;

namespace Inventory.Presence;

/// <summary>Couplings of a cabinet from a walk through it.</summary>
/// <remarks>
/// At each point the tag has one draw of a Rayleigh fade for each antenna, so three points say a ratio of mean powers only to some 4 dB:
/// worse than the kind of cabinet is known. The walk therefore moves what the kind says by as much as it is surer than that, and
/// an antenna that was silent moves it only downwards.
/// </remarks>
internal static class WalkedCouplings
{
    private const double KindSpreadDb = 3; // of a cabinet around its kind
    private const double DbOfOne = 4.343; // of a natural logarithm, as power
    private const double UnheardDbm = -75; // usual limit of a reader, with the tag's fade below it
    private const double LeastDb = -40, MostDb = 0;

    /// <param name="priorDb">Coupling that the kind of cabinet says, one way.</param>
    /// <returns>One-way coupling in dB of the antenna to the shelf, against that of the shelf's own antenna.</returns>
    public static double Db(double priorDb, PlaceId shelf, AntennaSite antenna, CabinetQualified walk)
    {
        if (JudgingWalk.IsOwn(walk.Kind, antenna.Zone, shelf)) return priorDb;
        double own = 0, other = 0;
        int points = 0;
        bool heard = false;
        foreach (ShelfSide side in Enum.GetValues<ShelfSide>())
        {
            if (ComparingQualifications.Own(walk, shelf, side)?.RssiDbm is not { } mine) continue;
            PointFigure? his = walk.Figures.FirstOrDefault(figure =>
                figure.Shelf == shelf && figure.Side == side && figure.Reader == antenna.Reader && figure.Port == antenna.Port);
            if (his is null) continue;
            heard |= his.RssiDbm is not null;
            own += Power(mine);
            other += Power(his.RssiDbm ?? UnheardDbm);
            points++;
        }
        if (points == 0) return priorDb;
        double seenDb = 10 * Math.Log10(other / own);
        if (!heard && seenDb > priorDb) return priorDb;
        double error = 2 * DbOfOne * DbOfOne * ((1.0 / points) + (0.5 / (points * points))); // variance of the ratio of two means of fades
        double weight = KindSpreadDb * KindSpreadDb / ((KindSpreadDb * KindSpreadDb) + error);
        return Math.Clamp(priorDb + (weight * (seenDb - priorDb)), LeastDb, MostDb);
    }

    /// <summary>One way: the strength at the reader has the path twice.</summary>
    private static double Power(double rssiDbm) => Math.Pow(10, rssiDbm / 20);
}
