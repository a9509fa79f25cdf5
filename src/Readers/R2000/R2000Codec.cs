using System.Buffers.Binary;
using Readers.Frames;

namespace Readers.R2000;

/// <summary>Cuts the byte stream of an R2000-class reader into frames, and builds frames. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// Offset  0      1                  2         3        4 … 3+n   4+n
/// Field   0xA0   n + 3 (3 to 255)   address   code     payload   check
/// The check makes all bytes of the frame sum to 0 modulo 256. Both directions look alike. docs/protocols/r2000.md.
/// </remarks>
public static class R2000Codec
{
    public const byte Head = 0xA0;

    /// <summary>Bytes of a frame beside its payload.</summary>
    public const int OverheadBytes = 5;

    public const int MaxPayloadBytes = byte.MaxValue - 3, MaxFrameBytes = OverheadBytes + MaxPayloadBytes;

    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="frame">Refers to the input's bytes.</param>
    public static FrameOutcome TryRead(scoped ref ReadOnlySpan<byte> input, out R2000Frame frame)
    {
        frame = default;
        if (input.Length < 2)
        {
            if (input.IsEmpty || input[0] == Head) return FrameOutcome.NeedMoreData;
            input = default;
            return FrameOutcome.Noise;
        }
        if (input[0] != Head)
        {
            int start = input.IndexOf(Head);
            input = start < 0 ? default : input[start..];
            return FrameOutcome.Noise;
        }
        int length = input[1] + 2;
        if (length < OverheadBytes)
        {
            input = input[1..];
            return FrameOutcome.Noise;
        }
        if (input.Length < length) return FrameOutcome.NeedMoreData;
        ReadOnlySpan<byte> bytes = input[..length];
        if (Sum(bytes) != 0)
        {
            input = input[1..]; // that head was chance data: search again right after it
            return FrameOutcome.BadChecksum;
        }
        frame = new R2000Frame(bytes[2], (R2000Code)bytes[3], bytes[4..^1]);
        input = input[length..];
        return FrameOutcome.Complete;
    }

    /// <param name="destination">At least <see cref="OverheadBytes"/> more than the payload.</param>
    /// <param name="payload">At most <see cref="MaxPayloadBytes"/>; may be the part of the destination from offset 4.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, byte address, R2000Code code, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaxPayloadBytes);
        payload.CopyTo(destination[4..]);
        destination[0] = Head;
        destination[1] = (byte)(payload.Length + 3);
        destination[2] = address;
        destination[3] = (byte)code;
        destination[payload.Length + 4] = CheckOf(destination[..(payload.Length + 4)]);
        return payload.Length + OverheadBytes;
    }

    /// <summary>The check of a frame without it: what makes the sum zero.</summary>
    public static byte CheckOf(ReadOnlySpan<byte> withoutCheck) => (byte)-Sum(withoutCheck);

    /// <summary>Sum modulo 256, eight bytes at a time: even and odd bytes in lanes of 16 bits, which 33 additions cannot fill.</summary>
    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        const ulong Lanes = 0x00FF_00FF_00FF_00FF;
        ulong lanes = 0;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            lanes += (eight & Lanes) + ((eight >> 8) & Lanes);
        }
        uint sum = (uint)((lanes * 0x0001_0001_0001_0001) >> 48); // all four lanes, added up in the top one
        foreach (byte b in bytes) sum += b;
        return (byte)sum;
    }
}
