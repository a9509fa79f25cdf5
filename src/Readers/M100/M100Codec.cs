using System.Buffers.Binary;
using Readers.Frames;

namespace Readers.M100;

public enum M100Type : byte { Command, Response, Notice }

/// <summary>One frame. Its parameter lives in the decoder's input: copy what is to outlast it.</summary>
public readonly ref struct M100Frame(M100Type type, M100Code code, ReadOnlySpan<byte> parameter)
{
    public M100Type Type { get; } = type;
    public M100Code Code { get; } = code;
    public ReadOnlySpan<byte> Parameter { get; } = parameter;
}

/// <summary>First and last byte of a frame, which differ between two papers that are otherwise alike.</summary>
public readonly record struct M100Marks(byte Header, byte Trailer)
{
    /// <summary>M100, QM100 and their modules.</summary>
    public static M100Marks Standard => new(0xBB, 0x7E);

    /// <summary>As the R200 paper has it.</summary>
    public static M100Marks R200 => new(0xAA, 0xDD);
}

/// <summary>Cuts the byte stream of an M100 class module into frames, and builds them. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// Offset  0        1      2      3                5 … 4+n     5+n     6+n
/// Field   header   type   code   length n (u16)   parameter   check   trailer
/// The check is the low byte of the sum from type to the last of the parameter. Header and trailer occur inside parameters and as
/// check, so frames are cut by length. docs/protocols/m100.md.
/// </remarks>
public static class M100Codec
{
    public const int OverheadBytes = 7, MaxParameterBytes = 0x100, MaxFrameBytes = OverheadBytes + MaxParameterBytes;

    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="frame">Refers to the input's bytes.</param>
    public static FrameOutcome TryRead(scoped ref ReadOnlySpan<byte> input, M100Marks marks, out M100Frame frame)
    {
        frame = default;
        if (input.IsEmpty) return FrameOutcome.NeedMoreData;
        if (input[0] != marks.Header)
        {
            int start = input.IndexOf(marks.Header);
            input = start < 0 ? default : input[start..];
            return FrameOutcome.Noise;
        }
        if ((input.Length > 1 && input[1] > (byte)M100Type.Notice) || (input.Length > 4 && LengthOf(input) > MaxParameterBytes))
        {
            input = input[1..];
            return FrameOutcome.Noise;
        }
        if (input.Length < 5) return FrameOutcome.NeedMoreData;
        int length = LengthOf(input) + OverheadBytes;
        if (input.Length < length) return FrameOutcome.NeedMoreData;
        ReadOnlySpan<byte> bytes = input[..length];
        if (bytes[^1] != marks.Trailer || CheckOf(bytes[1..^2]) != bytes[^2])
        {
            input = input[1..];
            return FrameOutcome.BadChecksum;
        }
        frame = new M100Frame((M100Type)bytes[1], (M100Code)bytes[2], bytes[5..^2]);
        input = input[length..];
        return FrameOutcome.Complete;
    }

    /// <param name="destination">At least <see cref="OverheadBytes"/> more than the parameter.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, M100Marks marks, M100Type type, M100Code code, ReadOnlySpan<byte> parameter)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parameter.Length, MaxParameterBytes);
        parameter.CopyTo(destination[5..]);
        destination[0] = marks.Header;
        destination[1] = (byte)type;
        destination[2] = (byte)code;
        BinaryPrimitives.WriteUInt16BigEndian(destination[3..], (ushort)parameter.Length);
        int end = 5 + parameter.Length;
        destination[end] = CheckOf(destination[1..end]);
        destination[end + 1] = marks.Trailer;
        return end + 2;
    }

    public static byte CheckOf(ReadOnlySpan<byte> typeToParameter)
    {
        uint sum = 0;
        foreach (byte b in typeToParameter) sum += b;
        return (byte)sum;
    }

    /// <summary>Length of the parameter of the frame that begins here; at least five bytes must be there.</summary>
    public static int LengthOf(ReadOnlySpan<byte> input) => BinaryPrimitives.ReadUInt16BigEndian(input[3..]);
}
