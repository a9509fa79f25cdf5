namespace HardwareSim.Devices;

/// <summary>The CRC that a tag sends behind PC and EPC, worked out bit by bit.</summary>
internal static class TagCrc
{
    public static ushort Of(ReadOnlySpan<byte> controlAndEpc)
    {
        int register = 0xFFFF;
        foreach (byte b in controlAndEpc)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                int top = (register >> 15) ^ ((b >> bit) & 1);
                register = ((register << 1) & 0xFFFF) ^ (top * 0x1021);
            }
        }
        return (ushort)(register ^ 0xFFFF);
    }
}
