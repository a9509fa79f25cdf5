using Inventory.Presence;

namespace Inventory.Commissioning;

/// <summary>What the figures of a walk say: dead spots, leaks, and the power that each antenna needs.</summary>
public static class JudgingWalk
{
    /// <summary>An own antenna that hears less than this share of its visits rarely hears the place.</summary>
    public const double LeastShare = 0.5;

    /// <summary>Decibels by which the own antenna must lead: less is within the error of two readings.</summary>
    public const double LeastLeadDb = 1;

    /// <summary>
    /// One-way margin that is wanted at the weakest of three points. Each point is one draw of a Rayleigh fade, and the weakest of three lies
    /// some 6 dB below their mean; one bag in fifty lies in a fade 17 dB below it, and a bag among others has 3 dB less than a tag alone.
    /// </summary>
    public const double WantedMarginDb = 14;

    /// <summary>What a shelf with a dead spot is given more before it is walked again.</summary>
    private const int MoreForDeadSpotDb = 3;

    public static PointVerdict Judge(CabinetKind kind, PlaceId shelf, ShelfSide side, IEnumerable<PointFigure> figures)
    {
        PointFigure[] here = [.. figures.Where(figure => figure.Shelf == shelf && figure.Side == side)];
        PointFigure? own = Best(here.Where(figure => IsOwn(kind, figure.Hears, shelf)));
        PointFigure? other = Best(here.Where(figure => !IsOwn(kind, figure.Hears, shelf) && figure.Reads > 0));
        double? lead = own?.RssiDbm - other?.RssiDbm;
        bool dead = own is null || own.Share() < LeastShare;
        bool leaks = other is not null && (lead is { } ahead ? ahead < LeastLeadDb : own is null || other.Share() >= own.Share());
        PointFinding finding = dead ? PointFinding.DeadSpot : leaks ? PointFinding.Leak : PointFinding.Good;
        return new PointVerdict(shelf, side, finding, finding == PointFinding.Good ? null : other?.Hears, lead, null);
    }

    /// <summary>On wire shelves every antenna of the cabinet is as good as another.</summary>
    public static bool IsOwn(CabinetKind kind, PlaceId hears, PlaceId shelf) =>
        hears == shelf || hears == shelf.Cabinet || (kind == CabinetKind.OpenShelves && hears.Cabinet == shelf.Cabinet);

    /// <remarks>
    /// A decibel less of power takes one from the strength and raises by one the strength at which the tag still wakes: a margin of two
    /// decibels in strength is one of power.
    /// </remarks>
    /// <param name="limitDbm">Weakest strength that the antenna usually hears.</param>
    public static PowerProposal Propose(AntennaSetup antenna, CabinetKind kind, IEnumerable<PointFigure> figures, double limitDbm)
    {
        PointFigure[] mine = [.. figures.Where(figure =>
            figure.Reader == antenna.Reader && figure.Port == antenna.Port && IsOwn(kind, antenna.Hears, figure.Shelf))];
        double limit = Math.Round(limitDbm, 1);
        if (mine.Length == 0) return new PowerProposal(antenna.Reader, antenna.Port, antenna.Hears, antenna.PowerDbm, limit, null, null);
        bool dead = Array.Exists(mine, static figure => figure.Share() < LeastShare);
        double? weakest = mine.Min(static figure => figure.RssiDbm);
        double? margin = dead || weakest is null ? null : Math.Round((weakest.Value - limit) / 2, 1);
        int proposed = margin is { } known
            ? (int)Math.Ceiling(antenna.PowerDbm - (known - WantedMarginDb))
            : dead ? antenna.PowerDbm + MoreForDeadSpotDb : antenna.PowerDbm; // a reader without strengths says nothing of power
        return new PowerProposal(antenna.Reader, antenna.Port, antenna.Hears, antenna.PowerDbm, limit, margin, Math.Clamp(proposed, 0, 33));
    }

    public static QualificationVerdict Verdict(IReadOnlyList<PointVerdict> points) =>
        points.Any(static point => point.Finding == PointFinding.DeadSpot) ? QualificationVerdict.Failed
        : points.Any(static point => point.Finding != PointFinding.Good) ? QualificationVerdict.PassedWithRemarks
        : QualificationVerdict.Passed;

    private static PointFigure? Best(IEnumerable<PointFigure> figures) =>
        figures.OrderByDescending(static figure => figure.RssiDbm ?? double.NegativeInfinity).ThenByDescending(static figure => figure.Share()).FirstOrDefault();
}
