using System.Diagnostics;
using System.Runtime.InteropServices;
using Testing;

namespace SystemTests.Windows;

/// <summary>A program whose every wait ends: it says all it has to say into a file, and what is late is killed and quoted.</summary>
/// <remarks>
/// Not through pipes: the first program in a Wine machine is the parent of Wine's own services, which would keep its pipes open,
/// and whoever reads one to its end would wait for ever.
/// </remarks>
internal sealed partial class TimedProgram : IDisposable
{
    private const int TailLines = 25, Interrupt = 2;
    private static readonly TimeSpan s_killed = TimeSpan.FromSeconds(10), s_interrupted = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly string _name;
    private readonly Process _process;

    public TimedProgram(string program, IEnumerable<string> arguments, Action<ProcessStartInfo> setUp)
    {
        // The process the shell becomes; a shell that starts the tests in the background has SIGINT ignored.
        ProcessStartInfo info = new("/bin/sh",
            ["-c", "exec env --default-signal=INT \"$@\" >\"$0\" 2>&1", _folder.File("said.txt"), program, .. arguments]) { RedirectStandardInput = true };
        setUp(info);
        _name = string.Join(' ', [Path.GetFileName(program), .. arguments]);
        _process = Process.Start(info)!;
    }

    public int Id => _process.Id;
    public bool HasEnded => _process.HasExited;
    public StreamWriter Input => _process.StandardInput;

    /// <summary>What it has written until now, on both streams.</summary>
    public string Said => ReadShared(_folder.File("said.txt"));

    /// <summary>The end of a text, enough of it to see what went wrong.</summary>
    public static string Tail(string text) => string.Join('\n', text.Split('\n').TakeLast(TailLines));

    /// <summary>A file that somebody else may be writing; empty when it is not there.</summary>
    public static string ReadShared(string file)
    {
        if (!File.Exists(file)) return "";
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It was late and is dead now; its last lines are in the message.</exception>
    public async Task<(int Code, string Said)> EndAsync(TimeSpan within)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(within, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await KillAsync();
            throw new TimeoutException($"'{_name}' did not end within {within.TotalSeconds:0} s. Its last lines:\n{Tail(Said)}");
        }
        return (_process.ExitCode, Said);
    }

    /// <summary>Ctrl+C, and waits for its end.</summary>
    /// <returns>The exit code and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> InterruptAsync()
    {
        long before = TimeProvider.System.GetTimestamp();
        if (Kill(_process.Id, Interrupt) != 0) throw new InvalidOperationException($"'{_name}' is not there. Its last lines:\n{Tail(Said)}");
        (int code, _) = await EndAsync(s_interrupted);
        return (code, TimeProvider.System.GetElapsedTime(before));
    }

    /// <summary>Without warning: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(s_killed, TimeProvider.System);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
