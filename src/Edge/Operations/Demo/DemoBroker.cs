using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Edge.Operations.Demo;

/// <summary>A mosquitto of the demonstration's own, on loopback, without passwords. Ended with the demonstration.</summary>
internal sealed class DemoBroker : IAsyncDisposable
{
    private const int UsualPort = 1883;

    private readonly Process _process;

    private DemoBroker(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <returns>Null when there is no mosquitto on this machine.</returns>
    public static DemoBroker? Start(string folder)
    {
        if (Find() is not { } program) return null;
        int port = FreePort();
        string file = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(file, $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type error\n");
        Process process = Process.Start(new ProcessStartInfo(program, ["-c", file]) { RedirectStandardInput = true })
            ?? throw new IOException($"{program} did not start.");
        return new DemoBroker(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "mosquitto.exe" : "mosquitto";
        // Debian puts servers into sbin, which is not on everybody's path.
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin");
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The usual port where it is free, so that mosquitto_sub needs no option.</summary>
    private static int FreePort()
    {
        foreach (int wanted in (int[])[UsualPort, 0])
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, wanted));
            }
            catch (SocketException)
            {
                continue;
            }
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        throw new IOException("There is no free port for the broker.");
    }
}
