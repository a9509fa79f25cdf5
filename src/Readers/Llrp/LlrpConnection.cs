using Readers.Frames;
using Readers.Transports;

namespace Readers.Llrp;

/// <summary>How a request went.</summary>
/// <param name="Status">Null when no answer came in time.</param>
/// <param name="Body">Of the answer; empty without one.</param>
internal readonly record struct LlrpReply(LlrpStatus? Status, byte[] Body)
{
    public bool IsOk => Status is { Code: LlrpStatusCode.Success };

    public override string ToString() => Status?.ToString() ?? "no answer in time";
}

/// <summary>Messages to and from one reader. Requests carry numbers, so a late answer can never be taken for another one's.</summary>
/// <param name="unsolicited">Gets every message that answers no request, in order: reports, events, keep-alives.</param>
internal sealed class LlrpConnection(
    IByteTransport transport, LlrpOptions options, ReaderStatistics statistics, TimeProvider time,
    Func<LlrpMessageType, uint, ReadOnlyMemory<byte>, CancellationToken, ValueTask> unsolicited) : IAsyncDisposable
{
    private readonly HostLine _line = new(
        transport, new ReceiveBuffer(16 * 1024, LlrpCodec.MaxMessageBytes), new LineLimits(options.SilenceLimit, InterByte: null), statistics, time);
    private uint _lastId;

    public LlrpWriter Writer { get; } = new();

    /// <summary>Version of the messages sent.</summary>
    public byte Version { get; set; } = 1;

    public DateTimeOffset ReceivedAt => _line.ReceivedAt;

    public string Name => _line.Name;

    public async ValueTask<uint> SendAsync(LlrpWriter message, CancellationToken ct)
    {
        uint id = ++_lastId;
        await _line.WriteAsync(message.End(Version, id), ct);
        return id;
    }

    public ValueTask AnswerAsync(LlrpWriter message, uint id, CancellationToken ct) => _line.WriteAsync(message.End(Version, id), ct);

    public async ValueTask<LlrpReply> RequestAsync(LlrpWriter message, CancellationToken ct)
    {
        uint id = await SendAsync(message, ct);
        long sent = time.GetTimestamp();
        LlrpReply? reply = null;
        while (reply is null)
        {
            while (reply is null && TryPeek(out LlrpMessageType type, out uint messageId, out ReadOnlyMemory<byte> body))
            {
                if (messageId == id && IsAnswer(type)) reply = Interpret(body);
                else await unsolicited(type, messageId, body, ct);
                Consume(body);
            }
            if (reply is null && !await _line.FillAsync(options.ReplyTimeout - time.GetElapsedTime(sent), ct)) return new LlrpReply(null, []);
        }
        return reply.Value;
    }

    /// <summary>Hands on what comes until the time is up.</summary>
    /// <returns>False when nothing came.</returns>
    public async ValueTask<bool> ListenAsync(TimeSpan limit, CancellationToken ct)
    {
        if (!await _line.FillAsync(limit, ct)) return false;
        while (TryPeek(out LlrpMessageType type, out uint id, out ReadOnlyMemory<byte> body))
        {
            await unsolicited(type, id, body, ct);
            Consume(body);
        }
        return true;
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private static bool IsAnswer(LlrpMessageType type) => type is not (LlrpMessageType.RoAccessReport or LlrpMessageType.ReaderEventNotification
        or LlrpMessageType.Keepalive);

    private LlrpReply Interpret(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> unread = _line.Input.Unread;
        LlrpCodec.TryRead(ref unread, out LlrpMessage message);
        return new LlrpReply(LlrpStatus.Find(message) ?? new LlrpStatus(LlrpStatusCode.MessageMissingParameter, "no status"), body.ToArray());
    }

    /// <summary>The message at the front, left in the buffer while it is worked on.</summary>
    /// <exception cref="ReaderLostException">What is there can be no message: nothing that follows could be trusted.</exception>
    private bool TryPeek(out LlrpMessageType type, out uint id, out ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> unread = _line.Input.UnreadMemory;
        ReadOnlySpan<byte> rest = unread.Span;
        FrameOutcome outcome = LlrpCodec.TryRead(ref rest, out LlrpMessage message);
        if (outcome == FrameOutcome.Noise)
            throw new ReaderLostException("noise", $"{Name} sent bytes that are no LLRP message; the connection is closed.");
        (type, id, body) = (message.Type, message.Id, default);
        if (outcome != FrameOutcome.Complete) return false;
        body = unread[LlrpCodec.HeaderBytes..^rest.Length];
        return true;
    }

    private void Consume(ReadOnlyMemory<byte> body)
    {
        _line.Input.Consume(LlrpCodec.HeaderBytes + body.Length);
        _line.CountFrame();
    }
}
