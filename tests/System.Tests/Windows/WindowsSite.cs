using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Operations.Demo;
using HardwareSim;
using HardwareSim.Faults;
using Testing;

namespace SystemTests.Windows;

/// <summary>A simulated site whose only reader is at the port of a Windows machine, with the service's files and pages.</summary>
/// <remarks>Its folder has a blank and Chinese characters in its name, as folders of Chinese sites have.</remarks>
internal sealed class WindowsSite : IAsyncDisposable
{
    public const string Reader = "reader-1";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60), s_look = TimeSpan.FromMilliseconds(100), s_call = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder;
    private readonly WineMachine _machine;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_call };

    private WindowsSite(WineMachine machine, TemporaryFolder folder, SimulatedSite simulated) =>
        (_machine, _folder, Simulated) = (machine, folder, simulated);

    public SimulatedSite Simulated { get; }
    public string Folder => Path.Combine(_folder.Path, "血库 0042");
    public string Configuration => Path.Combine(Folder, "site.json");
    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>The service's own log of all its runs.</summary>
    public string Log => Directory.Exists(Path.Combine(DataFolder, "logs"))
        ? string.Concat(Directory.GetFiles(Path.Combine(DataFolder, "logs")).Order(StringComparer.Ordinal).Select(TimedProgram.ReadShared))
        : "";

    public static async Task<WindowsSite> CreateAsync(WineMachine machine, int bags)
    {
        TemporaryFolder folder = new();
        SimulatedSite simulated = await SimulatedSite.StartAsync(
            new SimulationOptions { Cabinets = 1, Bags = bags, Activity = 0 }, TimeProvider.System, folder.File("devices"), CancellationToken.None);
        WindowsSite site = new(machine, folder, simulated);
        Directory.CreateDirectory(site.Folder);
        string device = simulated.ReaderPorts[0].Address;
        machine.Connect(device);
        int web = LoopbackPort.Free();
        DemoConfiguration.Write(site.Configuration, simulated, web, null);
        // Wine has no ICU, which on Windows itself knows the IANA names.
        string text = (await File.ReadAllTextAsync(site.Configuration))
            .Replace($"\"{device}\"", $"\"{WineMachine.Port}\"", StringComparison.Ordinal)
            .Replace("Asia/Shanghai", "China Standard Time", StringComparison.Ordinal)
            .Replace($"\"{simulated.OneWireRoot}\"", $"\"Z:{simulated.OneWireRoot}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(site.Configuration, text);
        site._http.BaseAddress = new Uri($"http://127.0.0.1:{web}/");
        return site;
    }

    /// <summary>The program with the site's configuration, on its console.</summary>
    public TimedProgram Start(params string[] verb) => _machine.Start(_machine.Program, [.. verb, "--config", WineMachine.PathOf(Configuration)]);

    public async Task<(int Code, string Said)> RunAsync(params string[] verb) =>
        await _machine.RunAsync(_machine.Program, [.. verb, "--config", WineMachine.PathOf(Configuration)]);

    /// <summary>Gives this test a machine's key, made by the program on Windows, and calls with it from now on.</summary>
    public async Task<string> TakeKeyAsync()
    {
        (int code, string said) = await RunAsync("user", "key", "add", "windows-test", "--scope", "read", "--scope", "units");
        Assert.True(code == 0, said);
        string key = said.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Single(static word => word.StartsWith("edge_", StringComparison.Ordinal));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return key;
    }

    public Uri Address => _http.BaseAddress!;

    public void Apply(string faults) => Simulated.Apply(FaultPlan.Parse(faults));

    /// <summary>Waits until the reader has given more reads than so many.</summary>
    /// <returns>How many it has given now.</returns>
    public async Task<long> ReadsAboveAsync(long count, TimedProgram? service = null)
    {
        long reads = 0;
        await UntilAsync(
            async ct => (reads = await ReadsAsync(ct)) > count ? null : $"{Reader} has given {reads} reads, not more than {count}", service);
        return reads;
    }

    /// <summary>Waits until the devices page says so of the reader.</summary>
    public Task StateAsync(string state, TimedProgram? service = null) => UntilAsync(async ct =>
    {
        using JsonDocument devices = JsonDocument.Parse(await _http.GetStringAsync(new Uri("api/v1/devices", UriKind.Relative), ct));
        string now = devices.RootElement.GetProperty("items").EnumerateArray()
            .Where(static device => device.GetProperty("id").GetString() == Reader)
            .Select(static device => device.GetProperty("state").GetString()).SingleOrDefault() ?? "not listed yet";
        return now == state ? null : $"{Reader} is {now}, not {state}";
    }, service);

    /// <summary>A page that stays open and is told what changes.</summary>
    public Task<Stream> ListenAsync() => _http.GetStreamAsync(new Uri("api/v1/live?topics=clock,stock", UriKind.Relative));

    /// <summary>Keys of all units that the service knows.</summary>
    public async Task<HashSet<string>> UnitsAsync()
    {
        using JsonDocument units = JsonDocument.Parse(await _http.GetStringAsync(new Uri("api/v1/units?limit=500", UriKind.Relative)));
        return [.. units.RootElement.GetProperty("items").EnumerateArray().Select(static unit => unit.GetProperty("key").GetString()!)];
    }

    /// <summary>As Wine writes down who may come into a folder: nobody but its owner and group.</summary>
    public bool IsDataClosedToOthers => OperatingSystem.IsLinux() &&
        (File.GetUnixFileMode(DataFolder) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)) == 0;

    /// <summary>Looks until nothing is wrong any more; a service that does not answer yet is waited for.</summary>
    /// <param name="look">What is still wrong; null when all is well.</param>
    /// <exception cref="TimeoutException">It stays wrong; with the end of the service's log.</exception>
    public async Task UntilAsync(Func<CancellationToken, Task<string?>> look, TimedProgram? service = null)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, _machine.Over);
        late.CancelAfter(s_patience);
        using PeriodicTimer beat = new(s_look, TimeProvider.System);
        string? wrong = null;
        try
        {
            while (service is not { HasEnded: true })
            {
                try
                {
                    wrong = await look(late.Token);
                    if (wrong is null) return;
                }
                catch (HttpRequestException e)
                {
                    wrong = e.Message;
                }
                catch (OperationCanceledException) when (!late.IsCancellationRequested)
                {
                    wrong = $"No answer within {s_call.TotalSeconds:0} s";
                }
                await beat.WaitForNextTickAsync(late.Token);
            }
            wrong = $"The service has ended by itself, and {wrong}";
        }
        catch (OperationCanceledException)
        {
            wrong = $"{wrong ?? "No answer"}, and that for {s_patience.TotalSeconds:0} s";
        }
        throw new TimeoutException($"{wrong}. The service's last words:\n{TimedProgram.Tail(service?.Said ?? Log)}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulated.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<long> ReadsAsync(CancellationToken ct)
    {
        string name = $"edge_reads_total{{reader=\"{Reader}\"}} ";
        string metrics = await _http.GetStringAsync(new Uri("metrics", UriKind.Relative), ct);
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture)).FirstOrDefault();
    }
}
