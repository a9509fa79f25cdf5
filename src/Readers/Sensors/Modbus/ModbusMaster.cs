using System.Net.Sockets;
using Readers.Frames;
using Readers.Transports;

namespace Readers.Sensors.Modbus;

/// <summary>The one master of an RS-485 line: whoever wants to ask a unit waits for its turn. Opens the line when it is needed.</summary>
/// <remarks>
/// Modbus RTU has no sequence numbers. An answer is taken only from the unit that was asked, with the function and the number of
/// registers that were asked for; after a time-out the line is listened to until the late answer can no longer come. Any thread.
/// </remarks>
/// <param name="open">Opens the line; called again after a loss.</param>
public sealed class ModbusMaster(
    ModbusLineOptions options, Func<CancellationToken, ValueTask<IByteTransport>> open, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Above the longest frame of 256 bytes, so that a whole answer behind some noise fits.</summary>
    private const int BufferBytes = 1024;

    /// <summary>A line on which so much time passed without a sound frame is opened anew: adapters hang.</summary>
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private HostLine? _line;
    private bool _answerMayBeLate;

    public ReaderStatistics Statistics { get; } = new();

    /// <summary>Asks once. Whatever a unit or the line does wrong is a value.</summary>
    public async ValueTask<ModbusReply> ReadAsync(ModbusRequest request, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _line ??= new HostLine(
                await open(ct), new ReceiveBuffer(BufferBytes), new LineLimits(s_reopenAfter, InterByte: null), Statistics, time);
            return await ExchangeAsync(_line, request, ct);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or SocketException)
        {
            if (_line is not null) await _line.DisposeAsync();
            (_line, _answerMayBeLate) = (null, false);
            return ModbusReply.Of(StatusOf(gone), gone.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        if (_line is not null) await _line.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>A line that is there and has only been given up, to be opened anew, is not gone.</summary>
    private static ModbusStatus StatusOf(Exception gone) => gone switch
    {
        ReaderLostException { Code: "silent" } => ModbusStatus.NoAnswer,
        ReaderLostException { Code: "noise" } => ModbusStatus.Garbled,
        _ => ModbusStatus.LineLost,
    };

    private async ValueTask<ModbusReply> ExchangeAsync(HostLine line, ModbusRequest request, CancellationToken ct)
    {
        if (!await FallQuietAsync(line, _answerMayBeLate ? options.LateLimit : options.Gap, ct))
            return ModbusReply.Of(ModbusStatus.Garbled, $"{line.Name} is never quiet; check wiring, termination and speed.");
        _answerMayBeLate = true; // also when the caller gives up in the middle
        await line.WriteAsync(ModbusFrames.Encode(request), ct);
        long sent = time.GetTimestamp();
        TimeSpan limit = options.Time(ModbusFrames.RequestBytes) + options.ReplyTimeout;
        while (true)
        {
            if (Take(line, request) is { } reply) return reply;
            TimeSpan left = limit - time.GetElapsedTime(sent);
            if (left > TimeSpan.Zero && await line.FillAsync(left, ct)) continue;
            int heard = line.Input.Count;
            Discard(line, heard);
            return heard == 0
                ? ModbusReply.Of(ModbusStatus.NoAnswer, $"Unit {request.Unit} on {line.Name} does not answer.")
                : ModbusReply.Of(ModbusStatus.Garbled, $"Unit {request.Unit} on {line.Name}: {heard} bytes and no sound answer among them.");
        }
    }

    private ModbusReply? Take(HostLine line, ModbusRequest request)
    {
        ReceiveBuffer input = line.Input;
        if (ModbusFrames.TryFindReply(input.Unread, request, out ReadOnlySpan<byte> data, out byte exception))
        {
            ModbusReply reply = exception == 0 ? ModbusReply.Answer(data) : ModbusReply.Exception(request.Unit, exception);
            input.Consume(input.Count);
            line.CountFrame();
            _answerMayBeLate = false;
            return reply;
        }
        if (input.Count > BufferBytes / 2) Discard(line, input.Count - (BufferBytes / 4)); // a line that babbles
        return null;
    }

    /// <summary>Throws away what comes until nothing has come for <paramref name="silence"/>, also what waited since the last turn.</summary>
    /// <returns>False when the line never falls quiet.</returns>
    private async ValueTask<bool> FallQuietAsync(HostLine line, TimeSpan silence, CancellationToken ct)
    {
        long start = time.GetTimestamp();
        while (await line.FillAsync(silence, ct))
        {
            Discard(line, line.Input.Count);
            if (time.GetElapsedTime(start) > options.LateLimit + silence) return false;
        }
        return true;
    }

    private static void Discard(HostLine line, int bytes)
    {
        line.Input.Consume(bytes);
        line.CountNoise(bytes);
    }
}
