using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>Builds one message after another in one buffer: header, fields, nested parameters.</summary>
public sealed class LlrpWriter
{
    private byte[] _bytes = new byte[1024];
    private int _count;
    private LlrpMessageType _type;

    public LlrpWriter Begin(LlrpMessageType type)
    {
        _type = type;
        _count = LlrpCodec.HeaderBytes;
        return this;
    }

    public LlrpWriter U8(int value)
    {
        Room(1)[0] = (byte)value;
        return this;
    }

    public LlrpWriter U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Room(2), (ushort)value);
        return this;
    }

    public LlrpWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);
        return this;
    }

    public LlrpWriter U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Room(8), value);
        return this;
    }

    public LlrpWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return this;
    }

    /// <summary>A flag in the top bit of a byte of its own.</summary>
    public LlrpWriter Flag(bool value) => U8(value ? 0x80 : 0);

    /// <summary>A TLV parameter whose fields and sub-parameters <paramref name="content"/> writes.</summary>
    public LlrpWriter Parameter(LlrpParameterType type, Action<LlrpWriter>? content = null)
    {
        int start = _count;
        U16((int)type).U16(0);
        content?.Invoke(this);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(start + 2), (ushort)(_count - start));
        return this;
    }

    /// <returns>The message; valid until the next one is begun.</returns>
    public ReadOnlyMemory<byte> End(byte version, uint id)
    {
        LlrpCodec.WriteHeader(_bytes, version, _type, _count, id);
        return _bytes.AsMemory(0, _count);
    }

    private Span<byte> Room(int count)
    {
        if (_count + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + count));
        _count += count;
        return _bytes.AsSpan(_count - count, count);
    }
}
