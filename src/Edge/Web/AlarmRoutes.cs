namespace Edge.Web;

/// <summary>Alarms and their acknowledgement.</summary>
internal static class AlarmRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder alarms = api.MapGroup("/alarms").WithTags("alarms");
        alarms.MapGet("", List).WithName("listAlarms").Answers<ItemList<AlarmItem>>().Needs(Permission.Read);
        alarms.MapPost("/{number:int}/acknowledge", Acknowledge).WithName("acknowledgeAlarm").Writes<Recorded>().Problems(409)
            .Needs(Permission.Alarms);
    }

    private static IResult List(AlarmListState? state, int? limit, string? cursor) => Pending.Answer();

    private static IResult Acknowledge(int number, ReasonRequest request) => Pending.Answer(request);
}
