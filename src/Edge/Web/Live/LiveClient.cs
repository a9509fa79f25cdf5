using System.Threading.Channels;
using Inventory.Identification;

namespace Edge.Web.Live;

/// <summary>What waits for one client. The same news twice is one; too much of it becomes one "read everything again".</summary>
internal sealed class LiveClient(Topics topics)
{
    /// <summary>A client that is further behind than this reads everything once rather than each by itself.</summary>
    public const int MostWaiting = 500;

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private HashSet<UnitKey> _units = [];
    private HashSet<string> _fridges = [], _devices = [], _trays = [];
    private HashSet<int> _alarms = [], _stocktakes = [], _searches = [], _walks = [];
    private bool _stock, _hub, _reset;
    private long _seq;

    public void AddUnit(UnitKey key) => Add(Topics.Unit, () => _units.Add(key));

    public void AddStock() => Add(Topics.Stock, () => !_stock && (_stock = true));

    public void AddFridge(string id) => Add(Topics.Fridge, () => _fridges.Add(id));

    public void AddDevice(string id) => Add(Topics.Device, () => _devices.Add(id));

    public void AddTray(string id) => Add(Topics.Tray, () => _trays.Add(id));

    public void AddAlarm(int number) => Add(Topics.Alarm, () => _alarms.Add(number));

    public void AddStocktake(int number) => Add(Topics.Stocktake, () => _stocktakes.Add(number));

    public void AddSearch(int number) => Add(Topics.Search, () => _searches.Add(number));

    /// <param name="number">0 where another map was put in use, by no walk of its own.</param>
    public void AddWalk(int number) => Add(Topics.Walk, () => _walks.Add(number));

    public void AddHub() => Add(Topics.Hub, () => !_hub && (_hub = true));

    public void Reset()
    {
        lock (_gate)
        {
            Forget();
            _reset = true;
        }
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Everything up to this ledger entry has been added. Wakes the reader when there is something.</summary>
    public void Commit(long seq)
    {
        bool something;
        lock (_gate)
        {
            if (seq > _seq) _seq = seq;
            if (Waiting > MostWaiting)
            {
                Forget();
                _reset = true;
            }
            something = _reset || Waiting > 0;
        }
        if (something) _signal.Writer.TryWrite(true);
    }

    /// <summary>Completes when there may be something to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => _signal.Reader.ReadAsync(ct);

    /// <summary>What waits, and nothing waits any more.</summary>
    public LiveBatch Take()
    {
        lock (_gate)
        {
            LiveBatch batch = new(_seq, _reset, _stock, _hub, _units, _fridges, _devices, _trays, _alarms, _stocktakes, _searches, _walks);
            Forget();
            return batch;
        }
    }

    private int Waiting => _units.Count + _fridges.Count + _devices.Count + _trays.Count + _alarms.Count + _stocktakes.Count + _searches.Count + _walks.Count + (_stock ? 1 : 0) + (_hub ? 1 : 0);

    private void Add(Topics topic, Func<bool> add)
    {
        if (!topics.HasFlag(topic)) return;
        lock (_gate)
        {
            // A client that will read everything again need not hear the parts; and memory stays bounded whatever it does.
            if (!_reset && Waiting <= MostWaiting) add();
        }
    }

    private void Forget()
    {
        (_units, _fridges, _devices, _trays, _alarms, _stocktakes, _searches, _walks) = ([], [], [], [], [], [], [], []);
        (_stock, _hub, _reset) = (false, false, false);
    }
}

/// <param name="Seq">Ledger entry up to which this is complete.</param>
/// <param name="Reset">Too much was missed: read everything again.</param>
internal sealed record LiveBatch(
    long Seq, bool Reset, bool Stock, bool Hub, IReadOnlyCollection<UnitKey> Units, IReadOnlyCollection<string> Fridges,
    IReadOnlyCollection<string> Devices, IReadOnlyCollection<string> Trays, IReadOnlyCollection<int> Alarms, IReadOnlyCollection<int> Stocktakes,
    IReadOnlyCollection<int> Searches, IReadOnlyCollection<int> Walks);
