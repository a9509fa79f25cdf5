using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.History;
using Edge.Web.Views;

namespace Edge.Web;

/// <summary>Cabinets: temperature, shelves, openings, excursions.</summary>
internal static class FridgeRoutes
{
    private static readonly TimeSpan s_usualSpan = TimeSpan.FromHours(24), s_longestSpan = TimeSpan.FromDays(366);

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder fridges = api.MapGroup("/fridges").WithTags("fridges");
        fridges.MapGet("", ListAsync).WithName("listFridges").Answers<ItemList<FridgeItem>>().Needs(Permission.Read);
        fridges.MapGet("/{id}", GetAsync).WithName("getFridge").Answers<FridgeDetail>().Problems(404).Needs(Permission.Read);
        fridges.MapGet("/{id}/samples", SamplesAsync).WithName("getSamples").Answers<SamplesView>().Problems(404).Needs(Permission.Read);
        fridges.MapGet("/{id}/known", KnownAsync).WithName("getFridgeAsKnown").Answers<KnownFridge>().Problems(404).Needs(Permission.Read);
        api.MapGet("/excursions/{number:int}", ExcursionAsync).WithName("getExcursion").WithTags("fridges").Answers<ExcursionView>().Problems(404)
            .Needs(Permission.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, FridgeViews fridges, CancellationToken ct) =>
        Answer.List(http, await fridges.ListAsync(ct));

    private static async Task<IResult> GetAsync(string id, SiteSettings settings, FridgeDetails details, CancellationToken ct) =>
        Find(settings, id) is { } cabinet ? Answer.Of(await details.GetAsync(cabinet, ct)) : NoFridge();

    /// <remarks>What was recorded by then, and nothing of what came later. Tables, limits and the names of shelves are today's.</remarks>
    private static async Task<IResult> KnownAsync(string id, DateTimeOffset at, SiteSettings settings, KnownViews known, TimeProvider time, CancellationToken ct)
    {
        if (Find(settings, id) is not { } cabinet) return NoFridge();
        return at > time.GetUtcNow() ? UnitRoutes.Bad("at", "lies in the future") : Answer.Of(await known.GetAsync(cabinet, at, ct));
    }

    /// <remarks>Without a span the last 24 h, without a step one that suits the span.</remarks>
    private static async Task<IResult> SamplesAsync(
        string id, DateTimeOffset? from, DateTimeOffset? to, int? step, SiteSettings settings, SampleViews samples, HistoryFeed feed,
        ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        if (Find(settings, id) is not { } cabinet) return NoFridge();
        DateTimeOffset end = to ?? time.GetUtcNow(), begin = from ?? Earlier(end, s_usualSpan);
        TimeSpan span = end - begin;
        if (span <= TimeSpan.Zero || span > s_longestSpan) return UnitRoutes.Bad("from", "must lie before 'to', by at most a year");
        int seconds = step ?? SampleViews.UsualStep(span);
        if (seconds < 1 || span.TotalSeconds / seconds > SampleViews.MostPoints)
            return UnitRoutes.Bad("step", $"must be whole seconds and make at most {SampleViews.MostPoints} points");
        await feed.CatchUpAsync(ledger.Current.Seq, ct);
        return Answer.Of(await samples.GetAsync(cabinet, begin, end, seconds, ct));
    }

    private static async Task<IResult> ExcursionAsync(
        int number, HistoryStore history, HistoryFeed feed, ILedger ledger, UnitViews units, CancellationToken ct)
    {
        await feed.CatchUpAsync(ledger.Current.Seq, ct);
        if (history.Excursion(number) is not { } row) return Problem.Answer(ProblemKind.NotFound, "There is no such excursion.");
        return Answer.Of(new ExcursionView(
            row.Number, row.Cabinet, row.Probe, row.Side, row.LimitCelsius, row.WorstCelsius, row.BeganAt, row.EndedAt, row.SecondsOutside,
            row.SecondsUnknown, units.Items(row.Units)));
    }

    private static CabinetSection? Find(SiteSettings settings, string id) => settings.Cabinets.Find(cabinet => cabinet.Id == id);

    internal static IResult NoFridge() => Problem.Answer(ProblemKind.NotFound, "There is no such fridge.");

    internal static DateTimeOffset Earlier(DateTimeOffset at, TimeSpan by) => at - DateTimeOffset.MinValue < by ? DateTimeOffset.MinValue : at - by;
}
