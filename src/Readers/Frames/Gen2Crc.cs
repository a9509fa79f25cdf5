namespace Readers.Frames;

/// <summary>The CRC-16 that a Gen2 tag sends behind its PC and EPC: polynomial 0x1021 from 0xFFFF, inverted at the end.</summary>
/// <remarks>The reader has checked it on the air; checked again, it finds damage on the line that an eight-bit sum lets pass.</remarks>
public static class Gen2Crc
{
    private static readonly ushort[] s_table = Table();

    /// <param name="controlAndEpc">PC word and EPC as they stand in the report.</param>
    public static ushort Compute(ReadOnlySpan<byte> controlAndEpc)
    {
        ushort[] table = s_table;
        uint crc = 0xFFFF;
        foreach (byte b in controlAndEpc) crc = (crc << 8 & 0xFFFF) ^ table[crc >> 8 ^ b];
        return (ushort)~crc;
    }

    /// <summary>What eight bits at the register's top feed back.</summary>
    private static ushort[] Table()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            uint crc = (uint)i << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            table[i] = (ushort)crc;
        }
        return table;
    }
}
