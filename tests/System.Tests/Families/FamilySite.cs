using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Ledger;
using Edge.Ledger.Samples;
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
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Testing;

namespace SystemTests.Families;

/// <summary>The whole service on a simulated site with a reader of each family, in fast time, seen through its HTTP API.</summary>
internal sealed class FamilySite : IAsyncDisposable
{
    /// <summary>More than the product's own: here it shares the machine with the devices that it lets go of.</summary>
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http = new();
    private readonly ApiStaffDesk _desk;
    private readonly WebApplication _app;
    private readonly EchoLine _echo;
    private bool _isOver;

    private FamilySite(PacedTime time, EchoLine echo, SimulatedSite simulated, WebApplication app, SiteConfiguration configuration, TemporaryFolder folder)
    {
        (Time, _echo, Simulated, _app, Configuration, _folder) = (time, echo, simulated, app, configuration, folder);
        _http.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        string key = app.Services.GetRequiredService<KeyStore>().Add("family-test", [Permission.Read, Permission.Units, Permission.Lights], Actor.Service)!;
        _desk = new ApiStaffDesk(_http.BaseAddress, key);
        simulated.OpenDesk(_desk); // the bags that are there at the start are received
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public PacedTime Time { get; }
    public SimulatedSite Simulated { get; }
    public SiteConfiguration Configuration { get; }
    public IEnumerable<string> Readers => Simulated.ReaderPorts.Select(static port => port.Id);
    public IEnumerable<string> Probes => Simulated.Probes.Select(static probe => $"{probe.Cabinet}/{probe.Name}");
    public TemperatureStore Samples => _app.Services.GetRequiredService<TemperatureStore>();

    /// <summary>A worker that fails stops the service.</summary>
    public bool HasStopped => _app.Lifetime.ApplicationStopping.IsCancellationRequested;
    public ILedger Ledger => _app.Services.GetRequiredService<ILedger>();
    public string DataFolder => Path.Combine(_folder.Path, "data");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<FamilySite> StartAsync(double speed, params ReaderKind[] kinds) => StartAsync(speed, "", "", kinds);

    public static Task<FamilySite> StartWithHandHeldAsync(double speed, params ReaderKind[] kinds) => StartAsync(speed, "", "", handHeld: true, kinds);

    /// <param name="signals">Elements of the settings' Signals.</param>
    /// <param name="lights">Elements of the settings' Lights.</param>
    public static Task<FamilySite> StartAsync(double speed, string signals, string lights, params ReaderKind[] kinds) => StartAsync(speed, signals, lights, handHeld: false, kinds);

    private static async Task<FamilySite> StartAsync(double speed, string signals, string lights, bool handHeld, ReaderKind[] kinds)
    {
        TemporaryFolder folder = new();
        EchoLine echo = await EchoLine.OpenAsync(folder);
        PacedTime time = new(speed, echo.SettleAsync);
        SimulatedSite simulated = await SimulatedSite.StartAsync(
            new SimulationOptions { Seed = new Seed(5), Bags = 60, Activity = 0, Readers = kinds, PortsPerReader = 2, Transmitters = true, HandHeld = handHeld },
            time, Path.Combine(folder.Path, "devices"), Ct);
        lock (simulated.World.Gate) simulated.World.Truth.Reads.IsOn = true;
        string file = Path.Combine(folder.Path, "site.json");
        DemoConfiguration.Write(file, simulated, webPort: 0, brokerPort: null);
        string text = await File.ReadAllTextAsync(file, Ct);
        text = text.Replace("\"Signals\": []", $"\"Signals\": [{signals}]", StringComparison.Ordinal)
            .Replace("\"Lights\": []", $"\"Lights\": [{lights}]", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text, Ct);
        SiteConfiguration configuration = SiteConfiguration.Load(file, Console.Error)!;
        WebApplication app = await EdgeHost.BuildAsync(configuration, time, consoleLog: false, Ct);
        app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout = s_stopWithin;
        await app.StartAsync(Ct);
        return new FamilySite(time, echo, simulated, app, configuration, folder);
    }

    public void Apply(string faults) => Simulated.Apply(FaultPlan.Parse(faults));

    /// <summary>What the devices page shows, by device.</summary>
    public async Task<Dictionary<string, JsonElement>> DevicesAsync()
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri("api/v1/devices", UriKind.Relative), Ct));
        return document.RootElement.GetProperty("items").EnumerateArray().ToDictionary(
            static device => device.GetProperty("id").GetString()!, static device => device.Clone());
    }

    /// <summary>Asks the API to do something.</summary>
    /// <returns>Its answer.</returns>
    public async Task<JsonElement> PostAsync(string path, string json)
    {
        using StringContent body = new(json, System.Text.Encoding.UTF8, "application/json");
        body.Headers.Add("Idempotency-Key", $"{Guid.NewGuid():n}");
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body, Ct);
        string said = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, said);
        using JsonDocument document = JsonDocument.Parse(said);
        return document.RootElement.Clone();
    }

    /// <summary>What the API answers.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative), Ct));
        return document.RootElement.Clone();
    }

    /// <summary>Looks at the page until it holds for every reader named.</summary>
    /// <param name="simulated">At most so long, on the site's clock.</param>
    /// <returns>What was seen of each when it held first.</returns>
    public async Task<Dictionary<string, JsonElement>> UntilAsync(
        IEnumerable<string> readers, TimeSpan simulated, string what, Func<JsonElement, bool> holds)
    {
        HashSet<string> waiting = [.. readers];
        Dictionary<string, JsonElement> seen = [];
        for (long began = Time.GetTimestamp(); waiting.Count > 0;)
        {
            Dictionary<string, JsonElement> now = await DevicesAsync();
            foreach (string id in waiting.Where(id => now.TryGetValue(id, out JsonElement device) && holds(device)).ToArray())
            {
                seen[id] = now[id];
                waiting.Remove(id);
            }
            if (Time.GetElapsedTime(began) > simulated)
                Assert.Fail($"After {simulated.TotalSeconds:0} s {string.Join(", ", waiting.Select(id => now.GetValueOrDefault(id)))} not {what}.");
            await Task.Delay(TimeSpan.FromSeconds(1), Time, Ct);
        }
        return seen;
    }

    /// <summary>A number of the service's own metrics.</summary>
    public long Metric(string line)
    {
        using StringWriter text = new();
        _app.Services.GetRequiredService<Metrics>().WriteTo(text);
        return text.ToString().Split('\n').Where(l => l.StartsWith($"{line} ", StringComparison.Ordinal))
            .Select(static l => (long)double.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).First();
    }

    /// <summary>Ends the service; what it had is on disk then.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <summary>Lets go of everything, and looks at what is left.</summary>
    /// <returns>What is wrong with it: a chain that is not whole, errors in the log.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await LetGoAsync();
        LedgerVerdict verdict = LedgerCheck.Verify(DataFolder, Ct);
        List<string> wrong = verdict.IsWhole ? [] : [verdict.Sentence];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(DataFolder, "logs")))
            wrong.AddRange(File.ReadLines(file).Where(static line => line.Contains("[ERR]", StringComparison.Ordinal) || line.Contains("[FTL]", StringComparison.Ordinal)));
        return wrong;
    }

    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        _folder.Dispose();
    }

    private async ValueTask LetGoAsync()
    {
        if (_isOver) return;
        _isOver = true;
        await Simulated.DisposeAsync();
        _desk.Dispose();
        _http.Dispose();
        await _app.DisposeAsync();
        await Time.DisposeAsync();
        await _echo.DisposeAsync();
    }
}
