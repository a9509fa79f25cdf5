using System.Collections.Concurrent;
using System.Diagnostics;

namespace Testing;

/// <summary>A real mosquitto on a loopback port of its own. It can be stopped and started again with what it had stored.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly string _extra;
    private Process? _process;

    /// <param name="extra">Lines of configuration behind the listener; without any, everybody may do everything.</param>
    public MosquittoBroker(string extra = "allow_anonymous true\n") => _extra = extra;

    public int Port { get; } = LoopbackPort.Free();

    /// <summary>What the broker has said on its standard error.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts it and returns when it listens.</summary>
    /// <param name="files">Written into the broker's folder first; <c>{folder}</c> in the configuration is that folder, <c>{port}</c> its port.</param>
    public static async Task<MosquittoBroker> StartAsync(
        string extra = "allow_anonymous true\n", IReadOnlyDictionary<string, string>? files = null)
    {
        MosquittoBroker broker = new(extra);
        foreach ((string name, string content) in files ?? new Dictionary<string, string>())
            await File.WriteAllTextAsync(broker._folder.File(name), content);
        await broker.StartAgainAsync();
        return broker;
    }

    public async Task StartAgainAsync()
    {
        string folder = _folder.Path;
        // without "user root" a mosquitto that root starts becomes another user, who may not read this folder
        string user = Environment.UserName == "root" ? "user root\n" : "";
        string listener = _extra.Contains("listener ", StringComparison.Ordinal)
            ? "" // a whole configuration brings its own
            : $"listener {Port} 127.0.0.1\npersistence true\npersistence_location {folder}/\nmax_queued_messages 1000000\n";
        await File.WriteAllTextAsync(_folder.File("broker.conf"),
            user + listener + "log_dest stderr\nlog_type error\nlog_type warning\nlog_type notice\nlog_type information\nlog_type subscribe\n"
            + _extra.Replace("{folder}", folder, StringComparison.Ordinal).Replace("{port}", $"{Port}", StringComparison.Ordinal));
        ProcessStartInfo start = new(Program("mosquitto"), ["-c", _folder.File("broker.conf")]) { RedirectStandardError = true };
        _log.Clear();
        _process = Process.Start(start) ?? throw new InvalidOperationException("mosquitto did not start.");
        _process.ErrorDataReceived += (_, line) => { if (line.Data is not null) _log.Enqueue(line.Data); };
        _process.BeginErrorReadLine();
        await ListensAsync();
    }

    /// <summary>Ends it as an administrator would, so that it stores its sessions and queues.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>It keeps its connections open and answers nothing.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>It reads its access rules again.</summary>
    public Task ReloadAsync() => SignalAsync("HUP");

    /// <summary>Ends a client's connection from outside, by coming under its name and leaving at once.</summary>
    public async Task KickAsync(string clientId)
    {
        using Process intruder = Process.Start(
            Program("mosquitto_pub"), ["-h", "127.0.0.1", "-p", $"{Port}", "-V", "mqttv5", "-i", clientId, "-t", "kick", "-m", ""]);
        await intruder.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _folder.Dispose();
    }

    /// <summary>Full name of a program that Debian may keep where only root looks.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public static string Program(string name)
    {
        string folders = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin";
        return folders.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is needed for this test: apt-get install mosquitto mosquitto-clients.");
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start(Program("kill"), ["-" + signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>By its own word: a probing connection would be one more line in the log of every test.</summary>
    private async Task ListensAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        while (!_log.Any(static line => line.EndsWith(" running", StringComparison.Ordinal)))
        {
            if (_process!.HasExited) throw new InvalidOperationException($"mosquitto ended: {Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
