namespace Edge.Web;

/// <summary>Server-sent events.</summary>
internal static class LiveRoute
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/live", Stream).WithName("live").WithTags("live").Produces<LiveEvents>(200, "text/event-stream").Problems(401, 403)
            .Needs(Permission.Read);

    private static IResult Stream(string? topics) => Pending.Answer();
}
