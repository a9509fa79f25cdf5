using System.Globalization;
using Edge.Devices;
using Edge.Ledger.Samples;
using Edge.Web.Guard;
using Edge.Web.Views;
using Readers.Gnss;

namespace Edge.Web;

/// <summary>Where a vehicle is, and where it was.</summary>
internal static class PositionRoutes
{
    private static readonly TimeSpan s_usualSpan = TimeSpan.FromHours(24);

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder position = api.MapGroup("/position").WithTags("position");
        position.MapGet("", Now).WithName("getPosition").Answers<PositionView>().Problems(404).Needs(Permission.Read);
        position.MapGet("/track", TrackAsync).WithName("getTrack").Answers<ItemList<FixView>>().Needs(Permission.Read);
    }

    private static IResult Now(LiveSite live, TimeProvider time) => live.Position is { } position
        ? Answer.Of(PositionViews.View(position, time))
        : Problem.Answer(ProblemKind.NotFound, "This site has no position receiver.");

    /// <remarks>
    /// The positions that were kept, the oldest first, as long as raw samples are kept. Without a span the last 24 h. Give <c>next</c> back as
    /// <c>from</c> to read on.
    /// </remarks>
    private static async Task<IResult> TrackAsync(
        HttpContext http, DateTimeOffset? from, DateTimeOffset? to, int? limit, TemperatureStore samples, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset end = to ?? time.GetUtcNow().AddMilliseconds(1), begin = from ?? FridgeRoutes.Earlier(end, s_usualSpan);
        if (begin >= end) return UnitRoutes.Bad("from", "must lie before 'to'");
        int most = Answer.Limit(limit);
        IReadOnlyList<GnssFix> fixes = await samples.ReadPositionsAsync(begin, end, most, ct);
        string? next = fixes.Count == most ? fixes[^1].ObservedAt.AddMilliseconds(1).ToString("O", CultureInfo.InvariantCulture) : null;
        return Answer.List<FixView>(http, [.. fixes.Select(PositionViews.View)], next);
    }
}
