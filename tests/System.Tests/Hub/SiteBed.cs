using System.Text.Json;
using Edge.Devices;
using Edge.Hub;
using Edge.Hub.Epcis;
using Edge.Hub.Mqtt;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace SystemTests.Hub;

/// <summary>One site's way to the hub: a real ledger on disk, the real worker, no devices.</summary>
internal sealed class SiteBed : IAsyncDisposable
{
    public const string Prefix = "blood/v1/r1/0042";

    private readonly TemporaryFolder _folder = new();
    private readonly SiteSection _site = new() { Id = "0042", Region = "r1", TimeZone = "Asia/Shanghai" };
    private readonly HubSection _hub;
    private HubWorker? _worker;
    private int _placed;

    private SiteBed(HubSection hub) => _hub = hub;

    /// <summary>Of the ledger.</summary>
    public string Folder => _folder.Path;

    public SiteSection Site => _site;

    public SqliteLedger Ledger { get; private set; } = null!;
    public LiveSite Live { get; } = new();
    public HubStatus Status { get; } = new();

    public static HubSection Settings(MosquittoBroker broker, MqttVersion version = MqttVersion.V5) => new()
    {
        Host = "127.0.0.1", Port = broker.Port, Version = version, KeepAliveSeconds = 5, ReconnectMinSeconds = 1, ReconnectMaxSeconds = 1,
        DrainEventsPerSecond = 100_000, StockEverySeconds = 1, WillDelaySeconds = 0,
    };

    public static async Task<SiteBed> OpenAsync(HubSection hub)
    {
        SiteBed bed = new(hub);
        await bed.OpenLedgerAsync();
        return bed;
    }

    public async Task OpenLedgerAsync() => Ledger = await SqliteLedger.OpenAsync(
        new LedgerOptions(_folder.Path), TimeProvider.System, NullLogger<SqliteLedger>.Instance, TestContext.Current.CancellationToken);

    public async Task StartAsync()
    {
        _worker = HubServices.Create(
            _site, _hub, [PlaceId.Parse("fridge-1")], _folder.Path, _folder.Path, Guid.NewGuid(),
            new HubParts(
                new MqttHubClient(TimeProvider.System), Ledger, Ledger, Live, Status, static _ => { }, Random.Shared, TimeProvider.System,
                NullLoggerFactory.Instance));
        await _worker.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        if (_worker is null) return;
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _worker = null;
    }

    /// <summary>Records that bags were placed, many in one commit.</summary>
    public async Task PlaceAsync(int bags)
    {
        int before = _placed;
        _placed += bags;
        TagPlaced[] events =
        [
            .. from number in Enumerable.Range(before + 1, bags)
               select new TagPlaced(
                   TagUii.Parse("E200"), PresenceChange.Arrived, PlaceId.Parse("fridge-1/shelf-1"), null, 0.9,
                   UnitKey.Parse($"A9999{number:D8}E0382V00"), TimeProvider.System.GetUtcNow()),
        ];
        foreach (TagPlaced[] some in events.Chunk(100))
            await Ledger.ExecuteAsync(
                new LedgerCommand($"place/{Guid.NewGuid()}", Actor.Service, _ => new Decision.Accepted(some)), TestContext.Current.CancellationToken);
    }

    /// <summary>Records something that is no news to the hub.</summary>
    public async Task SignInAsync() => await Ledger.ExecuteAsync(
        new LedgerCommand($"quiet/{Guid.NewGuid()}", Actor.Service, _ => new Decision.Accepted(
            new Inventory.People.PersonSignedIn("mei", TimeProvider.System.GetUtcNow()))), TestContext.Current.CancellationToken);

    /// <summary>Identifiers of all events of the ledger that the hub is told, in order.</summary>
    public async Task<IReadOnlyList<string>> ExpectedAsync()
    {
        EpcisMapper mapper = new(new EpcisIds(_site.IdentifierDomain, _site.Id), TimeZoneInfo.FindSystemTimeZoneById(_site.TimeZone));
        List<string> ids = [];
        foreach (LedgerEntry entry in await Ledger.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken))
            if (mapper.Map(entry) is { } happened)
            {
                EpcisWriter.Write(happened, out string id);
                ids.Add(id);
            }
        return ids;
    }

    public async Task UntilAsync(Func<HubState, bool> holds)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!holds(Status.Current))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Ledger.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What a hub's consumer does: takes each event once, and watches that no ledger entry is missing.</summary>
internal sealed class Consumer
{
    private readonly HashSet<string> _known = [];

    /// <summary>Identifiers in the order in which they were first seen.</summary>
    public List<string> Events { get; } = [];
    public int Duplicates { get; private set; }

    /// <summary>Last ledger entry without a gap before it.</summary>
    public long Covered { get; private set; }
    public int Gaps { get; private set; }

    public void Take(string payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        string range = document.RootElement.GetProperty("id").GetString()!.Split("/doc/")[1];
        long[] bounds = [.. range.Split('-').Select(static part => long.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        if (bounds[0] > Covered + 1) Gaps++;
        Covered = Math.Max(Covered, bounds[1]);
        foreach (JsonElement one in document.RootElement.GetProperty("epcisBody").GetProperty("eventList").EnumerateArray())
        {
            string id = one.GetProperty("eventID").GetString()!;
            if (_known.Add(id)) Events.Add(id);
            else Duplicates++;
        }
    }
}
