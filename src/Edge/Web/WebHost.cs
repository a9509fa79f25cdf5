using System.Net;
using Edge.Desks;
using Edge.Devices;
using Edge.Operations;
using Edge.Searching;
using Edge.Web.Accounts;
using Edge.Web.Guard;
using Edge.Web.History;
using Edge.Web.Live;
using Edge.Web.Views;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edge.Web;

/// <summary>The HTTP side of the service: its services and its routes, for the composition root.</summary>
/// <remarks>
/// It asks the container for <see cref="TimeProvider"/>, <see cref="Ledger.ILedger"/> and <see cref="Ledger.SqliteLedger"/>,
/// <see cref="Ledger.Samples.TemperatureStore"/>, <see cref="SiteRules"/>, <see cref="Devices.LiveSite"/> and
/// <see cref="Devices.IBeliefs"/>; and, where there is one, for <see cref="IHubReport"/>.
/// </remarks>
public static class WebHost
{
    public const string Prefix = "/api/v1";

    /// <summary>A call may take this long; the stream of live events is not bound by it.</summary>
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(30);

    /// <param name="folder">The ledger's folder, absolute: accounts live beside the ledger.</param>
    /// <param name="pages">Folder of the built pages; null: beside the program.</param>
    public static IServiceCollection AddEdgeWeb(this IServiceCollection services, SiteSettings settings, string folder, string? pages = null)
    {
        services.AddSingleton(settings);
        services.ConfigureHttpJsonOptions(static options => ApiJson.Apply(options.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDocumentSetup.Configure);
        services.Configure<KestrelServerOptions>(options => Listen(options, settings.Web));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddRequestTimeouts(static options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = s_callTimeout,
            WriteTimeoutResponse = static http => Problem.WriteAsync(http, ProblemKind.SlowToAnswer),
        });
        services.AddSingleton(_ => new AccountDatabase(folder));
        services.AddSingleton<AuditQueue>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<DoorBook>().AddSingleton<Badges>().AddSingleton<Pins>().AddSingleton<RoleRequests>().AddSingleton<Signatures>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<FirstStartCode>();
        services.AddSingleton<TryLimiter>();
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<RepeatedCalls>();
        services.AddSingleton<SessionRoutes.Desk>().AddSingleton<UserRoutes.Desk>();
        services.AddSingleton(_ => new StaticPages(pages));
        services.AddSingleton(_ => new HostCheck(settings.Web.HostNames));
        services.AddHostedService<AccountAuditWorker>();
        services.AddHostedService<FirstStartNotice>();
        services.AddViews(settings, folder);
        return services;
    }

    private static void AddViews(this IServiceCollection services, SiteSettings settings, string folder)
    {
        services.TryAddSingleton(new SettingsSource(settings, null));
        services.TryAddSingleton<Metrics>();
        services.TryAddSingleton<HealthParts>();
        services.TryAddSingleton<IHubReport, NoHub>();
        services.AddSingleton(_ => new HistoryStore(folder));
        services.AddSingleton<HistoryFeed>().AddHostedService(static all => all.GetRequiredService<HistoryFeed>());
        services.AddSingleton<LiveHub>().AddHostedService(static all => all.GetRequiredService<LiveHub>());
        services.AddSingleton<SiteViews>().AddSingleton<SiteNames>();
        services.AddSingleton<UnitViews>().AddSingleton<UnitSearch>().AddSingleton<UnitSets>().AddSingleton<UnitRoutes.Lists>();
        services.AddSingleton<StockViews>().AddSingleton<AlarmViews>().AddSingleton<EventViews>().AddSingleton<LiveViews>();
        services.AddSingleton<SampleViews>().AddSingleton<FridgeViews>().AddSingleton<OpeningViews>().AddSingleton<KnownViews>().AddSingleton<FridgeDetails>();
        services.AddSingleton<StocktakeViews>();
        services.AddSingleton(new LedgerFolder(folder)).AddSingleton<ExportGate>();
        services.AddSingleton<ChainCheck>().AddHostedService(static all => all.GetRequiredService<ChainCheck>());
        services.TryAddSingleton<RunningCounts>();
        services.TryAddSingleton<RunningListenings>();
        services.AddSingleton<CommissioningViews>();
        services.TryAddSingleton<UnitPolicy>();
        services.AddSingleton<SettingsDrafting>().AddSingleton<RuleViews>();
        services.TryAddSingleton<TrayBook>();
        services.TryAddSingleton<ShelfLights>();
        services.TryAddSingleton<ReaderOrders>();
        services.TryAddSingleton<SearchDesk>();
        services.AddSingleton<LabelDesk>().AddSingleton<TrayViews>();
        services.AddSingleton<Recording>().AddSingleton<ReceiptReading>().AddSingleton<WebWatch>().AddSingleton<AuditReads>();
    }

    public static void MapEdgeWeb(this WebApplication app)
    {
        HostCheck hosts = app.Services.GetRequiredService<HostCheck>();
        Doorkeeper doorkeeper = app.Services.GetRequiredService<Doorkeeper>();
        StaticPages pages = app.Services.GetRequiredService<StaticPages>();
        WebWatch watch = app.Services.GetRequiredService<WebWatch>();
        app.Use(next => async http =>
        {
            SecurityHeaders.Apply(http);
            await next(http);
            watch.Count(http.Response.StatusCode);
        });
        app.Use(next => http => ErrorHandling.InvokeAsync(http, next));
        app.Use(next => http => hosts.IsAccepted(http.Request.Host) ? next(http) : Problem.WriteAsync(http, ProblemKind.WrongHost));
        pages.Use(app);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.Use(next => http => doorkeeper.InvokeAsync(http, next));
        app.Use(next => http => pages.FallBackAsync(http, next));

        RouteGroupBuilder api = app.MapGroup(Prefix);
        SessionRoutes.Map(api);
        StockRoutes.Map(api);
        QualityRoutes.Map(api);
        UnitRoutes.Map(api);
        UnitActionRoutes.Map(api);
        ReservationRoutes.Map(api);
        TransferRoutes.Map(api);
        EmergencyRoutes.Map(api);
        CorrectionRoutes.Map(api);
        FridgeRoutes.Map(api);
        OpeningRoutes.Map(api);
        AlarmRoutes.Map(api);
        StocktakeRoutes.Map(api);
        CommissioningRoutes.Map(api);
        DeviceRoutes.Map(api);
        PositionRoutes.Map(api);
        LightRoutes.Map(api);
        SearchRoutes.Map(api);
        DeskRoutes.Map(api);
        UserRoutes.Map(api, app.Services.GetRequiredService<RepeatedCalls>());
        KeyRoutes.Map(api, app.Services.GetRequiredService<RepeatedCalls>());
        SlipRoutes.Map(api);
        AuditRoutes.Map(api);
        ChainRoutes.Map(api);
        TableRoutes.Map(api);
        SettingsRoutes.Map(api);
        RuleRoutes.Map(api);
        LiveRoute.Map(api);
        HealthRoutes.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").Needs(Permission.Read);
    }

    private static void Listen(KestrelServerOptions options, WebSection web)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 256 * 1024;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        options.Limits.MaxConcurrentConnections = 500;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        IPAddress address = string.Equals(web.Address, "localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback
            : IPAddress.Parse(web.Address);
        options.Listen(address, web.Port);
    }
}
