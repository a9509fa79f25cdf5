using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Web.Views;

/// <summary>Walks through cabinets as pages see them: open ones with what is heard this second, ended ones as reports.</summary>
internal sealed class CommissioningViews(
    ILedger ledger, SiteSettings settings, RunningListenings running, AccountStore accounts, TimeProvider time)
{
    public CommissioningList List()
    {
        SiteState state = ledger.Current.State;
        PlaceId[] heard = [.. SiteLayout.Of(settings).Antennas.Select(static antenna => antenna.Zone.Cabinet).Distinct()];
        return new CommissioningList(
            [.. from cabinet in settings.Cabinets
                let place = PlaceId.Parse(cabinet.Id)
                where heard.Contains(place)
                select Cabinet(state, cabinet, place)], settings.Presence.PlacesByWalk, time.GetUtcNow());
    }

    /// <param name="with">Version to compare a report with; null: the one before it.</param>
    /// <returns>Null when there never was such a walk, or its report is too old to be kept at hand.</returns>
    public CommissioningView? Find(int number, int? with)
    {
        SiteState state = ledger.Current.State;
        if (state.Walks.TryGetValue(number, out ShelfWalk? walk)) return Open(state, walk);
        Qualification? ended = state.Qualifications.FirstOrDefault(one => one.Report.Walk == number);
        return ended is null ? null : Ended(state, ended, with);
    }

    private CommissionedCabinet Cabinet(SiteState state, CabinetSection cabinet, PlaceId place)
    {
        ActiveModel? active = state.ActiveModels.FirstOrDefault(model => model.Cabinet == place);
        return new CommissionedCabinet(
            cabinet.Id, cabinet.NameZh, cabinet.NameEn, cabinet.Kind,
            state.Units.Values.Count(bag => bag.IsInStock && bag.Location?.Place is { } at && at.Cabinet == place),
            state.Walks.Values.FirstOrDefault(walk => walk.Cabinet == place)?.Number, active?.Version, active?.Since, Name(active?.By),
            [.. state.Qualifications.Where(one => one.Report.Cabinet == place).OrderByDescending(static one => one.Report.Version).Select(Item)]);
    }

    private QualificationItem Item(Qualification one)
    {
        return new QualificationItem(
            one.Report.Walk, one.Report.Version, one.Report.OccurredAt, Name(one.EndedBy)!, one.Report.Verdict, Count(PointFinding.DeadSpot),
            Count(PointFinding.Leak), Count(PointFinding.Skipped));

        int Count(PointFinding finding) => one.Report.Points.Count(point => point.Finding == finding);
    }

    private CommissioningView Open(SiteState state, ShelfWalk walk)
    {
        PointView[] points = [.. walk.Points().Select(point => Point(
            walk.Kind, point.Shelf, point.Side, walk.Figures, walk.IsDone(point.Shelf, point.Side) ? Walking.Verdict(walk, point.Shelf, point.Side) : null))];
        PointName? next = walk.Next() is { } open ? new PointName(open.Shelf.ToString(), open.Side) : null;
        return new CommissioningView(
            walk.Number, walk.Cabinet.ToString(), walk.Kind, walk.Tag.ToString(), walk.SecondsPerPoint, walk.BeganAt, Name(walk.BegunBy)!,
            Setup(walk.Antennas), walk.Remarks, points, next, Listening(state, walk), null, null, null, null, [], "margin", null);
    }

    private CommissioningView Ended(SiteState state, Qualification ended, int? with)
    {
        CabinetQualified report = ended.Report;
        Qualification? other = with is { } version
            ? Walking.Find(state, report.Cabinet, version)
            : state.Qualifications.Where(one => one.Report.Cabinet == report.Cabinet && one.Report.Version < report.Version).MaxBy(static one => one.Report.Version);
        return new CommissioningView(
            report.Walk, report.Cabinet.ToString(), report.Kind, report.Tag.ToString(), report.SecondsPerPoint, report.BeganAt, Name(report.BegunBy)!,
            Setup(report.Antennas), report.Remarks,
            [.. report.Points.Select(point => Point(report.Kind, point.Shelf, point.Side, report.Figures, point))], null, null, report.Version,
            report.Verdict, report.OccurredAt, Name(ended.EndedBy),
            [.. report.Powers.Select(static power => new PowerView(
                power.Reader, power.Port, power.Hears.ToString(), power.PowerDbm, power.ProposedDbm, power.MarginDb, power.LimitDbm))],
            "margin", other is null ? null : Compare(report, other.Report));
    }

    private ListeningView? Listening(SiteState state, ShelfWalk walk)
    {
        if (running.Find(walk.Number) is not { IsRecorded: false } point) return null;
        PointFigure[] figures = point.Figures();
        return new ListeningView(
            point.Shelf.ToString(), point.Side, Math.Round(Math.Min(point.LeastSeconds(), walk.SecondsPerPoint), 1), walk.SecondsPerPoint,
            Math.Round(point.Silence.TotalSeconds, 1), state.OpenDoors.ContainsKey(walk.Cabinet),
            [.. figures.Where(figure => figure.Hears.Cabinet == walk.Cabinet && figure.Visits == 0).Select(static figure => figure.Hears.ToString())],
            Figures(walk.Kind, point.Shelf, figures));
    }

    private static PointView Point(CabinetKind kind, PlaceId shelf, ShelfSide side, IEnumerable<PointFigure> all, PointVerdict? verdict)
    {
        FigureView[] figures = Figures(kind, shelf, all.Where(figure => figure.Shelf == shelf && figure.Side == side));
        return new PointView(
            shelf.ToString(), side, verdict?.Finding, verdict?.By?.ToString(), verdict?.LeadDb is { } lead ? Math.Round(lead, 1) : null,
            verdict?.Reason, Array.Find(figures, static figure => figure.Own), figures);
    }

    private static FigureView[] Figures(CabinetKind kind, PlaceId shelf, IEnumerable<PointFigure> figures) =>
    [
        .. from figure in figures
           orderby figure.RssiDbm ?? double.NegativeInfinity descending, figure.Hears.ToString()
           select new FigureView(
               figure.Reader, figure.Port, figure.Hears.ToString(), JudgingWalk.IsOwn(kind, figure.Hears, shelf), figure.Seconds,
               Math.Round(figure.Share(), 3), figure.Seconds > 0 ? Math.Round(figure.Reads / figure.Seconds, 1) : 0, figure.RssiDbm),
    ];

    private static AntennaSetupView[] Setup(IEnumerable<AntennaSetup> antennas) =>
        [.. antennas.Select(static antenna => new AntennaSetupView(antenna.Reader, antenna.Port, antenna.Hears.ToString(), antenna.PowerDbm))];

    private static ComparisonView Compare(CabinetQualified now, CabinetQualified before) => new(
        before.Walk, before.Version, before.OccurredAt,
        [.. ComparingQualifications.Of(now, before).Select(static point => new PointDifferenceView(
            point.Shelf.ToString(), point.Side, point.ShareNow, point.ShareBefore, point.RssiNow, point.RssiBefore, point.Now, point.Before))]);

    private string? Name(string? account) => account is null ? null : accounts.Find(account)?.DisplayName ?? account;
}
