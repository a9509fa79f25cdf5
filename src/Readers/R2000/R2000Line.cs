using Readers.Frames;
using Readers.R2000.Commands;
using Readers.Transports;

namespace Readers.R2000;

/// <summary>Half-duplex exchanges with one reader over one transport. One user at a time.</summary>
/// <remarks>
/// The protocol has no sequence numbers: an answer that comes after its time-out would answer the next command of the same
/// code. Therefore after a time-out nothing is sent but probes (a harmless question, each time another one) until a probe is
/// answered; a reader works in order, so whatever came before that answer is late and is thrown away.
/// </remarks>
internal sealed class R2000Line(IByteTransport transport, R2000Options options, ReaderStatistics statistics, TimeProvider time)
    : IAsyncDisposable
{
    private readonly HostLine _line = new(
        transport, new ReceiveBuffer(4096), new LineLimits(options.SilenceLimit, options.InterByteTimeout), statistics, time);
    private readonly byte[] _output = new byte[R2000Codec.MaxFrameBytes];
    private readonly byte[] _payload = new byte[R2000Codec.MaxPayloadBytes];
    private int _probes;

    public ReaderStatistics Statistics => statistics;

    /// <summary>When the bytes that are being decoded arrived.</summary>
    public DateTimeOffset ReceivedAt => _line.ReceivedAt;

    public async ValueTask SendAsync(IR2000Command command, CancellationToken ct)
    {
        int payload = command.WritePayload(_payload);
        int length = R2000Codec.Write(_output, options.Address, command.Code, _payload.AsSpan(0, payload));
        await _line.WriteAsync(_output.AsMemory(0, length), ct);
    }

    public async ValueTask<R2000Reply<T>> ExchangeAsync<T>(IR2000Command<T> command, CancellationToken ct)
    {
        await SendAsync(command, ct);
        long sent = time.GetTimestamp();
        do
        {
            while (TryTake(out R2000Frame frame))
                if (frame.Code == command.Code) return Interpret(command, frame.Payload);
        }
        while (await FillAsync(options.ReplyTimeout - time.GetElapsedTime(sent), ct));
        return new(R2000ReplyStatus.TimedOut, default, default);
    }

    /// <summary>After a time-out: returns when the reader answers again and nothing late can follow.</summary>
    /// <exception cref="ReaderLostException">It does not.</exception>
    public async ValueTask ResynchronizeAsync(CancellationToken ct)
    {
        while (!await ProbeAsync(ct))
        {
        }
    }

    /// <summary>The next sound frame of this reader among the bytes that are here; noise before it is counted and dropped.</summary>
    public bool TryTake(out R2000Frame frame)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = _line.Input.Unread;
            FrameOutcome outcome = R2000Codec.TryRead(ref unread, out frame);
            int used = _line.Input.Count - unread.Length;
            _line.Input.Consume(used);
            switch (outcome)
            {
                case FrameOutcome.NeedMoreData:
                    return false;
                case FrameOutcome.Complete when options.Address == byte.MaxValue || frame.Address == options.Address:
                    _line.CountFrame();
                    return true;
                case FrameOutcome.Complete: // another reader's on the same line
                    break;
                case FrameOutcome.BadChecksum:
                    statistics.CountBadChecksum();
                    _line.CountNoise(used);
                    break;
                default:
                    _line.CountNoise(used);
                    break;
            }
        }
    }

    /// <inheritdoc cref="HostLine.FillAsync"/>
    public ValueTask<bool> FillAsync(TimeSpan limit, CancellationToken ct) => _line.FillAsync(limit, ct);

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private static R2000Reply<T> Interpret<T>(IR2000Command<T> command, ReadOnlySpan<byte> payload)
    {
        bool setting = command is IR2000Setting;
        if (command.TryParseReply(payload, out T? value))
            return setting && payload[0] != (byte)R2000Result.Ok
                ? new(R2000ReplyStatus.Refused, value, (R2000Result)payload[0])
                : new(R2000ReplyStatus.Ok, value, R2000Result.Ok);
        return payload.Length == 1
            ? new(R2000ReplyStatus.Refused, default, (R2000Result)payload[0])
            : new(R2000ReplyStatus.Malformed, default, default);
    }

    /// <summary>Asks one of four harmless questions and drops everything up to its answer.</summary>
    private async ValueTask<bool> ProbeAsync(CancellationToken ct)
    {
        R2000ReplyStatus status = (_probes++ % 4) switch
        {
            0 => (await ExchangeAsync(new GetRegion(), ct)).Status,
            1 => (await ExchangeAsync(new GetFirmware(), ct)).Status,
            2 => (await ExchangeAsync(new GetPower(), ct)).Status,
            _ => (await ExchangeAsync(new GetTemperature(), ct)).Status,
        };
        return status != R2000ReplyStatus.TimedOut;
    }
}
