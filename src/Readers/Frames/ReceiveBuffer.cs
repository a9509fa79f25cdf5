namespace Readers.Frames;

/// <summary>Bytes received and not yet understood, in one piece, so that a decoder never sees a frame in two parts.</summary>
/// <remarks>
/// Bounded: a device that talks nonsense cannot make it grow. The owner keeps it larger than the longest frame; then a full
/// buffer always holds something to consume. Not thread-safe.
/// </remarks>
public sealed class ReceiveBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _start, _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public int Count => _end - _start;

    /// <summary>Room for the next bytes, after what is unread; moves the unread bytes to the front when that makes room.</summary>
    /// <remarks>Invalidates <see cref="Unread"/>. Empty only when <see cref="Count"/> is the whole capacity.</remarks>
    public Memory<byte> Free()
    {
        if (_start == _end) _start = _end = 0;
        if (_start > 0 && _bytes.Length - _end < _bytes.Length / 2)
        {
            Unread.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        return _bytes.AsMemory(_end);
    }

    /// <summary>Says how much of <see cref="Free"/> was filled.</summary>
    public void Received(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _end);
        _end += count;
    }

    public void Consume(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        _start += count;
    }
}
