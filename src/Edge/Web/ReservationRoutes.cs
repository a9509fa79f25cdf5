using Edge.Operations;
using Edge.Web.Views;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Bags that are kept for one request.</summary>
internal static class ReservationRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder reservations = api.MapGroup("/reservations").WithTags("actions");
        reservations.MapPost("", ReserveAsync).WithName("reserveUnits").Writes<ActionResults>().Needs(Permission.Units);
        reservations.MapPost("/end", EndAsync).WithName("endReservations").Writes<ActionResults>().Needs(Permission.Units);
    }

    private static Task<IResult> ReserveAsync(
        HttpContext http, ReservationRequest request, Recording recording, SiteViews views, SiteRules rules, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteIndex index = views.Index;
        // a number that is no time is refused as a limit that does not fit, like any other
        TimeSpan length = request.Hours is not { } hours ? policy.Reserve
            : hours is > 0 and <= 24 * 365 ? TimeSpan.FromHours(hours)
            : TimeSpan.Zero;
        return recording.EachKeyAsync(
            http, request.Units,
            (state, key) => Reserving.Decide(state, new ReserveUnit(
                key, request.Request, now + length, policy.ReserveAtMost, policy.LimitOf(state, key), now)
            {
                TouchesReserve = index.TouchesReserve(key, state, rules.Tables.Stock, now), Override = request.OverrideReason,
            }), request.OverrideReason, ct);
    }

    private static Task<IResult> EndAsync(HttpContext http, UnitsRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => EndingReservation.Decide(state, new EndReservation(key, Lapsed: false, now)), null, ct);
    }
}
