using System.Buffers.Binary;
using Readers.Frames;

namespace Readers.Llrp;

/// <summary>Cuts an LLRP connection's bytes into messages. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// Offset  0                                           2                          6            10
/// Field   reserved (3 bits) version (3) type (10)     length u32, header too     id u32       body
/// There is no check and no start mark: after a framing error nothing that follows can be trusted, and a client closes the
/// connection. Source: LLRP 1.0.1, section 16.1; docs/protocols/llrp.md.
/// </remarks>
public static class LlrpCodec
{
    public const int HeaderBytes = 10;

    /// <summary>Longer messages count as framing errors. The largest real ones, reports of a full buffer, stay far below.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="message">Refers to the input's bytes.</param>
    /// <returns>Noise, with one byte consumed, for a header that none can be.</returns>
    public static FrameOutcome TryRead(scoped ref ReadOnlySpan<byte> input, out LlrpMessage message)
    {
        message = default;
        if (input.Length < HeaderBytes) return input.Length >= 2 && !IsVersion(input) ? Skip(ref input) : FrameOutcome.NeedMoreData;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(input[2..]);
        if (!IsVersion(input) || length is < HeaderBytes or > MaxMessageBytes) return Skip(ref input);
        if (input.Length < length) return FrameOutcome.NeedMoreData;
        message = new LlrpMessage(
            (byte)(input[0] >> 2 & 7), TypeOf(input), BinaryPrimitives.ReadUInt32BigEndian(input[6..]), input[HeaderBytes..(int)length]);
        input = input[(int)length..];
        return FrameOutcome.Complete;
    }

    /// <summary>Whole length of the message that begins here; 0 when its header is not complete.</summary>
    public static long LengthOf(ReadOnlySpan<byte> input) => input.Length < 6 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(input[2..]);

    public static LlrpMessageType TypeOf(ReadOnlySpan<byte> input) =>
        (LlrpMessageType)(BinaryPrimitives.ReadUInt16BigEndian(input) & 0x3FF);

    /// <param name="destination">At least <see cref="HeaderBytes"/>.</param>
    public static void WriteHeader(Span<byte> destination, byte version, LlrpMessageType type, int length, uint id)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(version << 10 | (int)type));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[6..], id);
    }

    /// <summary>Reserved bits clear and version 1 or 2.</summary>
    private static bool IsVersion(ReadOnlySpan<byte> input) => input[0] >> 2 is 1 or 2;

    private static FrameOutcome Skip(scoped ref ReadOnlySpan<byte> input)
    {
        input = input[1..];
        return FrameOutcome.Noise;
    }
}
