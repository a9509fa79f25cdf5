using Edge.Operations;

namespace Edge.Web;

/// <summary>The HTTP side of the service: its services and its routes, for the composition root.</summary>
public static class WebHost
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddEdgeWeb(this IServiceCollection services, SiteSettings settings)
    {
        services.AddSingleton(settings);
        services.ConfigureHttpJsonOptions(static options => ApiJson.Apply(options.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDocumentSetup.Configure);
        return services;
    }

    public static void MapEdgeWeb(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup(Prefix);
        SessionRoutes.Map(api);
        StockRoutes.Map(api);
        UnitRoutes.Map(api);
        UnitActionRoutes.Map(api);
        FridgeRoutes.Map(api);
        AlarmRoutes.Map(api);
        DeviceRoutes.Map(api);
        UserRoutes.Map(api);
        AuditRoutes.Map(api);
        LiveRoute.Map(api);
        HealthRoutes.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").Needs(Permission.Read);
    }
}
