using Readers.Frames;
using Readers.Transports;

namespace Readers.ThingMagic;

/// <summary>How an exchange went.</summary>
/// <param name="Status">Null when no reply came in time.</param>
/// <param name="Data">Of the reply; valid until the next exchange.</param>
internal readonly record struct ThingMagicAnswer(ThingMagicStatus? Status, ReadOnlyMemory<byte> Data)
{
    public bool IsOk => Status == ThingMagicStatus.Success;
}

/// <summary>Half-duplex exchanges with one module. One user at a time.</summary>
/// <remarks>
/// Replies are matched by opcode alone. After a time-out only harmless questions are sent, each time another one, until one is
/// answered: the module works in order, so whatever came before is late and is thrown away.
/// </remarks>
internal sealed class ThingMagicLine(IByteTransport transport, ThingMagicOptions options, ReaderStatistics statistics, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly ThingMagicOpcode[] s_probes =
        [ThingMagicOpcode.GetCurrentProgram, ThingMagicOpcode.Version, ThingMagicOpcode.GetRegion, ThingMagicOpcode.GetTemperature];

    private readonly HostLine _line = new(
        transport, new ReceiveBuffer(4096), new LineLimits(options.SilenceLimit, options.InterByteTimeout), statistics, time);
    private readonly byte[] _output = new byte[ThingMagicCodec.MaxFrameBytes], _answer = new byte[ThingMagicCodec.MaxDataBytes];
    private int _probes;

    public ReaderStatistics Statistics => statistics;

    public DateTimeOffset ReceivedAt => _line.ReceivedAt;

    /// <summary>The module has reported a start that nobody asked for: all its settings are lost.</summary>
    public bool HasRestarted { get; set; }

    public ValueTask SendAsync(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, CancellationToken ct)
    {
        int length = ThingMagicCodec.WriteCommand(_output, opcode, data);
        return _line.WriteAsync(_output.AsMemory(0, length), ct);
    }

    public ValueTask<ThingMagicAnswer> ExchangeAsync(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, CancellationToken ct) =>
        ExchangeAsync(opcode, SendAsync(opcode, data, ct), options.ReplyTimeout, ct);

    public ValueTask<ThingMagicAnswer> ExchangeAsync(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, TimeSpan timeout, CancellationToken ct) =>
        ExchangeAsync(opcode, SendAsync(opcode, data, ct), timeout, ct);

    /// <summary>After a time-out: returns when the module answers again and nothing late can follow.</summary>
    /// <exception cref="ReaderLostException">It does not.</exception>
    public async ValueTask ResynchronizeAsync(CancellationToken ct)
    {
        while ((await ExchangeAsync(s_probes[_probes++ % s_probes.Length], [], ct)).Status is null)
        {
        }
    }

    /// <summary>The next sound reply among the bytes that are here; noise before it is counted and dropped.</summary>
    public bool TryTake(out ThingMagicReply reply)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = _line.Input.Unread;
            FrameOutcome outcome = ThingMagicCodec.TryReadReply(ref unread, out reply);
            int used = _line.Input.Count - unread.Length;
            _line.Input.Consume(used);
            if (outcome == FrameOutcome.NeedMoreData) return false;
            if (outcome == FrameOutcome.Complete)
            {
                _line.CountFrame();
                return true;
            }
            if (outcome == FrameOutcome.BadChecksum) statistics.CountBadChecksum();
            _line.CountNoise(used);
        }
    }

    /// <inheritdoc cref="HostLine.FillAsync"/>
    public ValueTask<bool> FillAsync(TimeSpan limit, CancellationToken ct) => _line.FillAsync(limit, ct);

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private async ValueTask<ThingMagicAnswer> ExchangeAsync(ThingMagicOpcode opcode, ValueTask sending, TimeSpan timeout, CancellationToken ct)
    {
        await sending;
        long sent = time.GetTimestamp();
        do
        {
            while (TryTake(out ThingMagicReply reply))
            {
                if (reply.Opcode == opcode)
                {
                    reply.Data.CopyTo(_answer);
                    return new ThingMagicAnswer(reply.Status, _answer.AsMemory(0, reply.Data.Length));
                }
                if (reply.Opcode == ThingMagicOpcode.BootFirmware) HasRestarted = true;
            }
        }
        while (await FillAsync(timeout - time.GetElapsedTime(sent), ct));
        return new ThingMagicAnswer(null, default);
    }
}
