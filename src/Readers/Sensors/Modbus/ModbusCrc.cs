namespace Readers.Sensors.Modbus;

/// <summary>The check of Modbus RTU: polynomial A001 reflected, start FFFF; sent low byte first.</summary>
public static class ModbusCrc
{
    private static readonly ushort[] s_table = Table();

    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (byte b in bytes) crc = (ushort)((crc >> 8) ^ s_table[(byte)(crc ^ b)]);
        return crc;
    }

    private static ushort[] Table()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            ushort crc = (ushort)i;
            for (int bit = 0; bit < 8; bit++) crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
            table[i] = crc;
        }
        return table;
    }
}
