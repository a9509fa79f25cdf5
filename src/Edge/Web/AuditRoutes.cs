namespace Edge.Web;

/// <summary>Everything about this bag, this person, this hour.</summary>
internal static class AuditRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/audit", List).WithName("listAudit").WithTags("audit").Answers<ItemList<EventItem>>().Needs(Permission.Audit);

    private static IResult List(string? unit, string? person, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor) =>
        Pending.Answer();
}
