using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace Testing;

/// <summary>Debian's own mosquitto_sub: what somebody else's software sees of our messages, one line a message.</summary>
public sealed class MosquittoSubscriber : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();

    private MosquittoSubscriber(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new InvalidOperationException("mosquitto_sub did not start.");
        _process.OutputDataReceived += (_, line) => { if (line.Data is null) _lines.Writer.TryComplete(); else _lines.Writer.TryWrite(line.Data); };
        _process.ErrorDataReceived += (_, line) => { if (line.Data is not null) _errors.Enqueue(line.Data); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Lines as they come; ends when the program ends.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    public string Errors => string.Join('\n', _errors);

    /// <summary>Subscribes at QoS 1 over MQTT 5 with a session that outlives the broker's restart.</summary>
    /// <param name="format">As mosquitto_sub's -F: <c>%t</c> topic, <c>%r</c> retained, <c>%P</c> user properties, <c>%p</c> payload.</param>
    public static async Task<MosquittoSubscriber> StartAsync(
        MosquittoBroker broker, string filter, string format = "%p", params string[] more)
    {
        string id = $"sub-{Guid.NewGuid():N}";
        MosquittoSubscriber subscriber = new(new ProcessStartInfo(MosquittoBroker.Program("mosquitto_sub"),
            ["-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", "mqttv5", "-q", "1", "-c", "-i", id, "-x", "3600",
             "-t", filter, "-F", format, .. more])
        { RedirectStandardOutput = true, RedirectStandardError = true });
        // it says nothing when it is ready; the broker logs the subscription
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        while (!broker.Log.Contains($"{id} 1 {filter}", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        return subscriber;
    }

    /// <summary>The next line, within 30 s.</summary>
    public async Task<string> NextAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        return await _lines.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Reads until a line satisfies, within 30 s.</summary>
    public async Task<string> UntilAsync(Predicate<string> satisfies)
    {
        while (true)
        {
            string line = await NextAsync();
            if (satisfies(line)) return line;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
