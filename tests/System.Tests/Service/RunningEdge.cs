using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Testing;

namespace SystemTests.Service;

/// <summary>The service as a process of its own, on its simulated site, with data in a temporary folder.</summary>
internal sealed partial class RunningEdge : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60), s_end = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Task<string> _errors;

    private RunningEdge(string[] more)
    {
        // A shell that starts the tests in the background has SIGINT ignored, and a process inherits that.
        ProcessStartInfo start = new("env",
            ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Edge.dll"),
                "demo", "--port", "0", "--folder", _folder.Path, "--no-broker", .. more])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public string Folder => _folder.Path;
    public HttpClient Http { get; } = new(new SocketsHttpHandler { CookieContainer = new(), UseProxy = false });

    /// <summary>Starts it and signs its first administrator in.</summary>
    public static async Task<RunningEdge> StartAsync(params string[] more)
    {
        RunningEdge edge = new(more);
        try
        {
            using CancellationTokenSource late = new(s_start);
            string? address = null, code = null;
            while (address is null || code is null)
            {
                string line = await edge._process.StandardOutput.ReadLineAsync(late.Token)
                    ?? throw new InvalidOperationException($"The service ended: {await edge._errors}");
                address ??= Group(Pages().Match(line));
                code ??= Group(OneTimeCode().Match(line));
            }
            edge.Http.BaseAddress = new Uri(address);
            using HttpResponseMessage answer = await edge.Http.PostAsync(
                "api/v1/session/first",
                new StringContent($$"""{"code":"{{code}}","account":"0142","displayName":"Wang Min","password":"correct horse battery"}""",
                    System.Text.Encoding.UTF8, "application/json"), late.Token);
            answer.EnsureSuccessStatusCode();
            return edge;
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }

    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>The next line of its console that fits.</summary>
    public async Task<Match> ReadAsync(Regex fits, CancellationToken ct)
    {
        while (await _process.StandardOutput.ReadLineAsync(ct) is { } line)
            if (fits.Match(line) is { Success: true } match) return match;
        throw new InvalidOperationException($"The service ended: {await _errors}");
    }

    /// <summary>Sends the signal and waits for the end.</summary>
    /// <returns>The exit code and how long the stop took.</returns>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<(int ExitCode, TimeSpan Took)> SignalAsync(int signal)
    {
        long before = TimeProvider.System.GetTimestamp();
        if (Kill(_process.Id, signal) != 0) throw new InvalidOperationException("The process is not there.");
        Task<string> rest = _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(s_end);
        TimeSpan took = TimeProvider.System.GetElapsedTime(before);
        await rest;
        return (_process.ExitCode, took);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _folder.Dispose();
    }

    private static string? Group(Match match) => match.Success ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^Pages:\s+(http://\S+)")]
    private static partial Regex Pages();

    [GeneratedRegex(@"^Sign in:\s+one-time code (\S+)")]
    private static partial Regex OneTimeCode();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
