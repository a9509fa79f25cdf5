using System.Buffers.Binary;
using System.Globalization;

namespace Readers.Sensors;

/// <summary>Reads the text of the kernel's <c>w1_slave</c> file into a temperature, or into the reason why there is none.</summary>
/// <remarks>
/// Line 1 holds the nine bytes of the sensor's memory, ": crc=XX" and YES or NO; line 2 the last good bytes and "t=" in
/// millidegrees. After a damaged transfer line 2 shows an OLD temperature, so line 1 decides and its bytes are the value.
/// Source: kernel documentation w1_therm, DS18B20 data sheet.
/// </remarks>
public static class OneWireScratchpad
{
    /// <summary>What the sensor holds after power-on, before any conversion: 85 °C. No cold store is ever that warm.</summary>
    private const short PowerOnValue = 0x0550;

    private const double LowestCelsius = -55, HighestCelsius = 125;

    /// <param name="family">First byte of the sensor's address: 0x28 DS18B20, 0x10 DS18S20, 0x22, 0x3B, 0x42.</param>
    public static (double? Celsius, ReadingFault Fault) Parse(ReadOnlySpan<char> text, byte family)
    {
        int lineEnd = text.IndexOf('\n');
        if (lineEnd < 0) return (null, ReadingFault.Malformed);
        ReadOnlySpan<char> first = text[..lineEnd].TrimEnd(), second = text[(lineEnd + 1)..].TrimEnd();
        Span<byte> bytes = stackalloc byte[9];
        if (!TryBytes(first, bytes)) return (null, ReadingFault.Malformed);
        if (!first.EndsWith(" YES") || Crc8(bytes[..8]) != bytes[8]) return (null, ReadingFault.Checksum);
        // A line held at ground reads as zeros, and the check of zeros is zero.
        if (!bytes.ContainsAnyExcept((byte)0)) return (null, ReadingFault.NoDevice);

        int mark = second.IndexOf("t=");
        if (mark < 0 || !int.TryParse(second[(mark + 2)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int milli))
            return (null, ReadingFault.Malformed);
        short raw = BinaryPrimitives.ReadInt16LittleEndian(bytes);
        // The DS18S20 counts in half degrees with a remainder of its own, which the kernel has worked out in line 2.
        double celsius = family == 0x10 ? milli / 1000.0 : raw / 16.0;
        if (Math.Abs(celsius - milli / 1000.0) > 0.001) return (null, ReadingFault.Malformed);
        if (family == 0x10 ? milli == 85_000 : raw == PowerOnValue) return (null, ReadingFault.PowerOnValue);
        return celsius is >= LowestCelsius and <= HighestCelsius ? (celsius, ReadingFault.None) : (null, ReadingFault.OutOfRange);
    }

    /// <summary>The Maxim check: x^8 + x^5 + x^4 + 1, least significant bit first.</summary>
    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (byte)((crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1);
        }
        return crc;
    }

    private static bool TryBytes(ReadOnlySpan<char> line, Span<byte> bytes)
    {
        if (line.Length < 27) return false;
        for (int i = 0; i < bytes.Length; i++)
        {
            ReadOnlySpan<char> digits = line.Slice(i * 3, 2);
            if (line[i * 3 + 2] != ' ') return false;
            if (!byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i])) return false;
        }
        return true;
    }
}
