using System.Diagnostics;
using Testing;

namespace SystemTests.Windows;

/// <summary>All tests of Windows, on one machine, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class WindowsTests : ICollectionFixture<WineMachine>
{
    public const string Name = "Windows";
}

/// <summary>A fresh Windows of Wine's in a folder of its own, with the published program, and other programs to run on it.</summary>
public sealed class WineMachine : IAsyncLifetime
{
    private const string Wine = "/usr/lib/wine/wine64", Server = "/usr/lib/wine/wineserver64";

    /// <summary>Wine offers to fetch a .NET of its own while it sets itself up; later that must not be disabled, or no .NET program loads.</summary>
    private const string NoMono = "mscoree=;mshtml=;winemenubuilder.exe=", Usual = "mshtml=;winemenubuilder.exe=";

    /// <summary>
    /// Off: Wine 8 maps code twice where .NET asks for it and does not find it again, "Internal CLR error" when compiled code is freed.
    /// </summary>
    private const string Mapping = "DOTNET_EnableWriteXorExecute";

    private static readonly TimeSpan s_setUp = TimeSpan.FromSeconds(120), s_usual = TimeSpan.FromSeconds(40), s_powerOff = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _disk = new();
    private TimedProgram? _server, _user;

    /// <summary>Edge.exe, as Windows sees it.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Makes the machine while the program is published.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Wine), "Install wine64 first; ./test.sh does it.");
        try
        {
            Task<string> published = WindowsProgram.PublishAsync();
            PowerOn();
            using (TimedProgram boot = new(Wine, ["wineboot", "-i"], info => Furnish(info, NoMono))) await boot.EndAsync(s_setUp);
            // Services get their environment from here, as the service manager found it at its own start.
            await RunAsync("reg", "add", @"HKLM\System\CurrentControlSet\Control\Session Manager\Environment", "/v", Mapping, "/d", "0", "/f");
            await PowerOffAsync();
            PowerOn();
            _user = Start("cmd.exe"); // services live as long as some program of a user does; this one waits for input until the end
            Program = PathOf(await published);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>A path of this machine as Windows sees it.</summary>
    public static string PathOf(string path) => $"Z:{path.Replace('/', '\\')}";

    /// <param name="name"><c>COM5</c>.</param>
    /// <param name="device">May be a link that comes and goes, as an adapter that is plugged in and out.</param>
    public void ConnectPort(string name, string device)
    {
        string port = Path.Combine(_disk.Path, "dosdevices", name.ToLowerInvariant());
        File.Delete(port);
        File.CreateSymbolicLink(port, device);
    }

    internal TimedProgram Start(string program, params string[] arguments) => new(Wine, [program, .. arguments], info => Furnish(info, Usual));

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using TimedProgram started = Start(program, arguments);
        return await started.EndAsync(s_usual);
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        _disk.Dispose();
    }

    /// <summary>Wine's own server, which otherwise the first program would start, with that program's output as its own.</summary>
    private void PowerOn() => _server = new TimedProgram(Server, ["--foreground", "--persistent"], info => Furnish(info, Usual));

    /// <summary>The mains go off, for this machine only.</summary>
    private async Task PowerOffAsync()
    {
        if (_server is null) return;
        using (TimedProgram order = new(Server, ["--kill"], info => Furnish(info, Usual))) await order.EndAsync(s_powerOff);
        await _server.EndAsync(s_powerOff);
        _server.Dispose();
        _user?.Dispose();
        (_server, _user) = (null, null);
    }

    private void Furnish(ProcessStartInfo info, string overrides)
    {
        (info.Environment["WINEPREFIX"], info.Environment["WINEDEBUG"]) = (_disk.Path, "-all");
        info.Environment["WINEDLLOVERRIDES"] = overrides;
        info.Environment[Mapping] = "0";
        info.Environment["LC_ALL"] = "C.UTF-8"; // names of files in any script
    }
}
