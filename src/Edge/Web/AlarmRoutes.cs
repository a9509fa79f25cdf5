using System.Globalization;
using Edge.Ledger;
using Edge.Web.Views;
using Inventory.ColdChain;

namespace Edge.Web;

/// <summary>Alarms and their acknowledgement.</summary>
internal static class AlarmRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder alarms = api.MapGroup("/alarms").WithTags("alarms");
        alarms.MapGet("", ListAsync).WithName("listAlarms").Answers<ItemList<AlarmItem>>().Needs(Permission.Read);
        alarms.MapPost("/{number:int}/acknowledge", AcknowledgeAsync).WithName("acknowledgeAlarm").Writes<Recorded>().Problems(409)
            .Needs(Permission.Alarms);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, Word<AlarmListState>? state, int? limit, string? cursor, AlarmViews alarms, CancellationToken ct)
    {
        if (state is null or { Value: AlarmListState.Open }) return Answer.List(http, alarms.Open());
        if (state.Value.Value == AlarmListState.Returned) return Answer.List(http, alarms.Returned());
        int before = int.MaxValue, most = Answer.Limit(limit);
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return UnitRoutes.Bad("cursor", "is not one that was given out");
        IReadOnlyList<AlarmItem> items = await alarms.HistoryAsync(before, most + 1, ct);
        return items.Count > most
            ? Answer.List(http, [.. items.Take(most)], items[most - 1].Number.ToString(CultureInfo.InvariantCulture))
            : Answer.List(http, items);
    }

    private static async Task<IResult> AcknowledgeAsync(
        HttpContext http, int number, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        AcknowledgeAlarm command = new(number, request.Reason, time.GetUtcNow());
        CommandAnswer answer = await recording.ExecuteAsync(http, "", state => Acknowledging.Decide(state, command), request.Reason, ct);
        return recording.Single(answer);
    }
}
