using System.Diagnostics;
using Testing;

namespace SystemTests.Windows;

/// <summary>A fresh Windows of Wine's in a folder of its own, and programs run on it. All tests of a class share it: making one takes seconds.</summary>
public sealed class WineMachine : IAsyncLifetime
{
    private const string Wine = "/usr/lib/wine/wine64", Server = "/usr/lib/wine/wineserver64";

    /// <summary>Wine offers to fetch a .NET of its own while it sets itself up; later that must not be disabled, or no .NET program loads.</summary>
    private const string NoMono = "mscoree=;mshtml=;winemenubuilder.exe=", Usual = "mshtml=;winemenubuilder.exe=";

    /// <summary>
    /// Off: Wine 8 maps code twice where .NET asks for it and does not find it again, "Internal CLR error" when compiled code is freed.
    /// </summary>
    private const string Mapping = "DOTNET_EnableWriteXorExecute";

    private static readonly TimeSpan s_setUp = TimeSpan.FromSeconds(120), s_usual = TimeSpan.FromSeconds(40), s_halt = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _disk = new();
    private TimedProgram? _server, _user;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Wine), "Install wine64 first; ./test.sh does it.");
        PowerOn();
        using (TimedProgram boot = new(Wine, ["wineboot", "-i"], info => Furnish(info, NoMono))) await boot.EndAsync(s_setUp);
        await PowerOffAsync(); // the service manager hands on to services what it found at its own start
        PowerOn();
    }

    /// <summary>A path of this machine as Windows sees it.</summary>
    public static string PathOf(string path) => $"Z:{path.Replace('/', '\\')}";

    /// <summary>What the service manager is to run: it gives its services an environment of its own.</summary>
    public static string AsService(string command) => $"cmd /c set {Mapping}=0&& {command}";

    /// <param name="name"><c>com5</c>.</param>
    /// <param name="device">May be a link that comes and goes, as an adapter that is plugged in and out.</param>
    public void ConnectPort(string name, string device)
    {
        string port = Path.Combine(_disk.Path, "dosdevices", name);
        File.Delete(port);
        File.CreateSymbolicLink(port, device);
    }

    /// <summary>Somebody signs in: services live as long as some program of a user does, and this one waits for its input until the end.</summary>
    public void SignIn() => _user ??= Start("cmd.exe");

    /// <summary>The last user leaves: Wine tells every service that the machine is shut down.</summary>
    public async Task SignOutAsync()
    {
        if (_user is null) return;
        _user.Input.Close();
        await _user.EndAsync(s_usual);
        _user.Dispose();
        _user = null;
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

    /// <summary>Wine's own server, which otherwise the first program would start and be asked for its words.</summary>
    private void PowerOn() => _server = new TimedProgram(Server, ["--foreground", "--persistent"], info => Furnish(info, Usual));

    /// <summary>The mains go off, for this machine only.</summary>
    private async Task PowerOffAsync()
    {
        using (TimedProgram order = new(Server, ["--kill"], info => Furnish(info, Usual))) await order.EndAsync(s_halt);
        await _server!.EndAsync(s_halt);
        _server.Dispose();
        _user?.Dispose();
        _user = null;
    }

    private void Furnish(ProcessStartInfo info, string overrides)
    {
        (info.Environment["WINEPREFIX"], info.Environment["WINEDEBUG"]) = (_disk.Path, "-all");
        info.Environment["WINEDLLOVERRIDES"] = overrides;
        info.Environment[Mapping] = "0";
        info.Environment["LC_ALL"] = "C.UTF-8"; // names of files in any script
    }
}
