using System.Buffers.Binary;

namespace HardwareSim.Devices;

/// <summary>Frames of a ThingMagic module, built and taken apart on the module's side, apart from the driver's codec.</summary>
/// <remarks>
/// From the host: FF, length of the data, opcode, data, CRC. From the module a status word stands before the data. The CRC (over all but FF) is worked
/// out bit by bit as the manual describes it: the message enters the register at its low end.
/// </remarks>
public static class ThingMagicBytes
{
    public const byte Head = 0xFF;

    public static byte[] Reply(byte opcode, ushort status, ReadOnlySpan<byte> data)
    {
        byte[] frame = [Head, (byte)data.Length, opcode, (byte)(status >> 8), (byte)status, .. data, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(frame.Length - 2), Crc(frame.AsSpan(1, frame.Length - 3)));
        return frame;
    }

    /// <summary>Takes the first whole command from <paramref name="input"/> and everything before it.</summary>
    /// <returns>Null when no whole command is there.</returns>
    public static (byte Opcode, byte[] Data)? Take(List<byte> input)
    {
        while (input.Count > 0)
        {
            int head = input.IndexOf(Head);
            input.RemoveRange(0, head < 0 ? input.Count : head);
            if (input.Count < 2) return null;
            int length = input[1] + 5;
            if (input[1] <= 0xF8 && input.Count < length) return null;
            if (input[1] <= 0xF8)
            {
                byte[] frame = [.. input.Take(length)];
                if (Crc(frame.AsSpan(1, length - 3)) == BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(length - 2)))
                {
                    input.RemoveRange(0, length);
                    return (frame[2], frame[3..^2]);
                }
            }
            input.RemoveAt(0);
        }
        return null;
    }

    public static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        int register = 0xFFFF;
        foreach (byte b in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                bool feedBack = (register & 0x8000) != 0;
                register = ((register << 1) | ((b >> bit) & 1)) & 0xFFFF;
                if (feedBack) register ^= 0x1021;
            }
        }
        return (ushort)register;
    }
}
