using System.Reflection;
using Edge.Devices;
using Edge.Hub.Epcis;
using Edge.Hub.Mqtt;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Views;
using Inventory;

namespace Edge.Hub;

/// <summary>The way to the hub, for the composition root.</summary>
internal static class HubServices
{
    /// <remarks>Before the web's services, which bring a report of "no hub" for want of one, and before the devices', which stop first.</remarks>
    /// <param name="folder">Of the configuration file: file names in the settings are relative to it.</param>
    /// <param name="data">Of the ledger.</param>
    public static IServiceCollection AddEdgeHub(this IServiceCollection services, SiteSettings settings, string folder, string data)
    {
        services.AddSingleton<HubStatus>().AddSingleton<IHubReport, HubReport>();
        if (settings.Hub is not { } hub) return services;
        // the broker lives in real time, also where the site's clock is a simulated one that runs faster
        services.AddSingleton<IHubClient>(new MqttHubClient(TimeProvider.System));
        return services.AddSingleton<IHostedService>(all =>
        {
            ServiceBoot boot = all.GetRequiredService<ServiceBoot>();
            AlarmDesk alarms = all.GetRequiredService<AlarmDesk>();
            SqliteLedger ledger = all.GetRequiredService<SqliteLedger>();
            return Create(
                settings.Site, hub, settings.Cabinets.ConvertAll(static cabinet => PlaceId.Parse(cabinet.Id)), folder, data, boot.Id,
                new HubParts(
                    all.GetRequiredService<IHubClient>(), ledger, ledger, all.GetRequiredService<LiveSite>(),
                    all.GetRequiredService<HubStatus>(), alarms.Report, Random.Shared, all.GetRequiredService<TimeProvider>(),
                    all.GetRequiredService<ILoggerFactory>()));
        });
    }

    public static HubWorker Create(
        SiteSection own, HubSection hub, IReadOnlyList<PlaceId> cabinets, string folder, string data, Guid boot, HubParts parts)
    {
        (IHubClient client, ILedger ledger, ICursorStore cursors, LiveSite live, HubStatus status, _, Random random, TimeProvider time,
            ILoggerFactory logs) = parts;
        string version = typeof(HubServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        HubSite site = new(own.Region, own.Id, boot, version.Split('+')[0], cabinets);
        HubTopics topics = new(own.Region, own.Id);
        EpcisIds ids = new(own.IdentifierDomain, own.Id);
        EpcisMapper mapper = new(ids, TimeZoneInfo.FindSystemTimeZoneById(own.TimeZone));
        SavedCursor cursor = new(cursors, time, logs.CreateLogger<SavedCursor>());
        DrainLimit limit = new(hub.DrainEventsPerSecond, time, random);
        ParkedMessages parked = new(Path.Combine(data, "hub-parked.jsonl"));
        EventPump pump = new(
            ledger, cursor, new EventBatcher(ledger, mapper, ids), parked, limit, site, topics, hub.BatchEvents, time, logs.CreateLogger<EventPump>());
        StatePublisher states = new(
            ledger, live, site, topics, TimeSpan.FromSeconds(hub.StockEverySeconds), TimeSpan.FromSeconds(hub.HeartbeatSeconds), time,
            logs.CreateLogger<StatePublisher>());
        ChainPublisher chain = new(ledger, cursors, live, site, topics, TimeSpan.FromSeconds(hub.StockEverySeconds), time);
        HubCommands commands = new(pump, states, limit, topics, logs.CreateLogger<HubCommands>());
        return new HubWorker(
            client, new HubConnectSettings(hub, folder, site, topics),
            new HubSession(ledger, pump, states, chain, commands, site, topics, time, logs.CreateLogger<HubSession>()), pump,
            new HubReporter(ledger, cursor, pump, commands, parked, status, live, parts.Alarm, $"{hub.Host}:{hub.Port}", time),
            new ReconnectDelay(TimeSpan.FromSeconds(hub.ReconnectMinSeconds), TimeSpan.FromSeconds(hub.ReconnectMaxSeconds), random),
            time, logs.CreateLogger<HubWorker>());
    }
}

/// <summary>What the way to the hub takes from the rest of the service.</summary>
internal sealed record HubParts(
    IHubClient Client, ILedger Ledger, ICursorStore Cursors, LiveSite Live, HubStatus Status, Action<Inventory.ColdChain.AlarmCondition> Alarm,
    Random Random, TimeProvider Time, ILoggerFactory Logs);
