using System.Buffers;
using System.Runtime.InteropServices;
using Readers.Frames;

namespace Readers.Gnss;

/// <summary>Cuts the byte stream of a position receiver into NMEA 0183 sentences. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// <c>$</c>, address, comma-separated values, <c>*</c>, check as two hexadecimal digits, line end. The check is the exclusive-or of
/// every byte between <c>$</c> and <c>*</c>. Eight bits let one damaged sentence in 256 pass, so the values are looked at as well. A
/// sentence without a check is refused: receivers send it always. docs/protocols/nmea.md.
/// </remarks>
public static class NmeaCodec
{
    /// <summary>The standard allows 82 bytes; receivers that write more decimals or a maker's own text exceed it.</summary>
    public const int MaxSentenceBytes = 128;

    private const byte Start = (byte)'$', CheckMark = (byte)'*', CarriageReturn = (byte)'\r', LineFeed = (byte)'\n';
    private const int CheckBytes = 3, ShortestAddress = 4, LongestAddress = 15;

    /// <summary>Bytes that cannot stand inside a sentence.</summary>
    private static readonly SearchValues<byte> s_ends =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(static b => b is < 0x20 or > 0x7E or Start).Select(static b => (byte)b)]);

    private static readonly SearchValues<byte> s_addressBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="sentence">Refers to the input's bytes.</param>
    /// <param name="atEnd">No more bytes will come: a last line without its end is a sentence too.</param>
    public static FrameOutcome TryRead(scoped ref ReadOnlySpan<byte> input, out NmeaSentence sentence, bool atEnd = false)
    {
        sentence = default;
        if (input.IsEmpty) return FrameOutcome.NeedMoreData;
        if (input[0] != Start)
        {
            int start = input.IndexOf(Start);
            input = start < 0 ? default : input[start..];
            return FrameOutcome.Noise;
        }
        switch (FindEnd(input, atEnd, out int bodyEnd, out int length))
        {
            case FrameOutcome.NeedMoreData:
                return FrameOutcome.NeedMoreData;
            case FrameOutcome.Noise:
                input = input[bodyEnd..];
                return FrameOutcome.Noise;
            default:
                ReadOnlySpan<byte> line = input[1..bodyEnd];
                if (!HasSoundCheck(line))
                {
                    input = input[1..];
                    return FrameOutcome.BadChecksum;
                }
                sentence = new NmeaSentence(line[..^CheckBytes]);
                if (!IsAddress(sentence.Address))
                {
                    sentence = default;
                    input = input[1..]; // a damaged byte that looks like a beginning, and the check fits by chance
                    return FrameOutcome.Noise;
                }
                input = input[length..];
                return FrameOutcome.Complete;
        }
    }

    /// <summary>Exclusive-or of the bytes between <c>$</c> and <c>*</c>.</summary>
    public static byte CheckOf(ReadOnlySpan<byte> body)
    {
        ulong eight = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (ulong word in words) eight ^= word;
        eight ^= eight >> 32;
        eight ^= eight >> 16;
        uint check = (uint)(eight ^ eight >> 8);
        foreach (byte b in body[(words.Length * sizeof(ulong))..]) check ^= b;
        return (byte)check;
    }

    /// <summary>Bytes of the line that begins here with its end; as many as are there when it has none.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> input) =>
        FindEnd(input, atEnd: true, out int bodyEnd, out int length) == FrameOutcome.Complete ? length : Math.Max(bodyEnd, 1);

    /// <param name="bodyEnd">Where the line's text ends; for noise where the search goes on.</param>
    /// <param name="length">With the line end.</param>
    private static FrameOutcome FindEnd(ReadOnlySpan<byte> input, bool atEnd, out int bodyEnd, out int length)
    {
        ReadOnlySpan<byte> window = input[1..Math.Min(input.Length, MaxSentenceBytes)];
        int found = window.IndexOfAny(s_ends);
        (bodyEnd, length) = (found + 1, found + 2);
        if (found < 0)
        {
            if (input.Length >= MaxSentenceBytes)
            {
                bodyEnd = MaxSentenceBytes; // no sentence is that long, and no other begins in it
                return FrameOutcome.Noise;
            }
            if (!atEnd) return FrameOutcome.NeedMoreData;
            bodyEnd = length = input.Length;
            return FrameOutcome.Complete;
        }
        if (window[found] == LineFeed) return FrameOutcome.Complete;
        if (window[found] != CarriageReturn) return FrameOutcome.Noise;
        if (bodyEnd + 1 == input.Length) return atEnd ? FrameOutcome.Complete : FrameOutcome.NeedMoreData;
        length = bodyEnd + 2;
        return input[bodyEnd + 1] == LineFeed ? FrameOutcome.Complete : FrameOutcome.Noise;
    }

    private static bool HasSoundCheck(ReadOnlySpan<byte> line) =>
        line.Length >= CheckBytes && line[^CheckBytes] == CheckMark
        && CheckOf(line[..^CheckBytes]) == (Digit(line[^2]) << 4 | Digit(line[^1]));

    /// <summary>Capitals and digits: two of the talker and three of the sentence, or P and what the maker likes.</summary>
    private static bool IsAddress(ReadOnlySpan<byte> address) =>
        address.Length is >= ShortestAddress and <= LongestAddress && char.IsAsciiLetterUpper((char)address[0]) && !address.ContainsAnyExcept(s_addressBytes);

    /// <returns>Beyond a byte for what is no digit, so that no check fits.</returns>
    private static int Digit(byte c) => char.IsAsciiHexDigit((char)c) ? (c & 0xF) + (c > '9' ? 9 : 0) : 0x100;
}
