using System.Buffers.Binary;

namespace Readers.R2000.Commands;

/// <summary>80: rounds on the work antenna into the reader's own buffer, where repeats of a tag are merged.</summary>
public readonly record struct InventoryToBuffer(byte Repeat) : IR2000Command<BufferedRound>
{
    public R2000Code Code => R2000Code.InventoryToBuffer;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Repeat;
        return 1;
    }

    public bool TryParseReply(ReadOnlySpan<byte> payload, out BufferedRound reply)
    {
        reply = payload.Length == 9
            ? new BufferedRound(
                (byte)(payload[0] + 1), BinaryPrimitives.ReadUInt16BigEndian(payload[1..]), BinaryPrimitives.ReadUInt16BigEndian(payload[3..]),
                BinaryPrimitives.ReadUInt32BigEndian(payload[5..]))
            : default;
        return payload.Length == 9;
    }
}

/// <param name="AntennaPort">From 1.</param>
/// <param name="TagCount">Different tags in the buffer.</param>
/// <param name="ReadRate">Tags a second.</param>
/// <param name="TotalReads">Repeats included.</param>
public readonly record struct BufferedRound(byte AntennaPort, ushort TagCount, ushort ReadRate, uint TotalReads);

/// <summary>90, or 91 which empties the buffer too: one frame per tag, read by <see cref="R2000TagReply"/>.</summary>
/// <remarks>Sheet V2.2 swaps the two in its table; its own text and every program agree with this.</remarks>
public readonly record struct GetBuffer(bool Clear) : IR2000Command
{
    public R2000Code Code => Clear ? R2000Code.GetAndClearBuffer : R2000Code.GetBuffer;

    public int WritePayload(Span<byte> destination) => 0;
}

/// <summary>92: different tags in the buffer.</summary>
public readonly record struct CountBuffer : IR2000Command<ushort>
{
    public R2000Code Code => R2000Code.CountBuffer;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out ushort reply)
    {
        reply = payload.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (ushort)0;
        return payload.Length == 2;
    }
}

/// <summary>93.</summary>
public readonly record struct ClearBuffer : IR2000Setting
{
    public R2000Code Code => R2000Code.ClearBuffer;

    public int WritePayload(Span<byte> destination) => 0;
}
