namespace Readers.Decoding;

/// <summary>Reads bytes written as hexadecimal digits, in any cuts: <c>A0 04 01</c>, <c>a00401</c>, <c>0xA0,0x04</c>, comments after #.</summary>
public sealed class HexText
{
    private int _high = -1;
    private bool _inComment;

    /// <summary>True when a digit waits for its second half.</summary>
    public bool HasHalfByte => _high >= 0;

    /// <summary>Whether these bytes are the beginning of such a text and not of a binary capture.</summary>
    public static bool LooksLikeHex(ReadOnlySpan<byte> start)
    {
        bool inComment = false, digits = false;
        foreach (byte c in start)
        {
            if (c == '\n') inComment = false;
            else if (inComment) continue;
            else if (c == '#') inComment = true;
            else if (char.IsAsciiHexDigit((char)c)) digits = true;
            else if (!IsSeparator(c)) return false;
        }
        return digits;
    }

    /// <summary>The bytes of a whole capture: as they are, or what they spell out.</summary>
    public static byte[] Unpack(byte[] capture)
    {
        if (!LooksLikeHex(capture)) return capture;
        byte[] bytes = new byte[(capture.Length / 2) + 1];
        return bytes[..new HexText().Read(capture, bytes)];
    }

    /// <param name="destination">At least half as long as <paramref name="text"/>, plus one.</param>
    /// <returns>Bytes written. Characters that are neither digits nor separators count as separators.</returns>
    public int Read(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int written = 0;
        foreach (byte c in text)
        {
            if (c == '\n') _inComment = false;
            else if (c == '#') _inComment = true;
            if (_inComment) continue;
            if (c is (byte)'x' or (byte)'X' && _high == 0)
            {
                _high = -1; // 0x before a byte
                continue;
            }
            int digit = char.IsAsciiHexDigit((char)c) ? (c & 0xF) + (c > '9' ? 9 : 0) : -1;
            if (digit < 0) continue;
            if (_high < 0)
            {
                _high = digit;
                continue;
            }
            destination[written++] = (byte)(_high << 4 | digit);
            _high = -1;
        }
        return written;
    }

    private static bool IsSeparator(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or (byte)':' or (byte)'-'
        or (byte)'>' or (byte)'<' or (byte)'x' or (byte)'X';
}
