using System.Globalization;
using System.Text;

namespace HardwareSim.Heat;

/// <summary>The two lines that the Linux kernel shows for a DS18B20.</summary>
public static class OneWireFile
{
    private const short PowerOnRaw = 85 * 16;

    /// <summary>Scratchpad of a conversion.</summary>
    /// <param name="raw">Sixteenths of a degree.</param>
    public static byte[] Scratchpad(short raw)
    {
        byte remain = raw == PowerOnRaw ? (byte)0x0C : (byte)(0x10 - (raw & 0x0F));
        byte[] bytes = [(byte)raw, (byte)(raw >> 8), 0x4B, 0x46, 0x7F, 0xFF, remain, 0x10, 0];
        bytes[8] = Crc(bytes.AsSpan(0, 8));
        return bytes;
    }

    /// <param name="read">What came over the wire.</param>
    /// <param name="retained">Last bytes whose check was right; the second line repeats them.</param>
    public static string Text(ReadOnlySpan<byte> read, ReadOnlySpan<byte> retained)
    {
        bool right = Crc(read[..8]) == read[8];
        int raw = (short)(retained[0] | (retained[1] << 8));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Hex(read)} : crc={Crc(read[..8]):x2} {(right ? "YES" : "NO")}\n{Hex(retained)} t={raw * 1000 / 16}\n");
    }

    /// <summary>Maxim's 8-bit check: x^8 + x^5 + x^4 + 1, low bit first.</summary>
    public static byte Crc(ReadOnlySpan<byte> bytes)
    {
        int crc = 0;
        foreach (byte b in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool odd = ((crc ^ (b >> bit)) & 1) != 0;
                crc >>= 1;
                if (odd) crc ^= 0x8C;
            }
        }
        return (byte)crc;
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(26);
        foreach (byte b in bytes) text.Append(text.Length == 0 ? "" : " ").Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
