namespace Edge.Web;

/// <summary>For machines that watch: is it alive, does it work, how much.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder health = app.MapGroup("").WithTags("health");
        health.MapGet("/health/live", Live).WithName("healthLive").Produces<HealthView>().Needs(Access.Anybody);
        health.MapGet("/health/ready", Ready).WithName("healthReady").Produces<HealthView>().Produces<HealthView>(503).Needs(Access.Anybody);
        health.MapGet("/metrics", Metrics).WithName("metrics").Produces<string>(200, "text/plain").Problems(401, 403).Needs(Access.Local);
    }

    private static IResult Live() => Pending.Answer();

    private static IResult Ready() => Pending.Answer();

    private static IResult Metrics() => Pending.Answer();
}
