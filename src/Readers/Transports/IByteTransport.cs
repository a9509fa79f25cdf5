namespace Readers.Transports;

/// <summary>A line to a device: bytes out, bytes in. Knows nothing of frames.</summary>
/// <remarks>
/// One reader and one writer at a time. Disposing ends a pending read at once, also where the token is late: that read, and
/// everything asked for later, ends with an <see cref="IOException"/>. A cancelled read has taken no bytes from the line.
/// </remarks>
public interface IByteTransport : IAsyncDisposable
{
    /// <summary>For people and logs: <c>/dev/ttyUSB0 115200 8N1</c> or <c>tcp://192.0.2.7:4001</c>.</summary>
    string Name { get; }

    /// <summary>Waits for at least one byte.</summary>
    /// <returns>Bytes read; 0 when the far end has closed the line for good.</returns>
    /// <exception cref="IOException">The port is gone (unplugged, reset).</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct);

    /// <summary>Returns when all bytes were handed to the line.</summary>
    /// <exception cref="IOException">The port is gone.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct);
}
