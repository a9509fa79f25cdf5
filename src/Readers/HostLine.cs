using Readers.Frames;
using Readers.Transports;

namespace Readers;

/// <summary>How long a host waits on its line before it says that something is wrong.</summary>
/// <param name="Silence">Without a sound frame for this long the device counts as lost.</param>
/// <param name="InterByte">A frame whose next byte has not come by then loses its first byte; null where bytes are never lost (TCP).</param>
internal readonly record struct LineLimits(TimeSpan Silence, TimeSpan? InterByte);

/// <summary>The host's end of a line to one device: what every driver needs, whatever its frames look like.</summary>
/// <remarks>One user at a time. Every loss of the line is a <see cref="ReaderLostException"/> with its reason.</remarks>
internal sealed class HostLine(
    IByteTransport transport, ReceiveBuffer input, LineLimits limits, ReaderStatistics statistics, TimeProvider time) : IAsyncDisposable
{
    private Task<int>? _pending;
    private long _lastByte = time.GetTimestamp();

    /// <summary>Time spent waiting since the last sound frame. Time in which nobody listened (a full queue) is no silence.</summary>
    private TimeSpan _waited;

    /// <summary>Bytes of no use since the last sound frame: tells a noisy line from a silent one.</summary>
    private long _noiseSinceFrame;

    public string Name => transport.Name;

    public ReceiveBuffer Input => input;

    public ReaderStatistics Statistics => statistics;

    /// <summary>When the bytes that are being decoded arrived.</summary>
    public DateTimeOffset ReceivedAt { get; private set; } = time.GetUtcNow();

    /// <summary>A frame was whole and sound.</summary>
    public void CountFrame()
    {
        statistics.CountFrame();
        _waited = TimeSpan.Zero;
        _noiseSinceFrame = 0;
    }

    public void CountNoise(int bytes)
    {
        statistics.CountNoise(bytes);
        _noiseSinceFrame += bytes;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            ValueTask write = transport.WriteAsync(bytes, ct);
            if (write.IsCompletedSuccessfully) return;
            await write.AsTask().WaitAsync(limits.Silence, time, ct);
        }
        catch (TimeoutException)
        {
            throw new ReaderLostException("silent", $"{Name} takes no bytes any more; check the cable of the device.");
        }
        catch (IOException gone)
        {
            throw new ReaderLostException("unplugged", gone.Message, gone);
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
            TimeSpan wait = Min(left, limits.Silence - _waited);
            if (input.Count > 0 && limits.InterByte is { } interByte)
                wait = Min(wait, Max(interByte - time.GetElapsedTime(_lastByte), TimeSpan.Zero));
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

    /// <summary>A read that outlasts its time is kept and goes on with the next call, so no byte is lost to a cancellation.</summary>
    private async ValueTask<bool> ReceiveAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            int count;
            ValueTask<int> read = _pending is null ? transport.ReadAsync(input.Free(), CancellationToken.None) : new(_pending);
            if (read.IsCompleted)
            {
                count = await read;
            }
            else
            {
                _pending = read.AsTask();
                try
                {
                    count = await _pending.WaitAsync(wait, time, ct);
                }
                catch (TimeoutException) when (_pending.IsCompleted)
                {
                    count = await _pending; // the machine stalled: the time is over, and the bytes are here
                }
            }
            _pending = null;
            if (count == 0) throw new ReaderLostException("unplugged", $"{Name}: the far end closed the line.");
            input.Received(count);
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
        if (input.Count == 0 || limits.InterByte is not { } interByte || time.GetElapsedTime(_lastByte) < interByte) return false;
        input.Consume(1);
        CountNoise(1);
        return input.Count > 0;
    }

    private void ThrowIfLost()
    {
        if (_waited < limits.Silence) return;
        double seconds = limits.Silence.TotalSeconds;
        throw _noiseSinceFrame > 0
            ? new ReaderLostException(
                "noise", $"{Name}: {_noiseSinceFrame} bytes in {seconds:0} s and no sound frame among them; check the line's speed and wiring.")
            : new ReaderLostException("silent", $"{Name}: no answer for {seconds:0} s; check power and cable of the device.");
    }
}
