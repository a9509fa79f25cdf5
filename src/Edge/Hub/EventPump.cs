using Edge.Hub.Epcis;
using Edge.Hub.Mqtt;
using Edge.Ledger;

namespace Edge.Hub;

/// <summary>
/// Sends the ledger's events in order, several messages on the way at once. The position moves only on the broker's word, so
/// after a loss everything behind it goes again: a consumer sees events twice, never a gap.
/// </summary>
internal sealed partial class EventPump(
    ILedger ledger, SavedCursor cursor, EventBatcher batcher, ParkedMessages parked, DrainLimit limit, HubSite site, HubTopics topics,
    int batchEvents, TimeProvider time, ILogger log)
{
    /// <summary>Places in the window that are left to states and answers.</summary>
    private const int Reserved = 2;

    /// <summary>A document is no longer than this, whatever the broker would take.</summary>
    private const long MaxDocumentBytes = 256 * 1024;
    private const int TriesBeforeParking = 5;
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_finishWithin = TimeSpan.FromSeconds(1);

    private readonly Queue<(HubTicket Ticket, HubBatch Batch)> _onTheWay = [];
    private readonly Signal _wake = new();
    private long _resendFrom = -1;
    private int _eventsAtMost = 1; // doubles with each message that is taken
    private int _tries;
    private long _settled;

    /// <summary>Last ledger entry that needs nothing more: acknowledged, or no news to the hub.</summary>
    public long Settled => Volatile.Read(ref _settled);

    /// <summary>What the broker said against the message that it does not take; null when it takes them.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Since when every event went to a broker where nobody listens; null when somebody does.</summary>
    public DateTimeOffset? NobodyListensSince { get; private set; }

    /// <summary>Asks to send everything from an entry on once more. The running loop does it as soon as its window is empty.</summary>
    /// <returns>False: that entry was not sent yet.</returns>
    public bool TryResend(long fromSeq)
    {
        if (fromSeq < 1 || fromSeq > cursor.Position + 1) return false;
        Interlocked.Exchange(ref _resendFrom, fromSeq);
        _wake.Set();
        return true;
    }

    public async Task LoadAsync(CancellationToken ct)
    {
        await cursor.LoadAsync(ledger.Current.Seq, ct);
        Volatile.Write(ref _settled, cursor.Position);
    }

    /// <summary>Runs over one connection until it ends or <paramref name="ct"/> fires.</summary>
    /// <param name="connectedAt">What was recorded before is backlog and drains slowly.</param>
    public async Task RunAsync(IHubConnection connection, DateTimeOffset connectedAt, CancellationToken ct)
    {
        _onTheWay.Clear();
        batcher.Restart(cursor.Position);
        try
        {
            Task watching = _wake.SetAtEachEntryAsync(ledger, ct);
            await SendAllAsync(connection, connectedAt, ct);
            await watching;
        }
        finally
        {
            await FinishAsync();
        }
    }

    private async Task SendAllAsync(IHubConnection connection, DateTimeOffset connectedAt, CancellationToken ct)
    {
        HubBatch? next = null;
        while (!connection.Closed.IsCompleted)
        {
            bool resend = Volatile.Read(ref _resendFrom) > 0;
            if (resend && _onTheWay.Count == 0)
            {
                next = null;
                await RewindAsync(ct);
                continue;
            }
            int window = Trouble is null ? Math.Max(1, connection.Window - Reserved) : 1;
            if (!resend && _onTheWay.Count < window)
                next ??= await batcher.NextAsync(_eventsAtMost, Math.Min(MaxDocumentBytes, connection.MaximumPacketBytes), ct);
            TimeSpan wait = TimeSpan.Zero;
            if (next is not null && !resend && _onTheWay.Count < window
                && (wait = limit.Take(next.Events, next.RecordedAt < connectedAt)) == TimeSpan.Zero)
            {
                _onTheWay.Enqueue((await connection.SendAsync(MessageOf(next), ct), next));
                next = null;
            }
            else if (_onTheWay.Count > 0)
            {
                if (!await SettleOldestAsync(connection, ct)) next = null;
            }
            else
            {
                await RestAsync(next is null ? null : wait, ct);
            }
        }
    }

    /// <returns>False when sending starts again behind the position.</returns>
    private async Task<bool> SettleOldestAsync(IHubConnection connection, CancellationToken ct)
    {
        (HubTicket ticket, HubBatch batch) = _onTheWay.Dequeue();
        PublishOutcome outcome = await ticket.Outcome;
        if (outcome.IsLost) return true; // the connection is over: the loop sees it
        if (!outcome.IsAccepted)
        {
            await RejectedAsync(connection, batch, outcome.Reason!.Value, ct);
            return false;
        }
        NobodyListensSince = outcome.Reason == MqttReason.NoMatchingSubscribers ? NobodyListensSince ?? time.GetUtcNow() : null;
        (Trouble, _tries) = (null, 0);
        _eventsAtMost = Math.Min(batchEvents, _eventsAtMost * 2);
        Volatile.Write(ref _settled, batch.To);
        await cursor.MoveAsync(batch.To, ct);
        return true;
    }

    /// <summary>Nothing to send now: keeps the position when it is time, and waits for news.</summary>
    /// <param name="hold">How long the next message is held back; null when there is none.</param>
    private async Task RestAsync(TimeSpan? hold, CancellationToken ct)
    {
        if (cursor.DueIn <= TimeSpan.Zero) await cursor.SaveAsync(ct);
        if (hold is null) Volatile.Write(ref _settled, batcher.Scanned);
        if (hold is null && ledger.Current.Seq > batcher.Scanned) return;
        TimeSpan? wait = (hold, cursor.DueIn) switch
        {
            ({ } held, { } due) => held < due ? held : due,
            (var held, var due) => held ?? due,
        };
        if (wait is { } some) await _wake.WaitAsync(some, time, ct);
        else await _wake.WaitAsync(ct);
    }

    private async Task RewindAsync(CancellationToken ct)
    {
        long from = Interlocked.Exchange(ref _resendFrom, -1);
        LogResend(from);
        batcher.Restart(from - 1);
        Volatile.Write(ref _settled, from - 1);
        await cursor.MoveAsync(from - 1, ct);
        await cursor.SaveAsync(ct); // a restart in between must not forget the hub's wish
    }

    /// <summary>Stops, never skips: what came behind the message goes again behind it.</summary>
    private async Task RejectedAsync(IHubConnection connection, HubBatch batch, MqttReason reason, CancellationToken ct)
    {
        while (_onTheWay.TryDequeue(out (HubTicket Ticket, HubBatch Batch) later)) await later.Ticket.Outcome;
        batcher.Restart(cursor.Position);
        Trouble = $"The broker does not take ledger entries {batch.From} to {batch.To}: {reason}.";
        LogRejected(batch.From, batch.To, reason, ++_tries);
        bool isItself = IsAboutTheMessage(reason);
        if (isItself && batch.Events > 1)
        {
            _eventsAtMost = batch.Events / 2; // find the one event that is wrong
            return;
        }
        if (isItself && (_tries >= TriesBeforeParking || reason == MqttReason.PacketTooLarge)
            && await ParkAsync(connection, batch, reason, ct)) return;
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(s_longestRetry.TotalSeconds, Math.Pow(2, Math.Min(_tries - 1, 10))));
        await Task.Delay(wait, time, ct);
    }

    /// <summary>A wrong right or a full broker is no fault of the message, and must never cost one.</summary>
    private static bool IsAboutTheMessage(MqttReason reason) => reason is MqttReason.UnspecifiedError
        or MqttReason.ImplementationSpecific or MqttReason.TopicNameInvalid or MqttReason.PacketTooLarge or MqttReason.PayloadFormatInvalid;

    /// <returns>False when the hub could not be told of the gap: then the message stays where it is.</returns>
    private async Task<bool> ParkAsync(IHubConnection connection, HubBatch batch, MqttReason reason, CancellationToken ct)
    {
        await parked.AddAsync(batch, reason.ToString(), time.GetUtcNow(), ct);
        byte[] gap = HubText.Json(writer =>
        {
            writer.WriteNumber("v", 1);
            writer.WriteString("site", site.Site);
            writer.WriteNumber("seq", batch.From);
            writer.WriteNumber("seqTo", batch.To);
            writer.WriteString("reason", reason.ToString());
        });
        HubMessage message = new()
        {
            Topic = topics.Gap, Payload = gap, IsText = true, ContentType = "application/json",
            UserProperties = Properties($"gap-{batch.From}-{batch.To}", batch.From, batch.To, "gap/1"),
        };
        if (!(await connection.PublishAsync(message, ct)).IsAccepted) return false;
        LogParked(batch.From, batch.To, reason);
        (Trouble, _tries) = (null, 0);
        batcher.Restart(batch.To);
        Volatile.Write(ref _settled, batch.To);
        await cursor.MoveAsync(batch.To, ct);
        return true;
    }

    /// <summary>What is on the way when the service stops gets a moment more; the position is kept in any case.</summary>
    private async Task FinishAsync()
    {
        using CancellationTokenSource moment = new(s_finishWithin, time);
        try
        {
            while (_onTheWay.TryDequeue(out (HubTicket Ticket, HubBatch Batch) one)
                && (await one.Ticket.Outcome.AsTask().WaitAsync(moment.Token)).IsAccepted)
            {
                Volatile.Write(ref _settled, one.Batch.To);
                await cursor.MoveAsync(one.Batch.To, moment.Token);
            }
            await cursor.SaveAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            LogUnfinished(cursor.Position);
        }
    }

    private HubMessage MessageOf(HubBatch batch) => new()
    {
        Topic = topics.Events(batch.Stream), Payload = batch.Payload, IsText = true, ContentType = EpcisDocument.ContentType,
        UserProperties = Properties(batch.Id, batch.From, batch.To, "epcis-blood/1"),
    };

    private UserProperty[] Properties(string id, long from, long to, string schema) =>
    [
        new("id", id), new("site", site.Site), new("seq", HubText.Number(from)), new("seqTo", HubText.Number(to)), new("schema", schema),
    ];

    [LoggerMessage(1420, LogLevel.Warning, "The broker does not take ledger entries {From} to {To}: {Reason}; try {Try}")]
    private partial void LogRejected(long from, long to, MqttReason reason, int @try);

    [LoggerMessage(1421, LogLevel.Error, "Ledger entries {From} to {To} are parked, the hub was told of the gap: {Reason}")]
    private partial void LogParked(long from, long to, MqttReason reason);

    [LoggerMessage(1422, LogLevel.Information, "The hub asked for everything from ledger entry {From} on")]
    private partial void LogResend(long from);

    [LoggerMessage(1423, LogLevel.Information, "Stopped at ledger entry {Position} with messages on the way; they go again")]
    private partial void LogUnfinished(long position);
}
