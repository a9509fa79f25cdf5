using System.Buffers.Binary;

namespace Readers.R2000.Commands;

/// <summary>85: only the tag that wears this EPC takes part in inventories and accesses; or every tag again.</summary>
/// <param name="Epc">Null: every tag.</param>
public readonly record struct SetEpcMatch(Epc? Epc) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetEpcMatch;

    public int WritePayload(Span<byte> destination)
    {
        if (Epc is not { } epc)
        {
            destination[0] = 1;
            return 1;
        }
        destination[0] = 0;
        destination[1] = (byte)epc.LengthBytes;
        epc.CopyTo(destination[2..]);
        return 2 + epc.LengthBytes;
    }
}

/// <summary>86: the EPC that <see cref="SetEpcMatch"/> has set; null when every tag takes part.</summary>
public readonly record struct GetEpcMatch : IR2000Command<Epc?>
{
    public R2000Code Code => R2000Code.GetEpcMatch;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out Epc? reply)
    {
        reply = null;
        if (payload is [1]) return true;
        if (payload is not [0, var length, ..] || payload.Length != 2 + length || !Epc.TryCreate(payload[2..], out Epc epc)) return false;
        reply = epc;
        return true;
    }
}

/// <summary>81: words of a bank of every tag that answers; one frame for each.</summary>
/// <param name="Bank">0 reserved, 1 EPC, 2 TID, 3 user.</param>
public readonly record struct ReadMemory(byte Bank, byte WordAddress, byte WordCount, uint Password) : IR2000Command
{
    public R2000Code Code => R2000Code.ReadMemory;

    public int WritePayload(Span<byte> destination)
    {
        (destination[0], destination[1], destination[2]) = (Bank, WordAddress, WordCount);
        BinaryPrimitives.WriteUInt32BigEndian(destination[3..], Password);
        return 7;
    }
}

/// <summary>82: writes whole words into every tag that answers: set a match before it.</summary>
public readonly record struct WriteMemory(uint Password, byte Bank, byte WordAddress, ReadOnlyMemory<byte> Data) : IR2000Command
{
    public R2000Code Code => R2000Code.WriteMemory;

    public int WritePayload(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Password);
        (destination[4], destination[5], destination[6]) = (Bank, WordAddress, (byte)(Data.Length / 2));
        Data.Span.CopyTo(destination[7..]);
        return 7 + Data.Length;
    }
}
