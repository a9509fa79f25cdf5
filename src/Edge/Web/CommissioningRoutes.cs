using System.Globalization;
using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Web;

/// <summary>Commissioning by walking: from point to point with a reference tag, the report, and which map is in use.</summary>
internal static class CommissioningRoutes
{
    private const int UsualSeconds = 5;
    private const double UsualLimitDbm = -68; // before an antenna has heard enough to know its own

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder walks = api.MapGroup("/commissionings").WithTags("commissionings");
        walks.MapGet("", List).WithName("listCommissionings").Answers<CommissioningList>().Needs(Permission.Read);
        walks.MapGet("/{number:int}", Get).WithName("getCommissioning").Answers<CommissioningView>().Problems(404).Needs(Permission.Read);
        walks.MapGet("/{number:int}/report.csv", Csv).WithName("getCommissioningCsv").Produces<string>(200, "text/csv").Problems(401, 403, 404)
            .Needs(Permission.Read);
        walks.MapPost("", BeginAsync).WithName("beginCommissioning").Writes<Recorded>().Problems(409).Needs(Permission.Devices);
        walks.MapPost("/{number:int}/listen", Listen).WithName("listenAtPoint").Writes<CommissioningView>().Problems(404, 409).Needs(Permission.Devices);
        walks.MapPost("/{number:int}/skip", SkipAsync).WithName("skipPoint").Writes<Recorded>().Problems(409).Needs(Permission.Devices);
        walks.MapPost("/{number:int}/finish", FinishAsync).WithName("finishCommissioning").Writes<Recorded>().Problems(409).Needs(Permission.Devices);
        walks.MapPost("/{number:int}/abandon", AbandonAsync).WithName("abandonCommissioning").Writes<Recorded>().Problems(409).Needs(Permission.Devices);
        api.MapPost("/models/{cabinet}", ActivateAsync).WithName("activateModel").WithTags("commissionings").Writes<Recorded>().Problems(409)
            .Needs(Access.PersonWith(Permission.Devices));
    }

    private static IResult List(CommissioningViews walks)
    {
        CommissioningList list = walks.List();
        return Answer.Of(list, list with { AsOf = default });
    }

    private static IResult Get(int number, int? with, CommissioningViews walks) => walks.Find(number, with) is { } walk ? Answer.Of(walk) : NoWalk();

    private static IResult Csv(int number, CommissioningViews walks) => walks.Find(number, null) is { } walk
        ? Results.File(CommissioningCsv.Write(walk), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"commissioning-{number}.csv"))
        : NoWalk();

    private static async Task<IResult> BeginAsync(
        HttpContext http, WalkRequest request, SiteSettings settings, Recording recording, TimeProvider time, CancellationToken ct)
    {
        if (settings.Cabinets.Find(known => known.Id == request.Cabinet) is not { } cabinet) return UnitRoutes.Bad("cabinet", "names a fridge that is not here");
        if (!TagUii.TryParse(request.Tag?.Trim().ToUpperInvariant(), out TagUii tag)) return UnitRoutes.Bad("tag", "is no EPC in hex");
        int seconds = request.SecondsPerPoint ?? UsualSeconds;
        if (seconds is < 2 or > 60) return UnitRoutes.Bad("secondsPerPoint", "must be 2 to 60");
        BeginWalk command = new(
            PlaceId.Parse(cabinet.Id), cabinet.Kind, tag, seconds, [.. cabinet.Shelves.Select(shelf => PlaceId.Parse($"{cabinet.Id}/{shelf}"))],
            [.. SiteLayout.Of(settings).Antennas.Select(antenna => new AntennaSetup(antenna.Reader, antenna.Port, antenna.Zone, Power(settings, antenna)))],
            settings.BagTagRules(), time.GetUtcNow());
        return recording.Single(await recording.ExecuteAsync(http, "", state => Walking.Begin(state, command), null, ct));
    }

    /// <remarks>Nothing is recorded until the point was listened to: asked again, it begins again.</remarks>
    private static IResult Listen(
        int number, PointRequest request, ILedger ledger, RunningListenings running, LiveSite live, SiteSettings settings, CommissioningViews walks,
        Recording recording, TimeProvider time)
    {
        SiteState state = ledger.Current.State;
        if (!state.Walks.TryGetValue(number, out ShelfWalk? walk)) return NoWalk();
        if (!PlaceId.TryParse(request.Shelf, out PlaceId shelf) || !walk.Shelves.Contains(shelf)) return UnitRoutes.Bad("shelf", "is none of this walk");
        if (Walking.IsCounted(state, walk.Cabinet)) return recording.Refuse(new Decision.Refused(Refusal.CountedAlready, walk.Cabinet.ToString()));
        running.Begin(new PointListening(walk, shelf, request.Side, SiteLayout.Of(settings), time));
        live.WalkChanged(number);
        return Answer.Of(walks.Find(number, null)!);
    }

    private static async Task<IResult> SkipAsync(
        HttpContext http, int number, SkipPointRequest request, RunningListenings running, Recording recording, TimeProvider time, CancellationToken ct)
    {
        if (!PlaceId.TryParse(request.Shelf, out PlaceId shelf)) return UnitRoutes.Bad("shelf", "is no name of a shelf");
        if (running.Find(number) is { } point && point.Shelf == shelf && point.Side == request.Side) running.End(point);
        return await SingleAsync(http, recording, state => Walking.Skip(state, number, shelf, request.Side, request.Reason, time.GetUtcNow()), request.Reason, ct);
    }

    private static Task<IResult> FinishAsync(
        HttpContext http, int number, IBeliefs beliefs, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return SingleAsync(
            http, recording,
            state => Walking.Finish(state, number, antenna => beliefs.LimitDbm(antenna.Reader, antenna.Port) ?? UsualLimitDbm, now), null, ct);
    }

    private static Task<IResult> AbandonAsync(
        HttpContext http, int number, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return SingleAsync(http, recording, state => Walking.Abandon(state, number, request.Reason, now), request.Reason, ct);
    }

    private static Task<IResult> ActivateAsync(
        HttpContext http, string cabinet, ActivateRequest request, SiteSettings settings, Recording recording, TimeProvider time, CancellationToken ct)
    {
        if (!settings.Cabinets.Exists(known => known.Id == cabinet)) return Task.FromResult(UnitRoutes.Bad("cabinet", "names a fridge that is not here"));
        DateTimeOffset now = time.GetUtcNow();
        string who = http.RequireCaller().Actor.Name;
        return SingleAsync(
            http, recording, state => Walking.Activate(state, PlaceId.Parse(cabinet), request.Version, who, now), request.Reason, ct);
    }

    private static async Task<IResult> SingleAsync(
        HttpContext http, Recording recording, Func<SiteState, Decision> decide, string? reason, CancellationToken ct) =>
        recording.Single(await recording.ExecuteAsync(http, "", decide, reason, ct));

    private static int Power(SiteSettings settings, AntennaSite antenna) =>
        settings.Readers.Find(reader => reader.Id == antenna.Reader)!.Antennas.Find(port => port.Port == antenna.Port)!.PowerDbm;

    private static IResult NoWalk() => Problem.Answer(ProblemKind.NotFound, "There is no such walk.");
}
