using System.Diagnostics;

namespace SystemTests.Windows;

/// <summary>A fresh Windows of Wine's in a folder of its own, and programs run on it.</summary>
internal sealed class WineMachine : IAsyncDisposable
{
    private const string Wine = "/usr/lib/wine/wine64", Server = "/usr/lib/wine/wineserver64";

    /// <summary>Wine offers to fetch a .NET of its own for the first start; later that must not be disabled, or no .NET program loads.</summary>
    private const string NoMono = "mscoree=;mshtml=;winemenubuilder.exe=", Usual = "mshtml=;winemenubuilder.exe=";

    private readonly string _prefix;
    private Process? _keeper;

    private WineMachine(string prefix) => _prefix = prefix;

    /// <param name="folder">Where its disk goes.</param>
    public static async Task<WineMachine> CreateAsync(string folder)
    {
        Assert.True(File.Exists(Wine), "Install wine64 first; ./test.sh does it.");
        WineMachine machine = new(Path.Combine(folder, "wine"));
        using (Process boot = machine.Start(NoMono, "wineboot", "-i")) await boot.WaitForExitAsync();
        // Services end when the last program of a user has ended: this one waits for its input until the end.
        machine._keeper = machine.Start(Usual, "cmd.exe");
        return machine;
    }

    /// <summary>A path of this machine as Windows sees it.</summary>
    public static string PathOf(string path) => $"Z:{path.Replace('/', '\\')}";

    /// <param name="name"><c>com5</c>.</param>
    /// <param name="device">May be a link that comes and goes, as an adapter that is plugged in and out.</param>
    public void ConnectPort(string name, string device) => File.CreateSymbolicLink(Path.Combine(_prefix, "dosdevices", name), device);

    public Process Start(string program, params string[] arguments) => Start(Usual, [program, .. arguments]);

    public async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        using (Process end = Process.Start(Info(Server, Usual, ["-k"]))!) await end.WaitForExitAsync(); // of this prefix only
        if (_keeper is null) return;
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private Process Start(string overrides, params ReadOnlySpan<string> command) => Process.Start(Info(Wine, overrides, [.. command]))!;

    private ProcessStartInfo Info(string program, string overrides, string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        (info.Environment["WINEPREFIX"], info.Environment["WINEDEBUG"]) = (_prefix, "-all");
        info.Environment["WINEDLLOVERRIDES"] = overrides;
        return info;
    }
}
