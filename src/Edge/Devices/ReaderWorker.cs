using System.Net.Sockets;
using System.Threading.Channels;
using Edge.Desks;
using Edge.Operations;
using Edge.Searching;
using Inventory.ColdChain;
using Readers;
using Readers.Contacts;
using Readers.Transports;

namespace Edge.Devices;

/// <summary>Keeps one reader open for the life of the host and hands what it tells to presence, trays, searches and its terminals.</summary>
internal sealed partial class ReaderWorker(
    ReaderSection settings, PresenceEngine presence, ReaderOrders orders, TrayBook trays, SearchDesk searches, ReaderLines lines, AlarmDesk alarms, LiveSite live, Metrics metrics,
    TimeProvider time, ILogger<ReaderWorker> log) : BackgroundService
{
    private const int QueueLength = 8192, BatchLength = 512;
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_alarmAfter = TimeSpan.FromSeconds(30);

    private readonly ReaderMeter _meter = new(settings, live.ShutSince, time);
    private readonly ReaderTerminals _terminals = lines[settings.Id];
    private readonly Counter _reads = metrics.Counter("edge_reads_total", "Tag reads.", ("reader", settings.Id));
    private readonly Counter _periods = metrics.Counter("edge_listening_periods_total", "Ends of a listening period of an antenna.", ("reader", settings.Id));
    private readonly Counter _faults = metrics.Counter("edge_reader_faults_total", "Errors that a reader told.", ("reader", settings.Id));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task published = PublishAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
            {
                // Said once: a reader that is away for a night would fill the log with the same line each second.
                if (_meter.Lost(Finding(e), e.Message))
                    LogLost(settings.Id, settings.Port, e.Message);
                live.Update(_meter.Health());
            }
            await Task.Delay(s_reopenAfter, time, stoppingToken);
        }
        await published;
    }

    private static string Finding(Exception lost) => lost switch
    {
        ReaderLostException reader => reader.Code,
        UnauthorizedAccessException => "no-permission",
        _ => "not-answering",
    };

    private async Task RunOnceAsync(CancellationToken ct)
    {
        await using IByteTransport transport = await TransportAddress.Parse(settings.Port)
            .OpenAsync(new SerialSettings(settings.BaudRate), ct);
        await using ITagReader reader = ReaderFamilies.Create(settings, transport, time);
        _meter.Opened(reader);
        trays.Opened(settings.Id, reader);
        _terminals.Opened(reader);
        Channel<ReaderEvent> told = Channel.CreateBounded<ReaderEvent>(
            new BoundedChannelOptions(QueueLength) { SingleReader = true, SingleWriter = true });
        Task drained = DrainAsync(told.Reader);
        try
        {
            Task run = reader.RunAsync(orders.Of(settings.Id), told.Writer, ct);
            orders.Follow(settings.Id, reader);
            await run;
        }
        finally
        {
            told.Writer.TryComplete();
            await drained;
            trays.Lost(settings.Id);
            _terminals.Lost();
            orders.Lost(settings.Id);
        }
    }

    private async Task DrainAsync(ChannelReader<ReaderEvent> told)
    {
        ReaderEvent[] batch = new ReaderEvent[BatchLength];
        while (await told.WaitToReadAsync(CancellationToken.None))
        {
            int count = 0;
            while (count < batch.Length && told.TryRead(out ReaderEvent one)) batch[count++] = one;
            presence.Process(settings.Id, batch.AsSpan(0, count));
            trays.Process(settings.Id, batch.AsSpan(0, count));
            searches.Process(settings.Id, batch.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                _meter.Count(in batch[i]);
                Count(batch[i].Kind);
                if (batch[i].Kind == ReaderEventKind.Input) _terminals.Tell(batch[i].Input);
                else if (batch[i].Fault is { } fault) LogFault(settings.Id, fault.Code, fault.Description);
            }
        }
    }

    private void Count(ReaderEventKind kind)
    {
        switch (kind)
        {
            case ReaderEventKind.TagRead: _reads.Add(); break;
            case ReaderEventKind.Listened: _periods.Add(); break;
            case ReaderEventKind.Fault: _faults.Add(); break;
            default: break; // inputs are counted as openings of doors
        }
    }

    /// <summary>Once a second what a technician sees, and the alarm of a reader that stays lost.</summary>
    private async Task PublishAsync(CancellationToken ct)
    {
        using PeriodicTimer beat = new(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await beat.WaitForNextTickAsync(ct))
            {
                live.Update(_meter.Health());
                bool lost = _meter.LostFor >= s_alarmAfter;
                if (!settings.HandHeld && (lost || _meter.IsInService)) // one that is carried about is switched off when nobody needs it
                    alarms.Report(new AlarmCondition(
                        AlarmKind.ReaderLost, AlarmPriority.Medium, settings.Id, lost, null, 0, time.GetUtcNow()));
            }
        }
        catch (OperationCanceledException)
        {
            _meter.Stopped();
        }
    }

    [LoggerMessage(1002, LogLevel.Warning, "Reader {ReaderId} at {Port} lost: {Why}")]
    private partial void LogLost(string readerId, string port, string why);

    [LoggerMessage(1003, LogLevel.Warning, "Reader {ReaderId} says {Code}: {Description}")]
    private partial void LogFault(string readerId, string code, string description);
}
