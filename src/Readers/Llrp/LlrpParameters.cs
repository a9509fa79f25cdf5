using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>Walks the parameters of a message or of a parameter, one level deep.</summary>
/// <remarks>
/// TLV: reserved (6 bits) type (10), length u16 with these four bytes, value. TV: 0x80 | type (7), value of a length fixed by the
/// type. An unknown TLV is stepped over; an unknown TV cannot be, and ends the walk with <see cref="IsMalformed"/>.
/// </remarks>
public ref struct LlrpParameters(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public LlrpParameterType Type { get; private set; }

    /// <summary>Without the head.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The walk ended before the bytes did.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Bytes that the walk has not covered.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool MoveNext()
    {
        if (_rest.IsEmpty || IsMalformed) return false;
        int head = 4, length;
        if (_rest[0] >= 0x80)
        {
            head = 1;
            Type = (LlrpParameterType)(_rest[0] & 0x7F);
            length = 1 + TvBytes(_rest[0] & 0x7F);
            if (length == 1) length = int.MaxValue;
        }
        else
        {
            Type = _rest.Length < 4 ? default : (LlrpParameterType)(BinaryPrimitives.ReadUInt16BigEndian(_rest) & 0x3FF);
            length = _rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        }
        if (length < head || length > _rest.Length)
        {
            IsMalformed = true;
            return false;
        }
        Value = _rest[head..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Steps to the next parameter of this type.</summary>
    public bool MoveTo(LlrpParameterType type)
    {
        while (MoveNext())
            if (Type == type) return true;
        return false;
    }

    /// <summary>Length of a TV parameter's value; 0 for an unknown type.</summary>
    public static int TvBytes(int type) => type switch
    {
        1 or 7 or 8 or 10 or 11 or 12 or 14 or 15 or 17 or 19 or 20 => 2,
        2 or 3 or 4 or 5 => 8,
        6 => 1,
        9 or 16 or 18 => 4,
        13 => 12,
        _ => 0,
    };
}
