using System.Collections.Concurrent;
using System.Globalization;
using Edge.Devices;
using Edge.Ledger;
using Edge.Web.Views;
using Inventory;
using Inventory.ColdChain;

namespace Edge.Web.Live;

/// <summary>Tells every connected page what changed: from the ledger's commits and from what devices say.</summary>
internal sealed partial class LiveHub : BackgroundService
{
    /// <summary>Entries that are looked at one by one; when there are more, pages read everything again.</summary>
    private const int MostEntries = 1_000;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LiveClient, bool> _clients = new();
    private readonly ILedger _ledger;
    private readonly LiveSite _live;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveHub> _log;
    private long _seq;

    public LiveHub(ILedger ledger, LiveSite live, TimeProvider time, ILogger<LiveHub> log)
    {
        (_ledger, _live, _time, _log) = (ledger, live, time, log);
        _seq = ledger.Current.Seq;
        live.Changed += OnLiveChange;
    }

    public int Clients => _clients.Count;

    /// <summary>From here on the client hears of everything; disposing ends it.</summary>
    public Subscription Subscribe(Topics topics)
    {
        LiveClient client = new(topics);
        _clients[client] = true;
        return new Subscription(this, client, Interlocked.Read(ref _seq));
    }

    /// <summary>Tells a client that comes back what it missed: the events themselves when there are few, else to read everything again.</summary>
    public async Task CatchUpAsync(LiveClient client, long after, long until, CancellationToken ct)
    {
        if (after > until || until - after > MostEntries)
        {
            client.Reset();
            return;
        }
        if (after < until)
            foreach (LedgerEntry entry in await _ledger.ReadAsync(after, (int)(until - after), ct))
                LiveNews.Tell(client, entry.Event, CabinetOf);
        // What devices said meanwhile is in no ledger: a page may ask for all of them, they are few.
        foreach (PlaceId cabinet in _live.Cabinets.Keys) client.AddFridge(cabinet.ToString());
        foreach (string device in _live.Devices.Keys) client.AddDevice(device);
        client.AddHub();
        client.Commit(until);
    }

    public override void Dispose()
    {
        _live.Changed -= OnLiveChange;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await _ledger.WaitPastAsync(Interlocked.Read(ref _seq), stoppingToken);
                await TellAsync(stoppingToken);
            }
            catch (IOException e) // the ledger's file cannot be read at the moment; what is missed becomes a reset
            {
                LogStuck(e);
                foreach (LiveClient client in _clients.Keys) client.Reset();
                await Task.Delay(s_retryAfter, _time, stoppingToken);
            }
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        long seq = Interlocked.Read(ref _seq), newest = _ledger.Current.Seq;
        if (_clients.IsEmpty)
        {
            Interlocked.Exchange(ref _seq, newest);
            return;
        }
        if (newest - seq > MostEntries)
        {
            Interlocked.Exchange(ref _seq, newest);
            foreach (LiveClient client in _clients.Keys) client.Reset();
        }
        else
        {
            IReadOnlyList<LedgerEntry> entries = await _ledger.ReadAsync(seq, MostEntries, ct);
            if (entries.Count == 0) return;
            newest = entries[^1].Seq;
            // First the number, then the news: who subscribes in between hears some of it twice, never not at all.
            Interlocked.Exchange(ref _seq, newest);
            foreach (LiveClient client in _clients.Keys)
                foreach (LedgerEntry entry in entries)
                    LiveNews.Tell(client, entry.Event, CabinetOf);
        }
        foreach (LiveClient client in _clients.Keys) client.Commit(newest);
    }

    private PlaceId? CabinetOf(int excursion) =>
        _ledger.Current.State.Excursions.TryGetValue(excursion, out Excursion? open) ? open.Cabinet : null;

    private void OnLiveChange(LiveChange change)
    {
        foreach (LiveClient client in _clients.Keys)
        {
            switch (change.Topic)
            {
                case LiveTopic.Fridge: client.AddFridge(change.Id); break;
                case LiveTopic.Device: client.AddDevice(change.Id); break;
                case LiveTopic.Tray: client.AddTray(change.Id); break;
                case LiveTopic.Search: client.AddSearch(int.Parse(change.Id, CultureInfo.InvariantCulture)); break;
                case LiveTopic.Walk: client.AddWalk(int.Parse(change.Id, CultureInfo.InvariantCulture)); break;
                case LiveTopic.Hub: client.AddHub(); break;
                case LiveTopic.Alarm: client.AddAlarm(LedgerAlarm.Number); break;
                default: break; // a topic that no page shows yet
            }
            client.Commit(0);
        }
    }

    [LoggerMessage(1540, LogLevel.Warning, "Live events wait for the ledger")]
    private partial void LogStuck(Exception e);

    /// <param name="Seq">Ledger entry from which on this client hears.</param>
    public sealed record Subscription(LiveHub Hub, LiveClient Client, long Seq) : IDisposable
    {
        public void Dispose() => Hub._clients.TryRemove(Client, out _);
    }
}
