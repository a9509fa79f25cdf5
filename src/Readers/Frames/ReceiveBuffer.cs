namespace Readers.Frames;

/// <summary>Bytes received and not yet understood, in one piece, so that a decoder never sees a frame in two parts.</summary>
/// <remarks>
/// Bounded: a device that talks nonsense cannot make it grow beyond its limit. The owner sets the limit above the longest frame;
/// then a full buffer always holds something to consume. Not thread-safe.
/// </remarks>
/// <param name="capacity">At the start.</param>
/// <param name="limit">Capacity at most; null when it stays as it is.</param>
public sealed class ReceiveBuffer(int capacity, int? limit = null)
{
    private readonly int _limit = limit ?? capacity;
    private byte[] _bytes = new byte[capacity];
    private int _start, _end;

    public ReadOnlySpan<byte> Unread => UnreadMemory.Span;

    public ReadOnlyMemory<byte> UnreadMemory => _bytes.AsMemory(_start, _end - _start);

    public int Count => _end - _start;

    /// <summary>Room for the next bytes, after what is unread; moves the unread bytes to the front, or grows, to make room.</summary>
    /// <remarks>Invalidates <see cref="Unread"/>. Empty only when <see cref="Count"/> has reached the limit.</remarks>
    public Memory<byte> Free()
    {
        if (_start == _end) _start = _end = 0;
        if (_start > 0 && _bytes.Length - _end < _bytes.Length / 2)
        {
            Unread.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _bytes.Length && _bytes.Length < _limit) Array.Resize(ref _bytes, Math.Min(_bytes.Length * 2, _limit));
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
