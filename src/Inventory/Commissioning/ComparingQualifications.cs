namespace Inventory.Commissioning;

/// <summary>One point in two reports of a cabinet. Null: that report has no such point, or the antenna was silent.</summary>
/// <param name="ShareNow">Share of its visits in which the own antenna heard the tag, 0 to 1.</param>
public sealed record PointDifference(
    PlaceId Shelf, ShelfSide Side, double? ShareNow, double? ShareBefore, double? RssiNow, double? RssiBefore, PointFinding? Now, PointFinding? Before);

/// <summary>What changed between two walks through one cabinet.</summary>
public static class ComparingQualifications
{
    public static IReadOnlyList<PointDifference> Of(CabinetQualified now, CabinetQualified before)
    {
        List<PointDifference> rows = [];
        foreach ((PlaceId shelf, ShelfSide side) in now.Points.Concat(before.Points).Select(static point => (point.Shelf, point.Side)).Distinct())
        {
            (PointFigure? mine, PointVerdict? found) = At(now, shelf, side);
            (PointFigure? his, PointVerdict? was) = At(before, shelf, side);
            rows.Add(new PointDifference(shelf, side, mine?.Share(), his?.Share(), mine?.RssiDbm, his?.RssiDbm, found?.Finding, was?.Finding));
        }
        return rows;
    }

    /// <summary>The own antenna that hears a point best.</summary>
    public static PointFigure? Own(CabinetQualified report, PlaceId shelf, ShelfSide side) => report.Figures
        .Where(figure => figure.Shelf == shelf && figure.Side == side && JudgingWalk.IsOwn(report.Kind, figure.Hears, shelf))
        .OrderByDescending(static figure => figure.RssiDbm ?? double.NegativeInfinity).ThenByDescending(static figure => figure.Share()).FirstOrDefault();

    private static (PointFigure? Figure, PointVerdict? Verdict) At(CabinetQualified report, PlaceId shelf, ShelfSide side) =>
        (Own(report, shelf, side), report.Points.FirstOrDefault(point => point.Shelf == shelf && point.Side == side));
}
