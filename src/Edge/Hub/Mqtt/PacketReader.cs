using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>Keeps what the socket gave and cuts packets off it. One loop owns it.</summary>
internal sealed class PacketReader(Stream stream, MqttVersion version, int maxPacketBytes)
{
    private readonly byte[] _buffer = new byte[maxPacketBytes];
    private int _start, _end, _consumed;

    /// <summary>The next packet that is already here. Its body is valid until the next call of any member.</summary>
    public FrameOutcome TryNext(out MqttFrame frame)
    {
        _start += _consumed;
        FrameOutcome outcome = MqttFrame.TryRead(_buffer.AsSpan(_start.._end), maxPacketBytes, version, out frame, out _consumed);
        return outcome;
    }

    /// <returns>False: the broker has closed the connection.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        _consumed = 0;
        int read = await stream.ReadAsync(_buffer.AsMemory(_end), ct); // a full buffer cannot be: a longer packet is TooLarge
        _end += read;
        return read > 0;
    }
}
