using System.Globalization;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Stocktaking;

namespace Edge.Web;

/// <summary>Counts: start, watch, decide what differs, sign by two people, report.</summary>
internal static class StocktakeRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder counts = api.MapGroup("/stocktakes").WithTags("stocktakes");
        counts.MapGet("", List).WithName("listStocktakes").Answers<StocktakeList>().Needs(Permission.Read);
        counts.MapGet("/proposal", Propose).WithName("proposeStocktake").Answers<StocktakeProposal>().Needs(Permission.Read);
        counts.MapGet("/{number:int}", GetAsync).WithName("getStocktake").Answers<StocktakeView>().Problems(404).Needs(Permission.Read);
        counts.MapGet("/{number:int}/report.csv", CsvAsync).WithName("getStocktakeCsv").Produces<string>(200, "text/csv").Problems(401, 403, 404)
            .Needs(Permission.Read);
        counts.MapPost("", StartAsync).WithName("startStocktake").Writes<Recorded>().Problems(409).Needs(Permission.Units);
        Act(counts, "pause", "pauseStocktake", RunningStocktake.Pause);
        Act(counts, "continue", "continueStocktake", RunningStocktake.Continue);
        Act(counts, "finish", "finishStocktake", RunningStocktake.Finish);
        counts.MapPost("/{number:int}/decisions", DecideAsync).WithName("decideDifference").Writes<Recorded>().Problems(409).Needs(Permission.Units);
        counts.MapPost("/{number:int}/signatures", SignAsync).WithName("signStocktake").Writes<Recorded>().Problems(409)
            .Needs(Access.PersonWith(Permission.Units));
        counts.MapPost("/{number:int}/abandon", AbandonAsync).WithName("abandonStocktake").Writes<Recorded>().Problems(409).Needs(Permission.Release);
    }

    private static void Act(RouteGroupBuilder counts, string verb, string name, Func<SiteState, int, DateTimeOffset, Decision> decide) =>
        counts.MapPost($"/{{number:int}}/{verb}", (HttpContext http, int number, Recording recording, TimeProvider time, CancellationToken ct) =>
        {
            DateTimeOffset now = time.GetUtcNow();
            return SingleAsync(http, recording, state => decide(state, number, now), null, ct);
        }).WithName(name).Writes<Recorded>().Problems(409).Needs(Permission.Units);

    private static IResult List(StocktakeViews counts)
    {
        StocktakeList list = counts.List();
        return Answer.Of(list, list with { AsOf = default });
    }

    private static IResult Propose(string? cabinets, SiteSettings settings, StocktakeViews counts) =>
        Places(settings, (cabinets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)) is { } places
            ? Answer.Of(counts.Propose(places))
            : UnitRoutes.Bad("cabinets", "names a fridge that is not here");

    private static async Task<IResult> GetAsync(int number, StocktakeViews counts, CancellationToken ct) =>
        await counts.FindAsync(number, ct) is { } count ? Answer.Of(count) : NoCount();

    private static async Task<IResult> CsvAsync(int number, StocktakeViews counts, CancellationToken ct) =>
        await counts.FindAsync(number, ct) is { } count
            ? Results.File(StocktakeCsv.Write(count), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"stocktake-{number}.csv"))
            : NoCount();

    private static async Task<IResult> StartAsync(
        HttpContext http, StartRequest request, SiteSettings settings, StocktakeViews counts, Recording recording, TimeProvider time,
        CancellationToken ct)
    {
        if (Places(settings, request.Cabinets) is not { } places) return UnitRoutes.Bad("cabinets", "names a fridge that is not here");
        int limit = request.TimeLimitSeconds ?? settings.Stocktaking.TimeLimitSeconds;
        if (limit is < 10 or > 3_600) return UnitRoutes.Bad("timeLimitSeconds", "must be 10 to 3600");
        StartStocktake command = new(
            request.Kind, places, limit, [.. counts.Checks(places).Select(static check => $"{check.Code} {check.Place}")], counts.Usual, time.GetUtcNow())
        {
            UsualDb = counts.UsualDb,
            Watch = counts.Watch,
        };
        return await SingleAsync(http, recording, state => RunningStocktake.Start(state, command), null, ct);
    }

    private static Task<IResult> DecideAsync(
        HttpContext http, int number, DecisionRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return SingleAsync(
            http, recording, state => ClosingStocktake.Decide(state, number, request.Subject, request.Action, request.Note, now), request.Note, ct);
    }

    /// <remarks>The first signature is that of whoever counted; the second, by another account, closes the count.</remarks>
    private static Task<IResult> SignAsync(
        HttpContext http, int number, Recording recording, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        string who = http.RequireCaller().Actor.Name;
        return SingleAsync(
            http, recording,
            state => state.Stocktakes.GetValueOrDefault(number)?.Stage == StocktakeStage.SignedOnce
                ? ClosingStocktake.Close(state, number, who, unit => policy.LimitOf(unit.Component), now)
                : ClosingStocktake.Sign(state, number, now), null, ct);
    }

    private static Task<IResult> AbandonAsync(
        HttpContext http, int number, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return SingleAsync(http, recording, state => RunningStocktake.Abandon(state, number, request.Reason, now), request.Reason, ct);
    }

    private static async Task<IResult> SingleAsync(
        HttpContext http, Recording recording, Func<SiteState, Decision> decide, string? reason, CancellationToken ct) =>
        recording.Single(await recording.ExecuteAsync(http, "", decide, reason, ct));

    /// <returns>Null when one is not a fridge of this site.</returns>
    private static IReadOnlyList<PlaceId>? Places(SiteSettings settings, IReadOnlyList<string> ids) =>
        ids.All(id => settings.Cabinets.Exists(cabinet => cabinet.Id == id)) ? [.. ids.Distinct().Select(PlaceId.Parse)] : null;

    private static IResult NoCount() => Problem.Answer(ProblemKind.NotFound, "There is no such count.");
}
