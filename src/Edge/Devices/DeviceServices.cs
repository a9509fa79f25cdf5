using Edge.Desks;
using Edge.Ledger;
using Edge.Operations;
using Edge.RawReads;
using Edge.Searching;
using Inventory;
using Inventory.Presence;

namespace Edge.Devices;

/// <summary>The workers that keep every device open, for the composition root.</summary>
internal static class DeviceServices
{
    /// <param name="data">Folder of the ledger; raw reads lie beside it.</param>
    /// <remarks>
    /// Hosted services stop in the reverse order: readers and probes first, then what turns their words into commands, and the
    /// recorder last, when nothing more can come.
    /// </remarks>
    public static IServiceCollection AddEdgeDevices(this IServiceCollection services, SiteSettings settings, string data)
    {
        PresenceLayout layout = SiteLayout.Of(settings);
        LiveSite live = new();
        foreach (CabinetSection cabinet in settings.Cabinets)
            live.Add(new CabinetLive(
                PlaceId.Parse(cabinet.Id),
                [.. cabinet.Probes.Select(static probe => new ProbeLive(probe.Name, ProbeState.NeverHeard, null, null, null))], null, null));
        services.AddSingleton(new AntennaIndex(layout)).AddSingleton(live);
        services.AddSingleton(all => new PresenceTracker(
            layout, SiteLayout.Model(settings, layout, all.GetRequiredService<ILedger>().Current.State), SiteLayout.Options(settings.Presence)));
        HeardNames names = new(layout.Antennas, [.. settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))]);
        services.AddSingleton(names).AddSingleton(settings.RawReads).AddHosted(all => ActivatorUtilities.CreateInstance<RawReadRing>(
            all, Path.Combine(data, RawReadRing.FolderName)));
        services.AddSingleton<PresenceEngine>().AddSingleton<IBeliefs>(static all => all.GetRequiredService<PresenceEngine>());
        services.AddSingleton<TrayBook>().AddSingleton<ReaderOrders>().AddSingleton<RunningCounts>().AddSingleton<RunningListenings>().AddSingleton<UnitPolicy>().AddSingleton<AlarmDesk>().AddSingleton<ModbusLines>().AddSingleton<ReaderLines>().AddSingleton<ShelfLights>();
        services.AddHosted<ServiceRecorder>().AddHosted<DoorWatch>().AddHosted<PlaceRecorder>().AddHosted<UnitWatch>().AddHosted<CountDesk>().AddHosted<WalkDesk>().AddHosted<SearchDesk>();
        foreach (ReaderSection reader in settings.Readers)
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<ReaderWorker>(all, reader));
        foreach (CabinetSection cabinet in settings.Cabinets)
            if (cabinet.Door is { } door)
                services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<ContactWorker>(
                    all, PlaceId.Parse(cabinet.Id), door.Source, () => all.GetRequiredService<ReaderLines>().OpenInput(door)));
        foreach (SignalSection signal in settings.Signals)
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<SignalWorker>(
                all, signal, () => all.GetRequiredService<ReaderLines>().OpenOutput(signal)));
        foreach (LightSection light in settings.Lights)
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<LightWorker>(
                all, light, () => all.GetRequiredService<ReaderLines>().OpenOutput(light)));
        if (settings.Position is { } position)
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<PositionWorker>(all, position));
        foreach (CabinetSection cabinet in settings.Cabinets)
            foreach (ProbeSection probe in cabinet.Probes)
                services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<ProbeWorker>(
                    all,
                    ProbeSite.From(cabinet, probe, settings.ColdChain),
                    ProbeSources.Create(probe, all.GetRequiredService<ModbusLines>(), all.GetRequiredService<TimeProvider>())));
        return services;
    }

    /// <summary>One instance that is both asked for by name and run by the host.</summary>
    public static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddSingleton<IHostedService>(static all => all.GetRequiredService<T>());

    private static IServiceCollection AddHosted<T>(this IServiceCollection services, Func<IServiceProvider, T> make) where T : class, IHostedService =>
        services.AddSingleton(make).AddSingleton<IHostedService>(static all => all.GetRequiredService<T>());
}
