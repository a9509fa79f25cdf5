using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Edge.Ledger;
using Edge.Operations.Demo;
using HardwareSim;
using HardwareSim.Faults;
using Testing;

namespace SystemTests.Windows;

/// <summary>The program for Windows, run as its users run it: as a service, on a COM port, killed without warning.</summary>
public sealed partial class WindowsServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(5), s_patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private WineMachine _machine = null!;
    private string _program = "";

    private string Configuration => _folder.File("site.json");

    public async ValueTask InitializeAsync()
    {
        _program = await WindowsProgram.Published;
        _machine = await WineMachine.CreateAsync(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _machine.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Service_OnAComPort_ReadsComesBackAfterUnpluggingAndStopsInTime()
    {
        await using SimulatedSite site = await ConfigureAsync();
        await InstallAsync();
        await StartAsync();
        long reads = await ReadsAboveAsync(0);

        site.Apply(FaultPlan.Parse("unplug reader-1 4s"));
        await UntilAsync(() => Task.FromResult(LogOf("data").Contains("Reader reader-1 at COM5 lost", StringComparison.Ordinal)));
        await ReadsAboveAsync(reads + 200);

        (int second, string said) = await _machine.RunAsync(_program, "run", "--config", WineMachine.PathOf(Configuration));
        Assert.Equal(3, second); // the ledger's folder has its owner
        Assert.Contains("Another process works on the ledger", said, StringComparison.Ordinal);

        long before = TimeProvider.System.GetTimestamp();
        await _machine.RunAsync("sc", "stop", "edge");
        string state = await StateAsync("STOPPED");
        Assert.InRange(TimeProvider.System.GetElapsedTime(before), TimeSpan.Zero, s_stopWithin);
        Assert.Contains("WIN32_EXIT_CODE    : 0", state, StringComparison.Ordinal);
        LedgerVerdict verdict = LedgerCheck.Verify(_folder.File("data"), default);
        Assert.True(verdict is { IsWhole: true, Entries: > 0 }, verdict.Sentence);
    }

    [Fact]
    public async Task Service_BadConfiguration_StopsWithItsCodeAndSaysWhyBesideTheFile()
    {
        await File.WriteAllTextAsync(Configuration, """{ "Site": { "Id": "0042" } }""");
        await InstallAsync();

        string errors = _folder.File("site.service-errors.txt");
        await UntilAsync(async () =>
        {
            await _machine.RunAsync("sc", "start", "edge");
            return File.Exists(errors) && ReadShared(errors).Length > 0;
        });

        string state = await StateAsync("WIN32_EXIT_CODE    : 1066"); // "a code of the service's own"
        Assert.Contains("SERVICE_EXIT_CODE  : 2", state, StringComparison.Ordinal); // bad configuration
        Assert.Contains("Site.NameZh", ReadShared(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BurnIn_KilledWhileItRecords_LeavesAWholeLedgerWithAllThatWasAcknowledged()
    {
        string folder = _folder.File("burn");
        long acknowledged = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            using Process process = _machine.Start(
                _program, "ledger", "burn-in", "--folder", WineMachine.PathOf(folder), "--run", $"run-{kill}", "--snapshot-every", "500");
            for (int line = 0; line < 60; line++)
                acknowledged = LastSeq(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It ended by itself."));
            process.Kill();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
                if (line.Split(' ').Length == 4) acknowledged = Math.Max(acknowledged, LastSeq(line));
            await process.WaitForExitAsync();

            LedgerVerdict verdict = LedgerCheck.Verify(folder, default);
            Assert.True(verdict.IsWhole, $"kill {kill}: {verdict.Sentence}");
            Assert.InRange(verdict.Entries, acknowledged, long.MaxValue);
        }
    }

    /// <summary>A simulated site whose first reader is on the machine's COM5; a link that goes and comes as the reader is unplugged.</summary>
    private async Task<SimulatedSite> ConfigureAsync()
    {
        SimulatedSite site = await SimulatedSite.StartAsync(
            new SimulationOptions { Cabinets = 1, Bags = 20 }, TimeProvider.System, _folder.File("devices"), CancellationToken.None);
        string port = site.ReaderPorts[0].Address;
        _machine.ConnectPort("com5", port);
        int web = LoopbackPort.Free();
        DemoConfiguration.Write(Configuration, site, web, null);
        // Wine has no ICU, which on Windows itself knows the IANA names.
        string text = (await File.ReadAllTextAsync(Configuration))
            .Replace($"\"{port}\"", "\"COM5\"", StringComparison.Ordinal)
            .Replace("Asia/Shanghai", "China Standard Time", StringComparison.Ordinal)
            .Replace($"\"{site.OneWireRoot}\"", $"\"Z:{site.OneWireRoot}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Configuration, text);
        _http.BaseAddress = new Uri($"http://127.0.0.1:{web}/");
        return site;
    }

    private async Task InstallAsync()
    {
        string command = $"{WineMachine.PathOf(_program)} run --config {WineMachine.PathOf(Configuration)} --service";
        (int code, string said) = await _machine.RunAsync("sc", "create", "edge", "binPath=", command, "start=", "demand");
        Assert.True(code == 0, said);
    }

    /// <summary>Right after its own start the service manager refuses for a while; on a slow machine it gives up waiting and still starts.</summary>
    private Task StartAsync() => UntilAsync(async () =>
    {
        await _machine.RunAsync("sc", "start", "edge");
        string state = (await _machine.RunAsync("sc", "query", "edge")).Output;
        return state.Contains("RUNNING", StringComparison.Ordinal) || state.Contains("START_PENDING", StringComparison.Ordinal);
    });

    /// <summary>Waits until the service manager says so.</summary>
    /// <returns>All that it says.</returns>
    private async Task<string> StateAsync(string wanted)
    {
        string said = "";
        await UntilAsync(async () =>
            (said = (await _machine.RunAsync("sc", "query", "edge")).Output).Contains(wanted, StringComparison.Ordinal));
        return said;
    }

    private string LogOf(string data) => Directory.Exists(_folder.File($"{data}/logs"))
        ? string.Concat(Directory.GetFiles(_folder.File($"{data}/logs")).Select(ReadShared))
        : "";

    private static string ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Waits until reader-1 has given more reads than that.</summary>
    private async Task<long> ReadsAboveAsync(long count)
    {
        long reads = 0;
        await UntilAsync(async () => (reads = await ReadsAsync()) > count);
        return reads;
    }

    private async Task<long> ReadsAsync()
    {
        try
        {
            Match match = Reads().Match(await _http.GetStringAsync(new Uri("metrics", UriKind.Relative)));
            return match.Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        }
        catch (HttpRequestException)
        {
            return 0; // not up yet
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using CancellationTokenSource late = new(s_patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while (!await holds()) await look.WaitForNextTickAsync(late.Token);
    }

    private static long LastSeq(string line) => long.Parse(line.Split(' ')[3], CultureInfo.InvariantCulture);

    [GeneratedRegex("edge_reads_total\\{reader=\"reader-1\"\\} (\\d+)")]
    private static partial Regex Reads();
}
