using System.Buffers.Binary;
using Readers.Frames;

namespace Readers.ThingMagic;

/// <summary>What the host sends.</summary>
public readonly ref struct ThingMagicCommand(ThingMagicOpcode opcode, ReadOnlySpan<byte> data)
{
    public ThingMagicOpcode Opcode { get; } = opcode;
    public ReadOnlySpan<byte> Data { get; } = data;
}

/// <summary>What the module sends: the same with a status word.</summary>
public readonly ref struct ThingMagicReply(ThingMagicOpcode opcode, ThingMagicStatus status, ReadOnlySpan<byte> data)
{
    public ThingMagicOpcode Opcode { get; } = opcode;
    public ThingMagicStatus Status { get; } = status;
    public ReadOnlySpan<byte> Data { get; } = data;
}

/// <summary>Cuts the byte stream of a ThingMagic ("Mercury") module into frames, and builds them. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// Command  0xFF  n  opcode          data 0 … n-1  CRC u16
/// Reply    0xFF  n  opcode  status u16  data 0 … n-1  CRC u16
/// n counts the data alone, at most 0xF8; the CRC covers everything between head and CRC. The two look alike: who reads must know
/// the direction. docs/protocols/thingmagic.md.
/// </remarks>
public static class ThingMagicCodec
{
    public const byte Head = 0xFF;
    public const int MaxDataBytes = 0xF8, CommandOverhead = 5, ReplyOverhead = 7, MaxFrameBytes = MaxDataBytes + ReplyOverhead;

    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="reply">Refers to the input's bytes.</param>
    public static FrameOutcome TryReadReply(scoped ref ReadOnlySpan<byte> input, out ThingMagicReply reply)
    {
        FrameOutcome outcome = TryRead(ref input, ReplyOverhead, out ReadOnlySpan<byte> bytes);
        reply = outcome == FrameOutcome.Complete
            ? new ThingMagicReply(
                (ThingMagicOpcode)bytes[2], (ThingMagicStatus)BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]), bytes[5..^2])
            : default;
        return outcome;
    }

    /// <inheritdoc cref="TryReadReply"/>
    public static FrameOutcome TryReadCommand(scoped ref ReadOnlySpan<byte> input, out ThingMagicCommand command)
    {
        FrameOutcome outcome = TryRead(ref input, CommandOverhead, out ReadOnlySpan<byte> bytes);
        command = outcome == FrameOutcome.Complete ? new ThingMagicCommand((ThingMagicOpcode)bytes[2], bytes[3..^2]) : default;
        return outcome;
    }

    /// <param name="destination">At least <see cref="CommandOverhead"/> more than the data.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteCommand(Span<byte> destination, ThingMagicOpcode opcode, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxDataBytes);
        data.CopyTo(destination[3..]);
        destination[0] = Head;
        destination[1] = (byte)data.Length;
        destination[2] = (byte)opcode;
        return Close(destination, 3 + data.Length);
    }

    /// <summary>The module's side, for simulators and tests.</summary>
    /// <inheritdoc cref="WriteCommand"/>
    public static int WriteReply(Span<byte> destination, ThingMagicOpcode opcode, ThingMagicStatus status, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxDataBytes);
        data.CopyTo(destination[5..]);
        destination[0] = Head;
        destination[1] = (byte)data.Length;
        destination[2] = (byte)opcode;
        BinaryPrimitives.WriteUInt16BigEndian(destination[3..], (ushort)status);
        return Close(destination, 5 + data.Length);
    }

    private static int Close(Span<byte> destination, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[length..], ThingMagicCrc.Compute(destination[1..length]));
        return length + 2;
    }

    private static FrameOutcome TryRead(scoped ref ReadOnlySpan<byte> input, int overhead, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (input.IsEmpty) return FrameOutcome.NeedMoreData;
        if (input[0] != Head)
        {
            int start = input.IndexOf(Head);
            input = start < 0 ? default : input[start..];
            return FrameOutcome.Noise;
        }
        if (input.Length < 2) return FrameOutcome.NeedMoreData;
        if (input[1] > MaxDataBytes) // also each byte of a wake-up run of FF but its last
        {
            input = input[1..];
            return FrameOutcome.Noise;
        }
        int length = input[1] + overhead;
        if (input.Length < length) return FrameOutcome.NeedMoreData;
        bytes = input[..length];
        if (ThingMagicCrc.Compute(bytes[1..^2]) != BinaryPrimitives.ReadUInt16BigEndian(bytes[^2..]))
        {
            input = input[1..];
            return FrameOutcome.BadChecksum;
        }
        input = input[length..];
        return FrameOutcome.Complete;
    }
}
