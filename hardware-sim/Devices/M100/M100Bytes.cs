namespace HardwareSim.Devices;

/// <summary>Frames of an M100 class module, built and taken apart on the module's side, apart from the driver's codec.</summary>
/// <remarks>First byte, type (0 from the host, 1 answer, 2 tag), code, length in two bytes, parameter, sum of all between, last byte.</remarks>
public readonly record struct M100Bytes(byte Head, byte Tail)
{
    /// <summary>BB and 7E, as most modules have them.</summary>
    public static M100Bytes Usual => new(0xBB, 0x7E);

    /// <summary>AA and DD, as the paper of the R200 has them.</summary>
    public static M100Bytes R200 => new(0xAA, 0xDD);

    public byte[] Frame(byte type, byte code, ReadOnlySpan<byte> parameter)
    {
        byte[] frame = [Head, type, code, (byte)(parameter.Length >> 8), (byte)parameter.Length, .. parameter, 0, Tail];
        frame[^2] = Sum(frame.AsSpan(1, frame.Length - 3));
        return frame;
    }

    /// <summary>Takes the first whole command from <paramref name="input"/> and everything before it.</summary>
    /// <returns>Null when no whole command is there.</returns>
    public (byte Code, byte[] Parameter)? Take(List<byte> input)
    {
        while (input.Count > 0)
        {
            int head = input.IndexOf(Head);
            input.RemoveRange(0, head < 0 ? input.Count : head);
            if (input.Count < 5) return null;
            int length = ((input[3] << 8) | input[4]) + 7;
            if (input[1] == 0 && length < 300)
            {
                if (input.Count < length) return null;
                byte[] frame = [.. input.Take(length)];
                if (frame[^1] == Tail && Sum(frame.AsSpan(1, length - 3)) == frame[^2])
                {
                    input.RemoveRange(0, length);
                    return (frame[2], frame[5..^2]);
                }
            }
            input.RemoveAt(0);
        }
        return null;
    }

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte b in bytes) sum += b;
        return (byte)sum;
    }
}
