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
    /// <summary>The machine's only serial port.</summary>
    public const string Port = "COM5";

    private const string Wine = "/usr/lib/wine/wine64", Server = "/usr/lib/wine/wineserver64";

    /// <summary>Wine offers to fetch a .NET of its own while it sets itself up; later that must not be disabled, or no .NET program loads.</summary>
    private const string NoMono = "mscoree=;mshtml=;winemenubuilder.exe=", Usual = "mshtml=;winemenubuilder.exe=";

    /// <summary>
    /// Off: Wine 8 maps code twice where .NET asks for it and does not find it again, "Internal CLR error" when compiled code is freed.
    /// </summary>
    private const string Mapping = "DOTNET_EnableWriteXorExecute";

    private static readonly TimeSpan s_all = TimeSpan.FromMinutes(16), s_setUp = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(60), s_powerOff = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _disk = new();
    private readonly CancellationTokenSource _over = new(s_all, TimeProvider.System);
    private TimedProgram? _server, _user;

    /// <summary>Cancelled when all tests together have had their time: whatever is wrong, the run ends.</summary>
    public CancellationToken Over => _over.Token;

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
            // Both are read by Wine's own services when they start.
            await SetAsync(@"HKLM\System\CurrentControlSet\Control\Session Manager\Environment", Mapping, "0");
            await SetAsync(@"HKLM\Software\Wine\Ports", Port, PortLink);
            await PowerOffAsync();
            PowerOn();
            _user = Start("cmd.exe"); // services live as long as some program of a user does; this one waits for input until the end
            await RunAsync("cmd", "/c", "ver"); // its services are up when a program has run
            foreach (string port in Directory.GetFiles(Path.Combine(_disk.Path, "dosdevices"), "com*"))
                if (!string.Equals(Path.GetFileName(port), Port, StringComparison.OrdinalIgnoreCase)) File.Delete(port); // to real devices, which are not for tests
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

    /// <summary>Puts something to this machine's only serial port.</summary>
    /// <param name="device">May be a link that comes and goes, as an adapter that is plugged in and out.</param>
    public void Connect(string device)
    {
        File.Delete(PortLink);
        File.CreateSymbolicLink(PortLink, device);
    }

    /// <exception cref="OperationCanceledException">The time of all tests together is over.</exception>
    internal TimedProgram Start(string program, params string[] arguments)
    {
        Over.ThrowIfCancellationRequested();
        return new TimedProgram(Wine, [program, .. arguments], info => Furnish(info, Usual));
    }

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
        _over.Dispose();
        _disk.Dispose();
    }

    private string PortLink => _disk.File("serial-port");

    private async Task SetAsync(string key, string name, string value)
    {
        (int code, string said) = await RunAsync("reg", "add", key, "/v", name, "/d", value, "/f");
        Assert.True(code == 0, said);
    }

    /// <summary>Wine's own server, which otherwise the first program would start, with that program's output as its own.</summary>
    private void PowerOn() => _server = new TimedProgram(Server, ["--foreground", "--persistent"], info => Furnish(info, Usual));

    /// <summary>The mains go off, for this machine only.</summary>
    private async Task PowerOffAsync()
    {
        if (_server is null) return;
        using TimedProgram order = new(Server, ["--kill"], info => Furnish(info, Usual));
        try
        {
            await order.EndAsync(s_powerOff);
        }
        finally
        {
            await _server.EndAsync(s_powerOff); // kills it when it is late, and no program lives without it
            _server.Dispose();
            _user?.Dispose();
            (_server, _user) = (null, null);
        }
    }

    private void Furnish(ProcessStartInfo info, string overrides)
    {
        (info.Environment["WINEPREFIX"], info.Environment["WINEDEBUG"]) = (_disk.Path, "-all");
        info.Environment["WINEDLLOVERRIDES"] = overrides;
        info.Environment[Mapping] = "0";
        info.Environment["LC_ALL"] = "C.UTF-8"; // names of files in any script
    }
}
