using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Operations;
using Edge.Operations.Demo;
using Edge.Web;
using Edge.Web.Accounts;
using HardwareSim;
using HardwareSim.Faults;
using Inventory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace SystemTests.Vehicle;

/// <summary>The whole service in a simulated vehicle, in fast time, seen through its HTTP API and through a broker that somebody else wrote.</summary>
internal sealed class VehicleSite : IAsyncDisposable
{
    private readonly PacedTime _time;
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http = new();
    private readonly WebApplication _app;
    private readonly MosquittoBroker _broker;
    private readonly MosquittoSubscriber _hub;

    private VehicleSite(PacedTime time, SimulatedSite simulated, WebApplication app, MosquittoBroker broker, MosquittoSubscriber hub, TemporaryFolder folder)
    {
        (_time, Simulated, _app, _broker, _hub, _folder) = (time, simulated, app, broker, hub, folder);
        _http.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        string key = app.Services.GetRequiredService<KeyStore>().Add("vehicle-test", [Permission.Read], Actor.Service)!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public SimulatedSite Simulated { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<VehicleSite> StartAsync(double speed)
    {
        TemporaryFolder folder = new();
        PacedTime time = new(speed);
        MosquittoBroker broker = await MosquittoBroker.StartAsync();
        MosquittoSubscriber hub = await MosquittoSubscriber.StartAsync(broker, "blood/v1/+/+/state/position");
        SimulatedSite simulated = await SimulatedSite.StartAsync(
            new SimulationOptions { Seed = new Seed(5), Cabinets = 1, Bags = 0, StrayTags = 0, Activity = 0, Vehicle = true },
            time, Path.Combine(folder.Path, "devices"), Ct);
        string file = Path.Combine(folder.Path, "site.json");
        DemoConfiguration.Write(file, simulated, webPort: 0, broker.Port);
        SiteConfiguration configuration = SiteConfiguration.Load(file, Console.Error)!;
        WebApplication app = await EdgeHost.BuildAsync(configuration, time, consoleLog: false, Ct);
        await app.StartAsync(Ct);
        return new VehicleSite(time, simulated, app, broker, hub, folder);
    }

    public void Apply(string faults) => Simulated.Apply(FaultPlan.Parse(faults));

    public async Task<JsonElement> GetAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"api/v1/{path}", UriKind.Relative), Ct));
        return document.RootElement.Clone();
    }

    /// <summary>The receiver as the devices page shows it.</summary>
    public async Task<JsonElement> DeviceAsync() => (await GetAsync("devices")).GetProperty("items").EnumerateArray()
        .Single(static device => device.GetProperty("kind").GetString() == "position");

    /// <summary>What the hub hears next of the position, from when it holds on.</summary>
    public async Task<JsonElement> HeardAsync(Predicate<JsonElement> holds)
    {
        while (true)
        {
            using JsonDocument message = JsonDocument.Parse(await _hub.NextAsync());
            if (holds(message.RootElement)) return message.RootElement.Clone();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Simulated.DisposeAsync();
        await _hub.DisposeAsync();
        await _broker.DisposeAsync();
        await _time.DisposeAsync();
        _folder.Dispose();
    }
}
