using Edge.Desks;
using Edge.Devices;
using Edge.Operations;
using Edge.RawReads;
using Edge.Searching;
using HardwareSim;
using HardwareSim.Faults;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Devices;

/// <summary>The promise about readers, kept on a real pseudo-terminal in real time: reported within 5 s, back within 10 s.</summary>
public sealed class ReaderOutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReportedWithin = TimeSpan.FromSeconds(5), BackWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Run_UnpluggedSilentOrNoisy_IsReportedAndComesBackInTime()
    {
        await Task.WhenAll(
            EndureAsync("unplug", "unplugged", "closed", "not-answering"), EndureAsync("silence", "silent", "not-answering"),
            EndureAsync("noise", "noise", "silent", "not-answering"));
    }

    private static async Task EndureAsync(string fault, params string[] findings)
    {
        using TemporaryFolder folder = new();
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await using SimulatedSite simulated = await SimulatedSite.StartAsync(
            new SimulationOptions { Cabinets = 1, Bags = 20 }, PacedTime.Machine, folder.Path, CancellationToken.None);
        ReaderPort port = simulated.ReaderPorts[0];
        LiveSite live = new();
        using ReaderWorker worker = Worker(port, simulated, site, live);
        await worker.StartAsync(CancellationToken.None);
        await StateAsync(live, port.Id, static health => health.State == DeviceState.InService, BackWithin);

        simulated.Apply(FaultPlan.Parse($"{fault} {port.Id} {Outage.TotalSeconds:0}s"));

        // Before it is silent it answers too slowly, which the page says too.
        await StateAsync(live, port.Id, health => findings.Contains(health.Finding), ReportedWithin);
        await StateAsync(live, port.Id, static health => health.State == DeviceState.InService, Outage + BackWithin);
        await worker.StopAsync(CancellationToken.None);
    }

    private static ReaderWorker Worker(ReaderPort port, SimulatedSite simulated, LedgerFixture site, LiveSite live)
    {
        SiteSettings settings = new()
        {
            Cabinets = [.. simulated.Cabinets.Select(static c => new CabinetSection { Id = c.Id, Shelves = [.. c.Shelves] })],
            Readers = [new ReaderSection
            {
                Id = port.Id, Port = port.Address,
                Antennas = [.. port.Antennas.Select(static a => new AntennaSection { Port = a.Port, Place = a.Place, PowerDbm = 24 })],
            }],
        };
        PresenceLayout layout = SiteLayout.Of(settings);
        HeardNames names = new(layout.Antennas, []);
        PresenceEngine presence = new(
            new AntennaIndex(layout), new PresenceTracker(layout, PresenceModel.Prior(layout), SiteLayout.Options(settings.Presence)),
            new RawReadRing(new RawReadSection { MaxMegabytes = 0 }, site.Folder, names, new Metrics(), PacedTime.Machine, NullLogger<RawReadRing>.Instance),
            names, PacedTime.Machine);
        ReaderOrders orders = new(settings, PacedTime.Machine);
        return new ReaderWorker(
            settings.Readers[0], presence, orders, new TrayBook(settings, live, PacedTime.Machine),
            new SearchDesk(site.Ledger, settings, presence, orders, live, PacedTime.Machine), new ReaderLines(settings, PacedTime.Machine), site.Alarms, live, new Metrics(), PacedTime.Machine, NullLogger<ReaderWorker>.Instance);
    }

    /// <exception cref="TimeoutException">The device did not get there in time.</exception>
    private static async Task<DeviceHealth> StateAsync(LiveSite live, string device, Func<DeviceHealth, bool> wanted, TimeSpan within)
    {
        TaskCompletionSource<DeviceHealth> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(LiveChange change)
        {
            if (live.Devices.TryGetValue(device, out DeviceHealth? health) && wanted(health)) seen.TrySetResult(health);
        }
        live.Changed += Look;
        try
        {
            Look(default);
            return await seen.Task.WaitAsync(within, PacedTime.Machine);
        }
        catch (TimeoutException)
        {
            live.Devices.TryGetValue(device, out DeviceHealth? health);
            throw new TimeoutException($"{device} was not as wanted within {within.TotalSeconds} s but {health}.");
        }
        finally
        {
            live.Changed -= Look;
        }
    }
}
