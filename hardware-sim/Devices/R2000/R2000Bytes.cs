using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <summary>Frames of an R2000 class reader, built on the device's side.</summary>
/// <remarks>
/// A0, length of what follows, address, command, data, check: all bytes of a frame add up to 0. Written apart from the driver's codec,
/// so that both cannot share one mistake.
/// </remarks>
public static class R2000Bytes
{
    public const byte Head = 0xA0;

    public static byte[] Frame(byte address, byte command, ReadOnlySpan<byte> data)
    {
        byte[] frame = [Head, (byte)(data.Length + 3), address, command, .. data, 0];
        int sum = 0;
        foreach (byte b in frame) sum += b;
        frame[^1] = (byte)-sum;
        return frame;
    }

    /// <summary>Takes the first whole frame from <paramref name="input"/> and everything before it.</summary>
    /// <returns>Command and data; null when no whole frame is there.</returns>
    public static (byte Address, byte Command, byte[] Data)? Take(List<byte> input)
    {
        while (input.Count > 0)
        {
            int head = input.IndexOf(Head);
            input.RemoveRange(0, head < 0 ? input.Count : head);
            if (input.Count < 2) return null;
            int length = input[1];
            if (length >= 3 && input.Count < length + 2) return null;
            if (length >= 3 && input.Take(length + 2).Sum(static b => b) % 256 == 0)
            {
                (byte, byte, byte[]) frame = (input[2], input[3], [.. input.Skip(4).Take(length - 3)]);
                input.RemoveRange(0, length + 2);
                return frame;
            }
            input.RemoveAt(0);
        }
        return null;
    }

    /// <summary>Frequency index in the high six bits, antenna in the low two.</summary>
    public static byte FrequencyAntenna(int channel, int port)
    {
        int index = (int)Math.Round((Channels.Mhz(channel) - 902) / 0.5) + 7;
        return (byte)((index << 2) | ((port - 1) & 3));
    }

    /// <summary>The vendor's table: -31 dBm is 98, one step less a decibel, with a step at -40.</summary>
    public static byte Rssi(double dbm)
    {
        int whole = (int)Math.Round(dbm);
        return (byte)Math.Clamp(whole >= -40 ? whole + 129 : whole + 130, 31, 110);
    }

    /// <summary>Strength; the top bit belongs to the antenna, of which <see cref="FrequencyAntenna"/> has room for two bits only.</summary>
    internal static byte Rssi(AirRead read) => (byte)(Rssi(read.RssiDbm) | (read.Port > 4 ? 0x80 : 0));
}
