namespace Inventory.Identification;

/// <summary>CRC-16 of the Gen2 air protocol: polynomial 0x1021, start 0xFFFF, result inverted; "123456789" gives D64E.</summary>
internal static class TagCrc
{
    private static readonly ushort[] Table = BuildTable();

    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        ushort[] table = Table;
        uint crc = 0xFFFF;
        foreach (byte b in bytes) crc = (crc << 8 & 0xFFFF) ^ table[(crc >> 8) ^ b];
        return (ushort)~crc;
    }

    private static ushort[] BuildTable()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            table[i] = (ushort)crc;
        }
        return table;
    }
}
