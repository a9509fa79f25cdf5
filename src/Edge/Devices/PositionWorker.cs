using System.Net.Sockets;
using Edge.Ledger.Samples;
using Edge.Operations;
using Readers;
using Readers.Gnss;
using Readers.Transports;

namespace Edge.Devices;

/// <summary>Keeps the position receiver of a vehicle open for the life of the host, and says each second where the vehicle is and how sure that is.</summary>
internal sealed partial class PositionWorker(
    PositionSection settings, TemperatureStore samples, LiveSite live, TimeProvider time, ILogger<PositionWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(1), s_tellEvery = TimeSpan.FromSeconds(1);

    private readonly PositionJudge _judge = new(settings, time);
    private NmeaReceiver? _receiver;
    private string? _detail;
    private volatile GnssFix? _sample;
    private long _sampledAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task listening = ListenAsync(stoppingToken), telling = TellAsync(stoppingToken);
        Task first = await Task.WhenAny(listening, telling);
        if (first.IsFaulted) await first; // a bug must not hide behind the other loop
        await Task.WhenAll(listening, telling);
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await ListenOnceAsync(ct);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or SocketException)
            {
                if (_detail != gone.Message) LogLost(settings.Id, settings.Port, gone.Message); // once, not each second
                _detail = gone.Message;
                _judge.Lose(FindingOf(gone));
                Tell();
            }
            await Task.Delay(s_reopenAfter, time, ct);
        }
    }

    private static string FindingOf(Exception gone) => gone switch
    {
        ReaderLostException lost => lost.Code,
        UnauthorizedAccessException => "no-permission",
        _ => "not-answering",
    };

    private async Task ListenOnceAsync(CancellationToken ct)
    {
        await using IByteTransport transport = await TransportAddress.Parse(settings.Port).OpenAsync(new SerialSettings(settings.BaudRate), ct);
        await using NmeaReceiver receiver = new(transport, time);
        _receiver = receiver;
        while (true)
        {
            GnssReport report = await receiver.NextAsync(ct);
            _detail = null;
            _judge.Take(report);
            if (report.Fix is { } fix) Keep(fix);
        }
    }

    private void Keep(GnssFix fix)
    {
        if (_sample is not null && time.GetElapsedTime(_sampledAt).TotalSeconds < settings.SampleSeconds) return;
        (_sample, _sampledAt) = (fix, time.GetTimestamp());
        samples.Append(fix);
    }

    /// <summary>By a loop of its own: a position grows old also while nothing comes.</summary>
    private async Task TellAsync(CancellationToken ct)
    {
        using PeriodicTimer beat = new(s_tellEvery, time);
        do Tell();
        while (await beat.WaitForNextTickAsync(ct));
    }

    private void Tell()
    {
        PositionLive now = _judge.Now() with { Sample = _sample };
        live.Update(now);
        bool known = now.Current is not null;
        if (!known) _sample = null; // the first fix after a gap is kept whatever the interval: an old one is not the present place
        live.Update(new DeviceHealth(
            settings.Id, "position", (now.Finding, now.State) switch
            {
                (null, _) => DeviceState.InService,
                (_, PositionState.NeverHeard) => DeviceState.Starting,
                _ when _detail is null && now.State != PositionState.Lost => DeviceState.Degraded,
                _ => DeviceState.NotInService,
            },
            known ? now.Last!.Satellites : null, "satellites", now.Finding, _detail, now.HeardAt, now.Since)
        {
            Identity = _receiver?.Identity,
            Position = now,
            NoiseBytes = _receiver?.Statistics.NoiseBytes ?? 0,
            BadChecksums = _receiver?.Statistics.BadChecksums ?? 0,
        });
    }

    [LoggerMessage(1405, LogLevel.Warning, "Position receiver {Receiver} at {Port} lost: {Why}")]
    private partial void LogLost(string receiver, string port, string why);
}
