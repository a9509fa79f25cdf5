using Edge.Devices;
using Edge.Hub;
using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Operations.Backups;
using Edge.Operations.Windows;
using Edge.Web;
using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace Edge.Operations;

/// <summary>Puts the service of one site together from its settings.</summary>
internal static class EdgeHost
{
    /// <summary>How long a stop may take in all.</summary>
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(5);

    /// <param name="consoleLog">False where the verb writes its own words to stdout.</param>
    /// <exception cref="IOException">The data folder cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(
        SiteConfiguration site, TimeProvider time, bool consoleLog, CancellationToken ct)
    {
        (SiteSettings settings, SiteTables tables, string folder) = site;
        string data = Path.Combine(folder, settings.Ledger.Folder);
        PrivateFolder.Create(data);
        string logs = Path.Combine(data, "logs");
        PrivateFolder.Create(logs); // also where the data folder was given other permissions: the first code is in there
        Logger log = ServiceLog.Create(settings.Log, logs, consoleLog);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Logging.ClearProviders().AddSerilog(log, dispose: true);
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = s_stopWithin);

        SerilogLoggerFactory loggers = new(log);
        SqliteLedger ledger = await SqliteLedger.OpenAsync(
            LedgerOptions.From(settings.Ledger, data), time, loggers.CreateLogger<SqliteLedger>(), ct);
        SiteRules rules = new(settings, tables, ledger);
        if (rules.Faults is [{ } fault, ..])
        {
            await ledger.DisposeAsync();
            throw new IOException($"The files no longer fit what was changed on the settings page: {fault}");
        }
        TemperatureStore samples = await TemperatureStore.OpenAsync(
            data, settings.Ledger.KeepRawSamplesDays, time, loggers.CreateLogger<TemperatureStore>(), ct);
        builder.Services
            .AddSingleton(time)
            .AddSingleton(rules)
            .AddSingleton(new SettingsSource(settings, site.File))
            .AddSingleton(new ServiceBoot(Guid.NewGuid(), time.GetUtcNow()))
            // Through factories, so that the container disposes them after everything that uses them.
            .AddSingleton(_ => ledger)
            .AddSingleton<ILedger>(static all => all.GetRequiredService<SqliteLedger>())
            .AddSingleton(_ => samples)
            .AddEdgeHub(settings, folder, data)
            .AddEdgeWeb(settings, data)
            .AddEdgeDevices(settings, data)
            .AddLedgerWatch(settings.Ledger.Backup, folder, data)
            .AddHostedService<SystemdNotifier>();
        if (OperatingSystem.IsWindows()) builder.Services.AddHostedService<PowerLog>();
        WebApplication app = builder.Build();
        app.MapEdgeWeb();
        return app;
    }
}
