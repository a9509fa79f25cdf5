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
    private readonly ReceiveBuffer _input = new(4096);
    private readonly byte[] _output = new byte[R2000Codec.MaxFrameBytes];
    private readonly byte[] _payload = new byte[R2000Codec.MaxPayloadBytes];
    private Task<int>? _pending;
    private long _lastByte = time.GetTimestamp();
    private int _probes;

    /// <summary>Time spent waiting since the last sound frame. Time in which nobody listened (a full queue) is no silence.</summary>
    private TimeSpan _waited;

    /// <summary>Bytes of no use since the last sound frame: tells a noisy line from a silent one.</summary>
    private long _noiseSinceFrame;

    public ReaderStatistics Statistics => statistics;

    /// <summary>When the bytes that are being decoded arrived.</summary>
    public DateTimeOffset ReceivedAt { get; private set; } = time.GetUtcNow();

    public async ValueTask SendAsync(IR2000Command command, CancellationToken ct)
    {
        int payload = command.WritePayload(_payload);
        int length = R2000Codec.Write(_output, options.Address, command.Code, _payload.AsSpan(0, payload));
        try
        {
            ValueTask write = transport.WriteAsync(_output.AsMemory(0, length), ct);
            if (write.IsCompletedSuccessfully) return;
            await write.AsTask().WaitAsync(options.SilenceLimit, time, ct);
        }
        catch (TimeoutException)
        {
            throw new ReaderLostException("silent", $"{transport.Name} takes no bytes any more; check the cable of the reader.");
        }
        catch (IOException gone)
        {
            throw new ReaderLostException("unplugged", gone.Message, gone);
        }
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
            ReadOnlySpan<byte> unread = _input.Unread;
            FrameOutcome outcome = R2000Codec.TryRead(ref unread, out frame);
            int used = _input.Count - unread.Length;
            _input.Consume(used);
            switch (outcome)
            {
                case FrameOutcome.NeedMoreData:
                    return false;
                case FrameOutcome.Complete when options.Address == byte.MaxValue || frame.Address == options.Address:
                    statistics.CountFrame();
                    _waited = TimeSpan.Zero;
                    _noiseSinceFrame = 0;
                    return true;
                case FrameOutcome.Complete: // another reader's on the same line
                    break;
                case FrameOutcome.BadChecksum:
                    statistics.CountBadChecksum();
                    CountNoise(used);
                    break;
                default:
                    CountNoise(used);
                    break;
            }
        }
    }

    /// <summary>Waits for bytes.</summary>
    /// <returns>False when none came within <paramref name="limit"/>.</returns>
    /// <exception cref="ReaderLostException">No sound frame for the silence limit, or the line is gone.</exception>
    public async ValueTask<bool> FillAsync(TimeSpan limit, CancellationToken ct)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            ThrowIfLost();
            TimeSpan left = limit - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return false;
            TimeSpan wait = Min(left, options.SilenceLimit - _waited);
            if (_input.Count > 0) wait = Min(wait, Max(options.InterByteTimeout - time.GetElapsedTime(_lastByte), TimeSpan.Zero));
            long waiting = time.GetTimestamp();
            bool received = await ReceiveAsync(wait, ct);
            _waited += time.GetElapsedTime(waiting);
            if (received) return true;
            if (DropStaleHead()) return true; // what stood behind it may hold a frame
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        try
        {
            if (_pending is not null) await _pending;
        }
        catch (IOException)
        {
            // The read that was under way ends so when its transport is disposed.
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

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

    /// <summary>A read that outlasts its time is kept and goes on with the next call, so no byte is lost to a cancellation.</summary>
    private async ValueTask<bool> ReceiveAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            int count;
            ValueTask<int> read = _pending is null ? transport.ReadAsync(_input.Free(), CancellationToken.None) : new(_pending);
            if (read.IsCompleted)
            {
                count = await read;
            }
            else
            {
                _pending = read.AsTask();
                count = await _pending.WaitAsync(wait, time, ct);
            }
            _pending = null;
            if (count == 0) throw new ReaderLostException("unplugged", $"{transport.Name}: the far end closed the line.");
            _input.Received(count);
            statistics.CountBytes(count);
            ReceivedAt = time.GetUtcNow();
            _lastByte = time.GetTimestamp();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (IOException gone) when (gone is not ReaderLostException)
        {
            _pending = null;
            throw new ReaderLostException("unplugged", gone.Message, gone);
        }
    }

    private bool DropStaleHead()
    {
        if (_input.Count == 0 || time.GetElapsedTime(_lastByte) < options.InterByteTimeout) return false;
        _input.Consume(1);
        CountNoise(1);
        return _input.Count > 0;
    }

    private void CountNoise(int bytes)
    {
        statistics.CountNoise(bytes);
        _noiseSinceFrame += bytes;
    }

    private void ThrowIfLost()
    {
        if (_waited < options.SilenceLimit) return;
        double seconds = options.SilenceLimit.TotalSeconds;
        throw _noiseSinceFrame > 0
            ? new ReaderLostException("noise", $"{transport.Name}: {_noiseSinceFrame} bytes in {seconds:0} s and no sound frame among them; check the line's speed and wiring.")
            : new ReaderLostException("silent", $"{transport.Name}: no answer for {seconds:0} s; check power and cable of the reader.");
    }
}
