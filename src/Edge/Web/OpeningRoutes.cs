using System.Globalization;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.History;
using Edge.Web.Views;
using Inventory;

namespace Edge.Web;

/// <summary>From door to door: openings of all cabinets, as JSON and as CSV.</summary>
internal static class OpeningRoutes
{
    private const int MostLines = 10_000;
    private static readonly TimeSpan s_usual = TimeSpan.FromDays(1), s_longest = TimeSpan.FromDays(366);

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder openings = api.MapGroup("").WithTags("openings");
        openings.MapGet("/openings", ListAsync).WithName("listOpenings").Answers<ItemList<OpeningItem>>().Problems(404).Needs(Permission.Read);
        openings.MapGet("/openings.csv", CsvAsync).WithName("getOpeningsCsv").Produces<string>(200, "text/csv").Problems(400, 401, 403, 404).Needs(Permission.Read);
    }

    /// <remarks>Newest first. Without a span the last 24 h.</remarks>
    private static async Task<IResult> ListAsync(
        HttpContext http, string? cabinet, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor, SiteSettings settings, OpeningViews views,
        HistoryFeed feed, ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        if (Fault(settings, cabinet, from, to, time, out DateTimeOffset begin, out DateTimeOffset end) is { } fault) return fault;
        (DateTimeOffset, string)? before = null;
        if (cursor is not null && (before = Before(cursor)) is null) return UnitRoutes.Bad("cursor", "is not one that was given out");
        await feed.CatchUpAsync(ledger.Current.Seq, ct);
        int most = Answer.Limit(limit);
        IReadOnlyList<OpeningItem> items = views.Find(cabinet, begin, end, most + 1, before);
        if (items.Count <= most) return Answer.List(http, items);
        OpeningItem last = items[most - 1];
        return Answer.List<OpeningItem>(http, [.. items.Take(most)], string.Create(CultureInfo.InvariantCulture, $"{last.OpenedAt.UtcTicks}.{last.Cabinet}"));
    }

    private static async Task<IResult> CsvAsync(
        string? cabinet, DateTimeOffset? from, DateTimeOffset? to, SiteSettings settings, OpeningViews views, HistoryFeed feed, ILedger ledger,
        TimeProvider time, CancellationToken ct)
    {
        if (Fault(settings, cabinet, from, to, time, out DateTimeOffset begin, out DateTimeOffset end) is { } fault) return fault;
        await feed.CatchUpAsync(ledger.Current.Seq, ct);
        return Results.File(OpeningCsv.Write(views.Find(cabinet, begin, end, MostLines, null)), "text/csv; charset=utf-8", $"openings-{begin:yyyyMMdd}-{(to ?? time.GetUtcNow()):yyyyMMdd}.csv");
    }

    /// <returns>Null when the question can be answered.</returns>
    private static IResult? Fault(
        SiteSettings settings, string? cabinet, DateTimeOffset? from, DateTimeOffset? to, TimeProvider time, out DateTimeOffset begin, out DateTimeOffset end)
    {
        DateTimeOffset now = time.GetUtcNow();
        end = to ?? DateTimeOffset.MaxValue; // a door that is opened while the answer is made belongs to it
        begin = from ?? FridgeRoutes.Earlier(to ?? now, s_usual);
        if (cabinet is not null && !settings.Cabinets.Exists(known => known.Id == cabinet)) return FridgeRoutes.NoFridge();
        return begin >= end || (to ?? now) - begin > s_longest ? UnitRoutes.Bad("from", "must lie before 'to', by at most a year") : null;
    }

    private static (DateTimeOffset, string)? Before(string cursor)
    {
        int dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && PlaceId.TryParse(cursor[(dot + 1)..], out PlaceId cabinet) ? (new DateTimeOffset(ticks, TimeSpan.Zero), cabinet.ToString()) : null;
    }
}
