using Edge.Hub;
using Edge.Hub.Epcis;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Hub;

/// <summary>A pump over a ledger in memory and a clock that moves when told.</summary>
internal sealed class PumpBed : IAsyncDisposable
{
    private static readonly HubSite Site = new("r1", "0042", Guid.Empty, "1", []);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public PumpBed(int batchEvents = 10, double drainEventsPerSecond = 1e6)
    {
        Ledger = new ListLedger(Time);
        EpcisIds ids = new("id.example.org", "0042");
        Parked = new ParkedMessages(_folder.File("parked.jsonl"));
        Cursor = new SavedCursor(Ledger, Time, NullLogger.Instance);
        Limit = new DrainLimit(drainEventsPerSecond, Time, new Random(1));
        Pump = new EventPump(
            Ledger, Cursor, new EventBatcher(Ledger, new EpcisMapper(ids, TimeZoneInfo.Utc), ids), Parked, Limit, Site,
            new HubTopics("r1", "0042"), batchEvents, Time, NullLogger.Instance);
    }

    public ManualTime Time { get; } = new();
    public ListLedger Ledger { get; }
    public ParkedMessages Parked { get; }
    public SavedCursor Cursor { get; }
    public DrainLimit Limit { get; }
    public EventPump Pump { get; }

    public string ParkedFile => _folder.File("parked.jsonl");

    public async Task StartAsync(FakeConnection connection)
    {
        await Pump.LoadAsync(default);
        _running = Pump.RunAsync(connection, Time.GetUtcNow(), _stop.Token);
    }

    /// <summary>The connection ends, and with it the run.</summary>
    public async Task LoseAsync(FakeConnection connection)
    {
        connection.Lose();
        await StopAsync();
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The next message's range of ledger entries.</summary>
    public static async Task<(long From, long To)> RangeAsync(FakeConnection connection) => RangeOf(await connection.NextAsync());

    public static (long From, long To) RangeOf(HubMessage message) => (Number(message, "seq"), Number(message, "seqTo"));

    private static long Number(HubMessage message, string name) => long.Parse(Property(message, name), System.Globalization.CultureInfo.InvariantCulture);

    public static string Property(HubMessage message, string name) =>
        message.UserProperties.ToArray().Single(property => property.Name == name).Value;

    /// <summary>Waits until the pump has come to rest at this entry.</summary>
    public Task SettledAsync(long seq) => Wait.UntilAsync(() => Pump.Settled == seq);

    /// <summary>Moves the clock in steps until the condition holds.</summary>
    public Task AdvanceUntilAsync(Func<bool> holds, TimeSpan step) => Wait.UntilAsync(holds, () => Time.Advance(step));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
