using System.Diagnostics;
using Edge.Devices;
using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Operations;
using Edge.Operations.Backups;
using Edge.Web.Accounts;
using Edge.Web.History;
using Edge.Web.Live;
using Edge.Web.Views;
using Inventory;

namespace Edge.Web;

/// <summary>What the web side adds to metrics and health: itself, the process, and what it knows of the others.</summary>
internal sealed class WebWatch
{
    private readonly Counter[] _answers;

    public WebWatch(
        Metrics metrics, HealthParts parts, ILedger ledger, LiveSite live, LiveHub hub, HistoryFeed history, AccountStore accounts,
        StaticPages pages, IHubReport report, TemperatureStore samples, SiteSettings settings, IServiceProvider services, TimeProvider time)
    {
        _answers = [.. Enumerable.Range(1, 5).Select(
            kind => metrics.Counter("edge_http_answers_total", "Answered HTTP requests by kind of status.", ("status", $"{kind}xx")))];
        metrics.Watch("edge_ledger_seq", "Newest ledger entry.", () => ledger.Current.Seq);
        metrics.Watch("edge_history_seq", "Newest ledger entry in the history.", () => history.Seq);
        metrics.Watch("edge_live_clients", "Pages that listen to live events.", () => hub.Clients);
        metrics.Watch("edge_unknown_tags", "Tags heard that are no bag.", () => live.UnknownTags.Count);
        metrics.Watch("edge_alarms", "Alarms that are not normal.", () => ledger.Current.State.Alarms.Count);
        metrics.Watch("edge_hub_connected", "1 while the hub is connected.", () => report.Read().Connected ? 1 : 0);
        metrics.Watch("edge_hub_waiting", "Ledger entries that the hub has not confirmed.", () => report.Read().Waiting);
        WatchDevices(metrics, live, settings);
        WatchProcess(metrics, time);
        metrics.Watch("edge_samples_waiting", "Temperature samples that are not on the disk yet.", () => samples.Health.Waiting);
        metrics.Watch("edge_samples_lost_total", "Temperature samples that were let go while the disk refused.", () => samples.Health.Lost);
        if (services.GetService<ServiceRecorder>() is { } recorder)
            metrics.Watch("edge_observations_waiting", "Observations that wait to be recorded.", () => recorder.Waiting);

        parts.Add("accounts", () => Try(() => accounts.IsEmpty()));
        parts.Add("history", () => new PartHealth(history.Trouble is null, history.Trouble, Needed: false));
        parts.Add("samples", () => new PartHealth(samples.Health.CanRecord, samples.Health.Detail, Needed: false));
        parts.Add("pages", () => pages.Exist ? new PartHealth(true) : new PartHealth(false, "The pages are not built.", Needed: false));
        if (services.GetService<BackupWorker>() is { } backups)
        {
            parts.Add("backup", () => new PartHealth(backups.Report.Failure is null, backups.Report.Failure, Needed: false));
            metrics.Watch(
                "edge_backup_age_seconds", "Age of the newest backup; NaN while there is none.",
                () => backups.Report.NewestAt is { } at ? Math.Round((time.GetUtcNow() - at).TotalSeconds) : double.NaN);
        }
        if (services.GetService<SqliteLedger>() is not { } sqlite) return;
        metrics.Watch("edge_ledger_waiting", "Commands that wait for the ledger's writer.", () => sqlite.Health.Waiting);
        parts.Add("ledger", () => new PartHealth(sqlite.Health.CanRecord, sqlite.Health.Detail));
    }

    public void Count(int status)
    {
        int kind = status / 100;
        if (kind is >= 1 and <= 5) _answers[kind - 1].Add();
    }

    private static void WatchDevices(Metrics metrics, LiveSite live, SiteSettings settings)
    {
        foreach (ReaderSection reader in settings.Readers)
        {
            (string, string) label = ("reader", reader.Id);
            metrics.Watch("edge_reader_in_service", "1 while a reader answers.", () => Device(live, reader.Id) is { State: DeviceState.InService or DeviceState.Degraded } ? 1 : 0, label);
            metrics.Watch("edge_reader_noise_bytes", "Bytes of a reader that were no frame, since it was opened.", () => Device(live, reader.Id)?.NoiseBytes ?? double.NaN, label);
            metrics.Watch("edge_reader_bad_checksums", "Frames of a reader with a wrong check, since it was opened.", () => Device(live, reader.Id)?.BadChecksums ?? double.NaN, label);
        }
        if (settings.Position is not null)
            metrics.Watch("edge_position_known", "1 while the vehicle's present position is known.", () => live.Position?.Current is null ? 0 : 1);
        foreach (CabinetSection cabinet in settings.Cabinets)
            foreach (ProbeSection probe in cabinet.Probes)
                metrics.Watch(
                    "edge_celsius", "Temperature now; NaN while there is no good value.", () => Celsius(live, cabinet.Id, probe.Name),
                    ("cabinet", cabinet.Id), ("probe", probe.Name));
    }

    private static DeviceHealth? Device(LiveSite live, string id) => live.Devices.GetValueOrDefault(id);

    private static double Celsius(LiveSite live, string cabinet, string probe) =>
        live.Cabinets.GetValueOrDefault(PlaceId.Parse(cabinet))?.Probes.FirstOrDefault(one => one.Name == probe)
            is { State: ProbeState.Good, Celsius: { } celsius } ? celsius : double.NaN;

    private static void WatchProcess(Metrics metrics, TimeProvider time)
    {
        long started = time.GetTimestamp();
        metrics.Watch("edge_uptime_seconds", "Seconds since the start.", () => Math.Round(time.GetElapsedTime(started).TotalSeconds, 1));
        metrics.Watch("process_resident_memory_bytes", "Memory in use.", static () => Environment.WorkingSet);
        metrics.Watch("process_cpu_seconds_total", "Processor time used.", static () =>
        {
            using Process self = Process.GetCurrentProcess();
            return Math.Round(self.TotalProcessorTime.TotalSeconds, 2);
        });
        metrics.Watch("dotnet_gc_heap_bytes", "Managed memory.", static () => GC.GetTotalMemory(forceFullCollection: false));
        metrics.Watch("dotnet_gc_collections", "Collections of the oldest generation.", static () => GC.CollectionCount(GC.MaxGeneration));
        metrics.Watch("dotnet_threadpool_waiting", "Work that waits for a thread.", static () => ThreadPool.PendingWorkItemCount);
    }

    private static PartHealth Try(Func<bool> look)
    {
        try
        {
            look();
            return new PartHealth(true);
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return new PartHealth(false, e.Message);
        }
    }
}
