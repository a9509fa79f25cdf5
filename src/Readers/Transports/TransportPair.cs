using System.Threading.Channels;

namespace Readers.Transports;

/// <summary>Two ends of a line in memory, for tests and for a simulator in the same process.</summary>
/// <remarks>Each write arrives as it was cut, and a read never joins two writes: a script decides where frames are split.</remarks>
public sealed class TransportPair
{
    private TransportPair(IByteTransport host, IByteTransport device) => (Host, Device) = (host, device);

    public IByteTransport Host { get; }

    public IByteTransport Device { get; }

    public static TransportPair Create()
    {
        Wire toHost = new(), toDevice = new();
        return new TransportPair(new End("memory", toHost, toDevice), new End("memory (device)", toDevice, toHost));
    }

    /// <summary>As when the adapter is pulled out: everything pending and all that comes after fails on both ends.</summary>
    public void Unplug()
    {
        ((End)Host).Fail();
        ((End)Device).Fail();
    }

    /// <summary>One direction: chunks waiting, at most 256; a writer waits for room as on a real line.</summary>
    private sealed class Wire
    {
        public Channel<byte[]> Chunks { get; } = Channel.CreateBounded<byte[]>(256);
        public ReadOnlyMemory<byte> Rest { get; set; }
    }

    private sealed class End(string name, Wire incoming, Wire outgoing) : IByteTransport
    {
        public string Name => name;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
        {
            ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
            while (incoming.Rest.IsEmpty)
            {
                if (incoming.Chunks.Reader.TryRead(out byte[]? chunk)) incoming.Rest = chunk;
                else if (!await incoming.Chunks.Reader.WaitToReadAsync(ct)) return 0;
            }
            int count = Math.Min(buffer.Length, incoming.Rest.Length);
            incoming.Rest[..count].CopyTo(buffer);
            incoming.Rest = incoming.Rest[count..];
            return count;
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
        {
            if (bytes.IsEmpty) return;
            try
            {
                await outgoing.Chunks.Writer.WriteAsync(bytes.ToArray(), ct);
            }
            catch (ChannelClosedException closed)
            {
                throw new IOException($"{name}: the far end is closed.", closed.InnerException);
            }
        }

        /// <summary>The far end reads what was sent and then 0; a read of this end that waits fails at once.</summary>
        public ValueTask DisposeAsync()
        {
            outgoing.Chunks.Writer.TryComplete();
            incoming.Chunks.Writer.TryComplete(new IOException($"{name} was closed."));
            return ValueTask.CompletedTask;
        }

        public void Fail() => incoming.Chunks.Writer.TryComplete(new IOException($"{name} is gone: unplugged."));
    }
}
