using System.Globalization;
using System.Text;
using Edge.Operations;

namespace Edge.Web;

/// <summary>For machines that watch: is it alive, does it work, how much.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder health = app.MapGroup("").WithTags("health");
        health.MapGet("/health/live", Live).WithName("healthLive").Produces<HealthView>().Needs(Access.Anybody);
        health.MapGet("/health/ready", Ready).WithName("healthReady").Produces<HealthView>().Produces<HealthView>(503).Needs(Access.Anybody);
        health.MapGet("/metrics", Write).WithName("metrics").Produces<string>(200, "text/plain").Problems(401, 403).Needs(Access.Local);
    }

    private static IResult Live(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new HealthView("alive", []));
    }

    /// <remarks>503 only for a part without which nothing can be answered or recorded: a dead reader is no reason to restart the service.</remarks>
    private static IResult Ready(HttpContext http, HealthParts parts)
    {
        http.Response.Headers.CacheControl = "no-store";
        bool ready = true;
        List<HealthPart> views = [];
        foreach ((string name, PartHealth part) in parts.Look())
        {
            ready &= part.Ok || !part.Needed;
            views.Add(new HealthPart(name, part.Ok, part.Detail));
        }
        return TypedResults.Json(
            new HealthView(ready ? "ready" : "notReady", views), ApiJson.Web,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task Write(HttpContext http, Metrics metrics)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        metrics.WriteTo(text);
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(text.ToString(), Encoding.UTF8, http.RequestAborted);
    }
}
