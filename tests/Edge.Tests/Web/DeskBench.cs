using System.Threading.Channels;
using Edge.Desks;
using Edge.Devices;
using Edge.Operations;
using HardwareSim;
using HardwareSim.Goods;
using Microsoft.Extensions.DependencyInjection;
using Readers;
using Readers.Transports;
using Testing;

namespace Edge.Tests.Web;

/// <summary>The web host with one desk, whose reader speaks over its real port; only the fridges are missing.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    public const string Desk = "desk-1";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _over = new();
    private readonly TemporaryFolder _folder;
    private readonly IByteTransport _line;
    private readonly ITagReader _reader;
    private readonly PacedTime _time;
    private readonly Task _running;

    private DeskBench(TemporaryFolder folder, PacedTime time, SimulatedDesk desk, WebFixture web, IByteTransport line, ITagReader reader)
    {
        (_folder, _time, Plate, Web, _line, _reader) = (folder, time, desk, web, line, reader);
        Trays.Opened(DeskReader, reader);
        _running = RunAsync();
    }

    private const string DeskReader = "desk-reader";

    public SimulatedDesk Plate { get; }
    public WebFixture Web { get; }
    private TrayBook Trays => Web.Services.GetRequiredService<TrayBook>();
    public Tray Tray => Trays.Find(Desk)!;

    public static async Task<DeskBench> StartAsync(ReaderKind kind = ReaderKind.R2000)
    {
        TemporaryFolder folder = new();
        PacedTime time = new(4);
        SimulatedDesk desk = await SimulatedDesk.StartAsync(kind, time, folder.Path, WebFixture.Ct);
        ReaderSection section = new()
        {
            Id = DeskReader, Family = ReaderFamily.R2000, Port = desk.Reader.Address, Antennas = [new AntennaSection { Port = 1, Place = Desk, PowerDbm = 24 }],
        };
        WebFixture web = await WebFixture.StartAsync(settings => new SiteSettings
        {
            Site = settings.Site, Ledger = settings.Ledger, Web = settings.Web, Cabinets = settings.Cabinets, Tags = settings.Tags,
            Readers = [.. settings.Readers, section],
            Desks = [new DeskSection { Id = Desk, NameZh = "发血台", NameEn = "Issue desk", WritePowerDbm = 26, NearbyBelowDbm = -75 }],
        });
        IByteTransport line = await TransportAddress.Parse(section.Port).OpenAsync(new SerialSettings(section.BaudRate), WebFixture.Ct);
        return new DeskBench(folder, time, desk, web, line, ReaderFamilies.Create(section, line, time));
    }

    public SimulatedTag Lay(string uii) => Plate.Lay(EpcOf(uii));

    /// <summary>Waits until the tray is as wanted; a tray that never gets there ends as a time-out.</summary>
    public async Task<IReadOnlyList<TrayTag>> UntilAsync(Func<IReadOnlyList<TrayTag>, bool> wanted)
    {
        TaskCompletionSource<IReadOnlyList<TrayTag>> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(LiveChange change)
        {
            if (Tray.IsListening && Tray.Tags is { } tags && wanted(tags)) seen.TrySetResult(tags);
        }
        Web.Live.Changed += Look;
        try
        {
            Look(default);
            return await seen.Task.WaitAsync(s_patience);
        }
        finally
        {
            Web.Live.Changed -= Look;
        }
    }

    /// <summary>The reader goes away, as when its cable is drawn.</summary>
    public async Task LoseReaderAsync()
    {
        await _over.CancelAsync();
        await _running;
        Trays.Lost(DeskReader);
    }

    public async ValueTask DisposeAsync()
    {
        await LoseReaderAsync();
        await _reader.DisposeAsync();
        await _line.DisposeAsync();
        await Web.DisposeAsync();
        await Plate.DisposeAsync();
        await _time.DisposeAsync();
        _folder.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        Channel<ReaderEvent> told = Channel.CreateBounded<ReaderEvent>(1_000);
        Task reading = Task.Run(() => _reader.RunAsync(new InventoryProfile([new AntennaSettings(1, 24)], Session.S0, PollInputs: false), told.Writer, _over.Token));
        await Task.WhenAny(DrainAsync(told.Reader), reading);
        await Task.WhenAny(reading); // its cancelling is the end
    }

    private async Task DrainAsync(ChannelReader<ReaderEvent> told)
    {
        ReaderEvent[] one = new ReaderEvent[1];
        await foreach (ReaderEvent each in told.ReadAllAsync(_over.Token))
        {
            one[0] = each;
            Trays.Process(DeskReader, one);
        }
    }

    private static Epc EpcOf(string hex) => Epc.TryCreate(Convert.FromHexString(hex), out Epc epc) ? epc : default;
}
