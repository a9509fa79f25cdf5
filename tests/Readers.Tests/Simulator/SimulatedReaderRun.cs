using System.Diagnostics;
using System.Threading.Channels;
using HardwareSim;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;
using Readers.Transports;

namespace Readers.Tests.Simulator;

/// <summary>A reader of the simulated room on its real port, and the real driver on it. Several may share one room.</summary>
internal sealed class SimulatedReaderRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly IByteTransport _line;

    private SimulatedReaderRun(SimulatedSite site, ReaderPort port, TimeProvider time, ITagReader reader, IByteTransport line) =>
        (Site, Port, Time, Reader, _line) = (site, port, time, reader, line);

    public SimulatedSite Site { get; }
    public ReaderPort Port { get; }
    public TimeProvider Time { get; }
    public ITagReader Reader { get; }
    public Channel<ReaderEvent> Events { get; } = Channel.CreateBounded<ReaderEvent>(5000);
    public Task Running { get; private set; } = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens the port, again and again while it is refused, and starts the driver.</summary>
    /// <param name="around">Puts something between the driver and the line; it owns the line then.</param>
    public static async Task<SimulatedReaderRun> StartAsync(
        SimulatedSite site, int reader, TimeProvider time, InventoryProfile? profile = null, bool continuous = false,
        Func<IByteTransport, IByteTransport>? around = null)
    {
        ReaderPort port = site.ReaderPorts[reader];
        IByteTransport line = await OpenAsync(port.Address);
        if (around is not null) line = around(line);
        SimulatedReaderRun run = new(site, port, time, Driver(port.Kind, line, time, continuous), line);
        run.Running = run.Reader.RunAsync(profile ?? Profile(port), run.Events.Writer, run._over.Token);
        return run;
    }

    public static InventoryProfile Profile(ReaderPort port, Session session = Session.S1, int powerDbm = 26) =>
        new([.. port.Antennas.Select(antenna => new AntennaSettings(antenna.Port, powerDbm))], session, PollInputs: true);

    /// <summary>The next event, or the driver's own failure.</summary>
    public async Task<ReaderEvent> NextAsync()
    {
        if (Events.Reader.TryRead(out ReaderEvent waiting)) return waiting;
        Task<ReaderEvent> next = Events.Reader.ReadAsync(_over.Token).AsTask();
        if (await Task.WhenAny(next, Running) == Running && !next.IsCompleted) await Running;
        return await next.WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }

    public async Task<ReaderEvent> NextAsync(Func<ReaderEvent, bool> wanted)
    {
        while (true)
        {
            ReaderEvent next = await NextAsync();
            if (wanted(next)) return next;
        }
    }

    public Task<ReaderEvent> FirstReadAsync() => NextAsync(static told => told.Kind == ReaderEventKind.TagRead);

    /// <summary>Takes events until the driver gives up.</summary>
    /// <returns>Why it gave up.</returns>
    public async Task<ReaderLostException> LostAsync()
    {
        try
        {
            while (true) await NextAsync();
        }
        catch (ReaderLostException lost)
        {
            return lost;
        }
        catch (OperationCanceledException) when (Running.IsFaulted)
        {
            return Assert.IsType<ReaderLostException>(Running.Exception!.InnerException);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAny(Running);
        await Reader.DisposeAsync();
        await _line.DisposeAsync();
        _over.Dispose();
        if (Running.Exception?.InnerException is { } failure and not (IOException or OperationCanceledException)) throw failure;
    }

    private static async Task<IByteTransport> OpenAsync(string address)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await TransportAddress.Parse(address).OpenAsync(new SerialSettings(), Ct);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct); // unplugged, for now
            }
        }
    }

    private static ITagReader Driver(ReaderKind kind, IByteTransport line, TimeProvider time, bool continuous) => kind switch
    {
        ReaderKind.R2000 => new R2000Reader(line, new R2000Options(), time),
        ReaderKind.ThingMagic => new ThingMagicReader(
            line, new ThingMagicOptions { Region = ThingMagicRegions.CodeOf(RadioRegion.China), Continuous = continuous }, time),
        ReaderKind.M100 => new M100Reader(line, new M100Options { Region = M100Channels.CodeOf(RadioRegion.China) }, time),
        ReaderKind.R200 => new M100Reader(
            line, new M100Options { Region = M100Channels.CodeOf(RadioRegion.China), Marks = M100Marks.R200 }, time),
        _ => new LlrpReader(line, new LlrpOptions(), time),
    };
}
