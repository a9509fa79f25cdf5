using System.Threading.Channels;
using Readers.Frames;
using Readers.Transports;

namespace Readers.M100;

/// <summary>How an exchange went.</summary>
/// <param name="Parameter">Of the response; null when none came in time.</param>
/// <param name="Error">The module's error code; null when it did what was asked.</param>
internal readonly record struct M100Answer(byte[]? Parameter, byte? Error)
{
    public bool IsOk => Parameter is not null && Error is null;
}

/// <returns>Null for a notice that is not to be told.</returns>
internal delegate ReaderEvent? M100Hearing(scoped in M100Frame notice);

/// <summary>Half-duplex exchanges with one module; tags that are reported meanwhile are handed on.</summary>
/// <remarks>
/// Responses are matched by code alone. After a time-out only harmless questions are sent, each time another one, until one is
/// answered; what comes before that answer is late and is thrown away.
/// </remarks>
internal sealed class M100Line(IByteTransport transport, M100Options options, ReaderStatistics statistics, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly M100Code[] s_probes = [M100Code.GetRegion, M100Code.GetPower, M100Code.GetQuery, M100Code.GetDemodulator];

    private readonly HostLine _line = new(
        transport, new ReceiveBuffer(4096), new LineLimits(options.SilenceLimit, options.InterByteTimeout), statistics, time);
    private readonly byte[] _output = new byte[M100Codec.MaxFrameBytes];
    private int _probes;

    /// <summary>Where tags go.</summary>
    public ChannelWriter<ReaderEvent>? Events { get; set; }

    public ReaderStatistics Statistics => statistics;

    public DateTimeOffset ReceivedAt => _line.ReceivedAt;

    /// <summary>Makes an event of a tag notice; null drops notices.</summary>
    public M100Hearing? Hearing { get; set; }

    public ValueTask SendAsync(M100Code code, ReadOnlySpan<byte> parameter, CancellationToken ct)
    {
        int length = M100Codec.Write(_output, options.Marks, M100Type.Command, code, parameter);
        return _line.WriteAsync(_output.AsMemory(0, length), ct);
    }

    /// <param name="also">A second code that counts as the answer: command 12 is answered as 0C by some firmware.</param>
    public async ValueTask<M100Answer> ExchangeAsync(M100Code code, ReadOnlyMemory<byte> parameter, CancellationToken ct, M100Code? also = null)
    {
        await SendAsync(code, parameter.Span, ct);
        long sent = time.GetTimestamp();
        do
        {
            while (TryTake(out M100Frame frame))
            {
                if (frame.Type == M100Type.Notice)
                {
                    if (Hearing?.Invoke(frame) is { } heard && !Events!.TryWrite(heard)) await Events.WriteAsync(heard, ct);
                }
                else if (frame is { Code: M100Code.Error, Parameter: [not M100Error.NoTag and byte error, ..] })
                {
                    return new M100Answer(frame.Parameter.ToArray(), error);
                }
                else if (frame.Code == code || frame.Code == also)
                {
                    return new M100Answer(frame.Parameter.ToArray(), null);
                }
            }
        }
        while (await _line.FillAsync(options.ReplyTimeout - time.GetElapsedTime(sent), ct));
        return default;
    }

    /// <summary>Tags and empty rounds that the module has told of: what shows that it polls.</summary>
    public int PollAnswers { get; private set; }

    /// <summary>Hands on notices until the time is up or the module reports an error.</summary>
    /// <returns>The error; null when the time is up.</returns>
    public async ValueTask<byte?> ListenAsync(TimeSpan limit, CancellationToken ct)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            while (TryTake(out M100Frame frame))
            {
                if (frame.Type == M100Type.Notice)
                {
                    if (Hearing?.Invoke(frame) is { } heard && !Events!.TryWrite(heard)) await Events.WriteAsync(heard, ct);
                }
                else if (frame is { Code: M100Code.Error, Parameter: [not M100Error.NoTag and byte error, ..] })
                {
                    return error;
                }
            }
            if (!await _line.FillAsync(limit - time.GetElapsedTime(start), ct)) return null;
        }
    }

    /// <summary>After a time-out: returns when the module answers again and nothing late can follow.</summary>
    /// <exception cref="ReaderLostException">It does not.</exception>
    public async ValueTask ResynchronizeAsync(CancellationToken ct)
    {
        while ((await ExchangeAsync(s_probes[_probes++ % s_probes.Length], default, ct)).Parameter is null)
        {
        }
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    /// <summary>The next sound frame of the module among the bytes that are here; noise before it is counted and dropped.</summary>
    private bool TryTake(out M100Frame frame)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = _line.Input.Unread;
            FrameOutcome outcome = M100Codec.TryRead(ref unread, options.Marks, out frame);
            int used = _line.Input.Count - unread.Length;
            _line.Input.Consume(used);
            if (outcome == FrameOutcome.NeedMoreData) return false;
            if (outcome == FrameOutcome.Complete)
            {
                if (frame.Type == M100Type.Command) continue; // an adapter that echoes returns our own
                if (frame.Type == M100Type.Notice || frame is { Code: M100Code.Error, Parameter: [M100Error.NoTag, ..] }) PollAnswers++;
                _line.CountFrame();
                return true;
            }
            if (outcome == FrameOutcome.BadChecksum) statistics.CountBadChecksum();
            _line.CountNoise(used);
        }
    }
}
