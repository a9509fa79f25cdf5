using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Windows;

/// <summary>Bytes to and from a serial line of Windows, by short blocking calls on one thread of its own.</summary>
/// <remarks>
/// Not overlapped: such reads do not complete everywhere the service runs (Wine), and on a blocking handle the system lets
/// read and write only take turns anyway. One thread that does both in small slices is the same on every system.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class ComTransport : IByteTransport
{
    private const int BufferBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _line;
    private readonly byte[] _received = new byte[BufferBytes];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private int _start, _count;
    private TaskCompletionSource? _waiting, _written;
    private ReadOnlyMemory<byte> _toWrite;
    private IOException? _failure;
    private bool _closed;

    /// <param name="line">Owned from here on.</param>
    public ComTransport(SafeFileHandle line, string name)
    {
        (_line, Name) = (line, name);
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = $"serial {name}" }.Start();
    }

    public string Name { get; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        ct.ThrowIfCancellationRequested();
        while (true)
        {
            TaskCompletionSource waiting;
            lock (_gate)
            {
                if (_count > 0) return Take(buffer.Span);
                if (_failure is not null) throw _failure;
                if (_waiting is not null) throw new InvalidOperationException($"{Name} has one reader at a time.");
                _waiting = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            try
            {
                await waiting.Task.WaitAsync(ct);
            }
            finally
            {
                lock (_gate) _waiting = null;
            }
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (bytes.IsEmpty) return;
        await _oneWriter.WaitAsync(ct);
        try
        {
            TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (_failure is not null) throw _failure;
                (_toWrite, _written) = (bytes, written);
            }
            await written.Task; // bounded by the line's own limit; the caller's bytes must stay until they are gone
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _closed = true;
        End(new IOException($"{Name} was closed."));
        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (!Closed)
            {
                WriteWhatWaits();
                ReadSlice();
            }
        }
        catch (IOException gone)
        {
            End(gone);
        }
        _line.Dispose();
        _ended.SetResult();
    }

    private bool Closed { get { lock (_gate) return _closed; } }

    private unsafe void WriteWhatWaits()
    {
        ReadOnlyMemory<byte> bytes;
        lock (_gate) bytes = _toWrite;
        if (bytes.IsEmpty) return;
        while (!bytes.IsEmpty)
        {
            fixed (byte* start = bytes.Span)
            {
                if (!Kernel32.Write(_line, start, (uint)bytes.Length, out uint written, 0)) throw Kernel32.Failure($"{Name} is gone");
                if (written == 0) throw new IOException($"{Name} takes no bytes any more.");
                bytes = bytes[(int)written..];
            }
        }
        lock (_gate)
        {
            _written?.TrySetResult();
            (_toWrite, _written) = (default, null);
        }
    }

    /// <summary>Waits a slice for the first byte, then takes what else is there: a longer read would wait for its last byte.</summary>
    private unsafe void ReadSlice()
    {
        byte* chunk = stackalloc byte[512];
        if (!Kernel32.Read(_line, chunk, 1, out uint count, 0)) throw Kernel32.Failure($"{Name} is gone");
        if (!Kernel32.ClearError(_line, out _, out Kernel32.LineStatus status)) throw Kernel32.Failure($"{Name} is gone");
        if (count == 0) return;
        uint more = Math.Min(status.InQueue, 511);
        if (more > 0)
        {
            if (!Kernel32.Read(_line, chunk + 1, more, out uint rest, 0)) throw Kernel32.Failure($"{Name} is gone");
            count += rest;
        }
        Give(new ReadOnlySpan<byte>(chunk, (int)count));
    }

    private void Give(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_start + _count + bytes.Length > BufferBytes)
            {
                _received.AsSpan(_start, _count).CopyTo(_received);
                _start = 0;
            }
            // Nobody has read for long: the newest bytes are lost, as in a driver's own buffer; the frame's check tells it.
            int fits = Math.Min(bytes.Length, BufferBytes - _count);
            bytes[..fits].CopyTo(_received.AsSpan(_start + _count));
            _count += fits;
            _waiting?.TrySetResult();
        }
    }

    private int Take(Span<byte> into)
    {
        int count = Math.Min(into.Length, _count);
        _received.AsSpan(_start, count).CopyTo(into);
        (_start, _count) = count == _count ? (0, 0) : (_start + count, _count - count);
        return count;
    }

    private void End(IOException why)
    {
        lock (_gate)
        {
            _failure ??= why;
            if (_closed) _count = 0; // a closed line gives nothing more
            _waiting?.TrySetException(_failure);
            _written?.TrySetException(_failure);
            (_toWrite, _written) = (default, null);
        }
    }
}
