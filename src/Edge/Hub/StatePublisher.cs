using Edge.Devices;
using Edge.Ledger;
using Inventory;

namespace Edge.Hub;

/// <summary>Keeps the retained state of the site at the broker: levels, cabinets and a vehicle's position, on change and as a heartbeat.</summary>
/// <param name="atMostEvery">Changes within this time are sent as one.</param>
internal sealed partial class StatePublisher(
    ILedger ledger, LiveSite live, HubSite site, HubTopics topics, TimeSpan atMostEvery, TimeSpan heartbeat, TimeProvider time, ILogger log)
{
    private readonly Signal _wake = new();
    private readonly Dictionary<string, byte[]> _sent = [];
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<long>> _asked = [];
    private DateTimeOffset? _changesAt;
    private long _beatAt;

    /// <summary>Everything at once, whatever was sent before: first after each connect, before any event.</summary>
    /// <returns>The ledger entry up to which it says all.</returns>
    public async Task<long> PublishAllAsync(IHubConnection connection, CancellationToken ct)
    {
        _sent.Clear();
        _beatAt = time.GetTimestamp();
        return await PublishChangedAsync(connection, ct);
    }

    /// <summary>Asks the running loop for everything at once.</summary>
    /// <returns>The ledger entry up to which it said all.</returns>
    public Task<long> SnapshotAsync(CancellationToken ct)
    {
        TaskCompletionSource<long> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _asked.Add(done);
        _wake.Set();
        return done.Task.WaitAsync(ct);
    }

    /// <summary>Runs over one connection until <paramref name="ct"/> fires.</summary>
    public async Task RunAsync(IHubConnection connection, CancellationToken ct)
    {
        live.Changed += OnLive;
        try
        {
            Task watching = _wake.SetAtEachEntryAsync(ledger, ct);
            while (!ct.IsCancellationRequested)
            {
                await _wake.WaitAsync(UntilNext(), time, ct);
                if (TakeAsked() is { Count: > 0 } asked)
                {
                    long seq = await PublishAllAsync(connection, ct);
                    foreach (TaskCompletionSource<long> one in asked) one.TrySetResult(seq);
                }
                else if (time.GetElapsedTime(_beatAt) >= heartbeat) await PublishAllAsync(connection, ct);
                else await PublishChangedAsync(connection, ct);
                await Task.Delay(atMostEvery, time, ct);
            }
            await watching;
        }
        finally
        {
            live.Changed -= OnLive;
        }
    }

    private void OnLive(LiveChange change)
    {
        if (change.Topic is LiveTopic.Fridge or LiveTopic.Position) _wake.Set();
    }

    private List<TaskCompletionSource<long>> TakeAsked()
    {
        lock (_gate)
        {
            List<TaskCompletionSource<long>> asked = [.. _asked];
            _asked.Clear();
            return asked;
        }
    }

    private TimeSpan UntilNext()
    {
        TimeSpan beat = heartbeat - time.GetElapsedTime(_beatAt);
        TimeSpan? expiry = _changesAt - time.GetUtcNow();
        return expiry is { } left && left < beat ? TimeSpan.FromTicks(Math.Max(left.Ticks, 1)) : beat;
    }

    private async Task<long> PublishChangedAsync(IHubConnection connection, CancellationToken ct)
    {
        LedgerSnapshot snapshot = ledger.Current;
        DateTimeOffset now = time.GetUtcNow();
        byte[] rows = StockState.Rows(snapshot, now, out _changesAt);
        await PublishAsync(connection, topics.Stock, rows, () => StockState.Message(site.Site, now, snapshot.Seq, rows), ct);
        foreach (PlaceId cabinet in site.Cabinets)
        {
            CabinetLive? known = live.Cabinets.GetValueOrDefault(cabinet);
            byte[] lasting = FridgeState.Message(site.Site, cabinet, known, snapshot, asOf: null);
            await PublishAsync(
                connection, topics.Fridge(cabinet), lasting, () => FridgeState.Message(site.Site, cabinet, known, snapshot, now), ct);
        }
        if (live.Position is { } position)
            await PublishAsync(
                connection, topics.Position, VehicleState.Message(site.Site, position, asOf: null), () => VehicleState.Message(site.Site, position, now), ct);
        return snapshot.Seq;
    }

    /// <param name="lasting">Compared with the last message: the same means nothing to say.</param>
    private async Task PublishAsync(IHubConnection connection, string topic, byte[] lasting, Func<byte[]> message, CancellationToken ct)
    {
        if (_sent.TryGetValue(topic, out byte[]? sent) && sent.AsSpan().SequenceEqual(lasting)) return;
        PublishOutcome outcome = await connection.PublishAsync(
            new HubMessage { Topic = topic, Payload = message(), Retain = true, IsText = true, ContentType = "application/json" }, ct);
        if (outcome.IsAccepted) _sent[topic] = lasting;
        else if (!outcome.IsLost) LogRefused(topic, outcome.Reason!.Value);
    }

    [LoggerMessage(1430, LogLevel.Warning, "The broker does not take the state on {Topic}: {Reason}")]
    private partial void LogRefused(string topic, Mqtt.MqttReason reason);
}
