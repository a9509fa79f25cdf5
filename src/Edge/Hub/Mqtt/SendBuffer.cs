namespace Edge.Hub.Mqtt;

/// <summary>Bytes that wait for the socket. Not safe by itself: the connection's lock is around it.</summary>
/// <remarks>Two of these change places, so that all that was written during one send leaves with the next.</remarks>
internal sealed class SendBuffer
{
    private const int KeptBytes = 256 * 1024; // a buffer that one large message has blown up is given back

    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    public bool IsEmpty => _length == 0;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public Span<byte> GetSpan(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        return _bytes.AsSpan(_length, size);
    }

    public void Advance(int written) => _length += written;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptBytes) _bytes = new byte[16 * 1024];
    }
}
