using System.Threading.Channels;

namespace Readers;

/// <summary>Tells each fault when it begins and then now and again while it lasts, not at every turn.</summary>
internal sealed class FaultLog(ChannelWriter<ReaderEvent> events, TimeSpan interval, TimeProvider time)
{
    /// <summary>Bytes of no use within one report's interval that are worth telling: more than a start-up's glitch.</summary>
    private const long NoiseWorthTelling = 16;

    private readonly Dictionary<(string Code, byte? Port), long> _reported = [];
    private long _noiseToldBytes;

    public async ValueTask ReportAsync(
        ReaderTrouble trouble, string code, string description, byte? port, CancellationToken ct)
    {
        if (_reported.TryGetValue((code, port), out long at) && time.GetElapsedTime(at) < interval) return;
        _reported[(code, port)] = time.GetTimestamp();
        await events.WriteAsync(ReaderEvent.Of(new ReaderFault(code, description, port, time.GetUtcNow(), trouble)), ct);
    }

    public async ValueTask ReportNoiseAsync(ReaderStatistics statistics, CancellationToken ct)
    {
        long noise = statistics.NoiseBytes - _noiseToldBytes;
        if (noise < NoiseWorthTelling) return;
        if (_reported.TryGetValue(("noise", null), out long at) && time.GetElapsedTime(at) < interval) return;
        _noiseToldBytes = statistics.NoiseBytes;
        await ReportAsync(
            ReaderTrouble.Noise, "noise", $"{noise} bytes were no sound frame; check cable, grounding and speed of the line.", null, ct);
    }

    /// <summary>The antenna works again: the next fault on it is told at once.</summary>
    public void Clear(byte port)
    {
        foreach ((string Code, byte? Port) key in _reported.Keys)
            if (key.Port == port) _reported.Remove(key);
    }
}
