using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Posix;

/// <summary>Bytes to and from a descriptor in non-blocking mode: a terminal line, or the far end of a pseudo-terminal.</summary>
/// <param name="descriptor">Owned from here on.</param>
internal sealed class DescriptorTransport(SafeFileHandle descriptor, string name) : IByteTransport
{
    private readonly Readiness _readiness = new(descriptor, name);

    public string Name => name;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        ct.ThrowIfCancellationRequested();
        while (true)
        {
            if (TryRead(buffer.Span) is { } count) return count;
            await _readiness.ReadableAsync(ct);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        while (!bytes.IsEmpty)
        {
            if (TryWrite(bytes.Span) is { } count) bytes = bytes[count..];
            else await _readiness.WritableAsync(ct);
        }
    }

    public ValueTask DisposeAsync() => _readiness.DisposeAsync();

    private unsafe int? TryRead(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            int? count = Try(start, buffer.Length, forWriting: false);
            // A terminal in this mode gives 0 bytes only after a hang-up, and a line that hung up does not come back by itself.
            return count == 0 ? throw new IOException($"{name} is gone: the line hung up.") : count;
        }
    }

    private unsafe int? TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return Try(start, bytes.Length, forWriting: true);
    }

    /// <returns>Null when the line is not ready.</returns>
    private unsafe int? Try(byte* start, int length, bool forWriting)
    {
        while (true)
        {
            nint count;
            try
            {
                if (_readiness.Closed) throw _readiness.ClosedException();
                count = forWriting ? Libc.Write(descriptor, start, (nuint)length) : Libc.Read(descriptor, start, (nuint)length);
            }
            catch (ObjectDisposedException)
            {
                throw _readiness.ClosedException(); // disposed between the check and the call
            }
            if (count >= 0) return (int)count;
            int error = Marshal.GetLastPInvokeError();
            if (error == Libc.EAGAIN) return null;
            if (error != Libc.EINTR) throw Libc.Failure($"{name} is gone", error);
        }
    }
}
