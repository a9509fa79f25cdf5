using System.Text.Json;

namespace Edge.Hub;

/// <summary>What the hub asks of this site, answered once each and idempotent: the same command twice gets the first answer.</summary>
internal sealed partial class HubCommands(
    EventPump pump, StatePublisher states, DrainLimit limit, HubTopics topics, ILogger log)
{
    private const int Remembered = 256;
    private static readonly TimeSpan s_longestSlowDown = TimeSpan.FromDays(1);

    private readonly Dictionary<string, byte[]> _answers = [];
    private readonly Queue<string> _order = [];
    private long _appliedSeq;

    /// <summary>Last ledger entry that the hub says it has stored; 0 when it has not said.</summary>
    public long AppliedSeq => Volatile.Read(ref _appliedSeq);

    /// <summary>Runs over one connection until it ends.</summary>
    public async Task RunAsync(IHubConnection connection, CancellationToken ct)
    {
        await foreach (HubDelivery delivery in connection.Deliveries.ReadAllAsync(ct))
        {
            if (delivery.Topic == topics.Applied) TakeApplied(delivery);
            else if (topics.CommandOf(delivery.Topic) is { } command && !await AnswerAsync(connection, delivery, command, ct)) continue;
            connection.Acknowledge(delivery);
        }
    }

    private void TakeApplied(HubDelivery delivery)
    {
        if (TryParse(delivery.Payload, out JsonElement json) && TryNumber(json, "seq", out long seq)) Volatile.Write(ref _appliedSeq, seq);
    }

    /// <returns>False when the answer did not get through: the command is not acknowledged and comes again.</returns>
    private async Task<bool> AnswerAsync(IHubConnection connection, HubDelivery delivery, string command, CancellationToken ct)
    {
        if (delivery.Retained)
        {
            LogRetained(command); // it would come with every connection for ever
            return true;
        }
        bool parsed = TryParse(delivery.Payload, out JsonElement json);
        string? id = parsed && json.TryGetProperty("id", out JsonElement given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : delivery.CorrelationData.IsEmpty ? null : Convert.ToHexString(delivery.CorrelationData.Span);
        if (id is null || !_answers.TryGetValue(id, out byte[]? answer))
        {
            Outcome outcome = parsed ? await DoAsync(command, json, ct) : Outcome.No("badRequest", "The payload is no JSON object.");
            LogCommand(command, outcome.Refused ?? "done");
            answer = Write(command, id, outcome);
            if (id is not null) Remember(id, answer);
        }
        PublishOutcome sent = await connection.PublishAsync(new HubMessage
        {
            Topic = topics.Reply(command, delivery.ResponseTopic), Payload = answer, IsText = true, ContentType = "application/json",
            CorrelationData = delivery.CorrelationData,
        }, ct);
        return !sent.IsLost;
    }

    private async Task<Outcome> DoAsync(string command, JsonElement json, CancellationToken ct)
    {
        switch (command)
        {
            case "resync-from":
                if (!TryNumber(json, "seq", out long from)) return Outcome.No("badRequest", "\"seq\" is the first ledger entry wanted.");
                return pump.TryResend(from) ? Outcome.Yes(from) : Outcome.No("notSentYet", "That entry was not sent yet.");
            case "snapshot-now":
                return Outcome.Yes(await states.SnapshotAsync(ct));
            case "slow-down":
                if (!TryNumber(json, "eventsPerSecond", out long rate) || rate is < 0 or > 1_000_000
                    || !TryNumber(json, "seconds", out long seconds) || seconds < 0 || seconds > s_longestSlowDown.TotalSeconds)
                    return Outcome.No("badRequest", "\"eventsPerSecond\" from 0 and \"seconds\" from 0 to 86400 are needed.");
                limit.SlowDown(rate, TimeSpan.FromSeconds(seconds));
                return Outcome.Yes(null);
            default:
                return Outcome.No("unknownCommand", "This site knows resync-from, snapshot-now and slow-down.");
        }
    }

    private void Remember(string id, byte[] answer)
    {
        _answers[id] = answer;
        _order.Enqueue(id);
        if (_order.Count > Remembered) _answers.Remove(_order.Dequeue());
    }

    private static byte[] Write(string command, string? id, Outcome outcome) => HubText.Json(writer =>
    {
        writer.WriteNumber("v", 1);
        writer.WriteString("cmd", command);
        writer.WriteString("id", id);
        writer.WriteBoolean("ok", outcome.Refused is null);
        if (outcome.Seq is { } seq) writer.WriteNumber("seq", seq);
        if (outcome.Refused is null) return;
        writer.WriteString("refused", outcome.Refused);
        writer.WriteString("detail", outcome.Detail);
    });

    /// <summary>An empty payload is an object without members.</summary>
    private static bool TryParse(ReadOnlyMemory<byte> payload, out JsonElement json)
    {
        json = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload.IsEmpty ? "{}"u8.ToArray() : payload);
            json = document.RootElement.Clone();
            return json.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryNumber(JsonElement json, string name, out long value)
    {
        value = 0;
        return json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out value);
    }

    /// <param name="Refused">One word of why not; null when done.</param>
    private sealed record Outcome(long? Seq, string? Refused, string? Detail)
    {
        public static Outcome Yes(long? seq) => new(seq, null, null);

        public static Outcome No(string refused, string detail) => new(null, refused, detail);
    }

    [LoggerMessage(1440, LogLevel.Information, "Hub command {Command}: {Outcome}")]
    private partial void LogCommand(string command, string outcome);

    [LoggerMessage(1441, LogLevel.Warning, "Hub command {Command} is retained at the broker and was passed over")]
    private partial void LogRetained(string command);
}
