namespace Edge.Hub.Mqtt;

/// <summary>1 to 4 bytes of seven bits, least significant first (MQTT 5, 1.5.5).</summary>
public static class VariableByteInteger
{
    public const int Max = 268_435_455;
    public const int MaxBytes = 4;

    public static int SizeOf(int value) => value switch { < 0x80 => 1, < 0x4000 => 2, < 0x20_0000 => 3, _ => 4 };

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        int at = 0;
        while (value >= 0x80)
        {
            destination[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        destination[at++] = (byte)value;
        return at;
    }

    /// <param name="minimalOnly">MQTT 5 forbids padding with empty groups; 3.1.1 is silent about it.</param>
    /// <param name="length">Bytes of the number; only for a complete one.</param>
    public static FrameOutcome TryRead(ReadOnlySpan<byte> input, bool minimalOnly, out int value, out int length)
    {
        value = 0;
        for (length = 1; length <= MaxBytes; length++)
        {
            if (input.Length < length) return FrameOutcome.NeedMoreData;
            byte group = input[length - 1];
            value |= (group & 0x7F) << (7 * (length - 1));
            if (group >= 0x80) continue;
            return minimalOnly && group == 0 && length > 1 ? FrameOutcome.Malformed : FrameOutcome.Complete;
        }
        return FrameOutcome.Malformed;
    }
}
