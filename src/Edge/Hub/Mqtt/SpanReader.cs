using System.Buffers.Binary;
using System.Text.Unicode;

namespace Edge.Hub.Mqtt;

/// <summary>Reads MQTT's data types (1.5) off a span. False means: not there, or not valid; the packet is malformed then.</summary>
public ref struct SpanReader(ReadOnlySpan<byte> input)
{
    private ReadOnlySpan<byte> _rest = input;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryByte(out byte value)
    {
        value = 0;
        if (_rest.IsEmpty) return false;
        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    public bool TryUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest, out value)) return false;
        _rest = _rest[2..];
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out value)) return false;
        _rest = _rest[4..];
        return true;
    }

    public bool TryVariable(out int value)
    {
        if (VariableByteInteger.TryRead(_rest, minimalOnly: true, out value, out int length) != FrameOutcome.Complete) return false;
        _rest = _rest[length..];
        return true;
    }

    public bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (_rest.Length < length) return false;
        bytes = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Two bytes of length, then that many bytes.</summary>
    public bool TryBinary(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return TryUInt16(out ushort length) && TryTake(length, out bytes);
    }

    /// <summary>Like <see cref="TryBinary"/>, and well-formed UTF-8 without U+0000 (1.5.4).</summary>
    public bool TryString(out ReadOnlySpan<byte> utf8) => TryBinary(out utf8) && Utf8.IsValid(utf8) && !utf8.Contains((byte)0);
}
