using System.Collections.Immutable;

namespace Inventory.Commissioning;

/// <summary>How the events of walks and maps change the state.</summary>
internal static class WalkFold
{
    /// <summary>Reports of one cabinet that the state keeps beside the one in use; older ones stand in the ledger.</summary>
    private const int KeptReports = 10;

    public static SiteState Apply(SiteState state, DomainEvent happened, Actor by) => happened switch
    {
        WalkBegan e => state with
        {
            LastWalk = Math.Max(state.LastWalk, e.Walk),
            Walks = state.Walks.SetItem(e.Walk, new ShelfWalk
            {
                Number = e.Walk, Cabinet = e.Cabinet, Kind = e.Kind, Tag = e.Tag, SecondsPerPoint = e.SecondsPerPoint, Shelves = [.. e.Shelves],
                Antennas = [.. e.Antennas], Remarks = [.. e.Remarks], BeganAt = e.OccurredAt, BegunBy = by.Name,
            }),
        },
        WalkPointHeard e => Change(state, e.Walk, walk => Without(walk, e.Shelf, e.Side) is { } other
            ? other with { Figures = other.Figures.AddRange(e.Figures) } : walk),
        WalkPointSkipped e => Change(state, e.Walk, walk => Without(walk, e.Shelf, e.Side) is { } other
            ? other with { Skipped = other.Skipped.Add(new PointVerdict(e.Shelf, e.Side, PointFinding.Skipped, null, null, e.Reason)) } : walk),
        WalkAbandoned e => state with { Walks = state.Walks.Remove(e.Walk) },
        CabinetQualified e => Keep(state with { Walks = state.Walks.Remove(e.Walk) }, new Qualification(e, by.Name)),
        PlaceModelActivated e => Use(state, e, by),
        _ => state,
    };

    private static ShelfWalk Without(ShelfWalk walk, PlaceId shelf, ShelfSide side) => walk with
    {
        Figures = walk.Figures.RemoveAll(figure => figure.Shelf == shelf && figure.Side == side),
        Skipped = walk.Skipped.RemoveAll(point => point.Shelf == shelf && point.Side == side),
    };

    private static SiteState Keep(SiteState state, Qualification report)
    {
        PlaceId cabinet = report.Report.Cabinet;
        int? active = state.ActiveModels.FirstOrDefault(model => model.Cabinet == cabinet)?.Version;
        ImmutableArray<Qualification> kept = state.Qualifications.Add(report);
        Qualification[] old = [.. kept.Where(one => one.Report.Cabinet == cabinet && one.Report.Version != active).SkipLast(KeptReports)];
        return state with { Qualifications = kept.RemoveRange(old) };
    }

    private static SiteState Use(SiteState state, PlaceModelActivated e, Actor by)
    {
        ImmutableArray<ActiveModel> others = state.ActiveModels.RemoveAll(model => model.Cabinet == e.Cabinet);
        return state with
        {
            ActiveModels = e.Version is { } version ? others.Add(new ActiveModel(e.Cabinet, version, e.OccurredAt, by.Name)) : others,
        };
    }

    private static SiteState Change(SiteState state, int number, Func<ShelfWalk, ShelfWalk> change) =>
        state.Walks.TryGetValue(number, out ShelfWalk? walk) ? state with { Walks = state.Walks.SetItem(number, change(walk)) } : state;
}
