using Edge.Operations;
using Inventory;
using Inventory.Presence;

namespace Edge.Devices;

/// <summary>The workers that keep every device open, for the composition root.</summary>
internal static class DeviceServices
{
    /// <remarks>
    /// Hosted services stop in the reverse order: readers and probes first, then what turns their words into commands, and the
    /// recorder last, when nothing more can come.
    /// </remarks>
    public static IServiceCollection AddEdgeDevices(this IServiceCollection services, SiteSettings settings)
    {
        SiteLayout layout = new(settings);
        LiveSite live = new();
        foreach (CabinetSection cabinet in settings.Cabinets)
            live.Add(new CabinetLive(
                PlaceId.Parse(cabinet.Id),
                [.. cabinet.Probes.Select(static probe => new ProbeLive(probe.Name, ProbeState.NeverHeard, null, null, null))], null, null));
        services.AddSingleton(layout).AddSingleton(live);
        services.AddSingleton(new PresenceTracker(
            layout.Presence, PresenceModel.Prior(layout.Presence), new PresenceOptions
            {
                SureChance = settings.Presence.SureChance, MeanStay = TimeSpan.FromMinutes(settings.Presence.MeanStayMinutes),
            }));
        services.AddSingleton<PresenceEngine>().AddSingleton<IBeliefs>(static all => all.GetRequiredService<PresenceEngine>());
        services.AddSingleton<AlarmDesk>();
        services.AddHosted<ServiceRecorder>().AddHosted<DoorWatch>().AddHosted<PlaceRecorder>();
        foreach (ReaderSection reader in settings.Readers)
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<ReaderWorker>(all, reader));
        return services;
    }

    /// <summary>One instance that is both asked for by name and run by the host.</summary>
    public static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddSingleton<IHostedService>(static all => all.GetRequiredService<T>());
}
