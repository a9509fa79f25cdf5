namespace Readers.ThingMagic;

/// <summary>The module's CRC: polynomial 0x1021 from 0xFFFF, message bits shifted into the low end of the register.</summary>
/// <remarks>Not CRC-16/CCITT-FALSE, which appends 16 zero bits: its result differs for every message.</remarks>
public static class ThingMagicCrc
{
    private static readonly ushort[] s_table = Table();

    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        ushort[] table = s_table;
        uint crc = 0xFFFF;
        foreach (byte b in bytes) crc = ((crc << 8 | b) & 0xFFFF) ^ table[crc >> 8];
        return (ushort)crc;
    }

    /// <summary>What the register's upper byte feeds back while eight message bits are shifted in.</summary>
    private static ushort[] Table()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            table[i] = (ushort)crc;
        }
        return table;
    }
}
