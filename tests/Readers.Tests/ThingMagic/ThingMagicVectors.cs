namespace Readers.Tests.ThingMagic;

/// <summary>Frames of real modules, of hosts and of manuals. Marked derived: worked out from the layout by hand.</summary>
internal static class ThingMagicVectors
{
    public const string
        T1_Version = "FF 00 03 1D 0C",
        T2_BootFirmware = "FF 00 04 1D 0B",
        T3_CurrentProgram = "FF 00 0C 1D 03",
        T5_Region = "FF 01 97 06 4B BB",
        T7_Protocol = "FF 02 93 00 05 51 7D",
        T9_Antenna = "FF 03 91 02 01 01 42 C5",
        T10_Power = "FF 02 92 04 B0 45 E9",
        T11_FilterOff = "FF 03 9A 01 0C 00 A3 5D",
        T12_Start = "FF 10 2F 00 00 01 22 00 00 05 07 22 10 00 1B 03 E8 01 FF DD 2B",
        T13_Stop = "FF 03 2F 00 00 02 5E 86",
        T15_ClearBuffer = "FF 00 2A 1D 25",
        T16_Search = "FF 05 22 00 00 13 01 F4 2B 19",
        T17_GetBuffer = "FF 03 29 01 FF 00 1B 03",
        T25_TwoAntennas = "FF 05 91 02 01 01 02 02 2D C0", // derived
        T26_Session = "FF 03 9B 05 00 01 DC E9", // derived
        T4_Application = "FF 01 0C 00 00 12 63 43",
        T6_RegionOk = "FF 00 97 00 00 77 9E",
        T8_ProtocolOk = "FF 00 93 00 00 37 1A",
        T14_StreamedTag = "FF 28 22 00 00 10 00 1B 01 FF 01 01 C4 11 0E 16 40 00 00 01 27 00 00 05 00 00 0F 00 80 30 00 00 00 00 00 00 00 00 00 00 00 15 45 E9 4A 56 1D",
        T18_NoTag = "FF 00 21 04 00 B4 83",
        T19_KeepAlive = "FF 00 22 04 00 84 E0", // derived
        T20_TooHot = "FF 00 22 05 04 85 E4", // derived
        T21_ReturnLoss = "FF 00 22 05 05 85 E5", // derived
        T22_StreamEnd = "FF 01 2F 00 00 02 30 E6", // derived
        T23_FoundOne = "FF 07 22 00 00 00 00 13 00 00 00 01 8B 58", // derived
        T24_Buffer = "FF 26 29 00 00 01 FF 00 01 01 C4 11 0E 16 40 00 00 01 27 00 00 05 00 00 0F 00 80 30 00 00 00 00 00 00 00 00 00 00 00 15 45 E9 4A 5B 84", // derived
        BadChecksum = "FF 01 97 02 4B BE"; // as a vendor's sheet prints it; the right CRC is 4BBF

    /// <summary>A tag with all metadata that has a known length, flags 1FFF.</summary>
    public const string FullRecord =
        "02 C4 11 0E1640 00000127 005A 05 0010 BEEF 0F 04 02 01 1234 0080 3000 000000000000000000001545 E94A";

    public static readonly string[] Commands =
    [
        T1_Version, T2_BootFirmware, T3_CurrentProgram, T5_Region, T7_Protocol, T9_Antenna, T10_Power, T11_FilterOff, T12_Start, T13_Stop,
        T15_ClearBuffer, T16_Search, T17_GetBuffer, T25_TwoAntennas, T26_Session,
    ];

    public static readonly string[] Replies =
    [
        T4_Application, T6_RegionOk, T8_ProtocolOk, T14_StreamedTag, T18_NoTag, T19_KeepAlive, T20_TooHot, T21_ReturnLoss, T22_StreamEnd,
        T23_FoundOne, T24_Buffer,
    ];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>A frame around opcode, status and data, closed by the CRC in the manuals' own form, four bits at a time.</summary>
    public static string Frame(string content)
    {
        byte[] bytes = Bytes(content);
        int[] table = [0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50A5, 0x60C6, 0x70E7, 0x8108, 0x9129, 0xA14A, 0xB16B, 0xC18C, 0xD1AD, 0xE1CE, 0xF1EF];
        int crc = 0xFFFF;
        foreach (byte b in bytes)
            foreach (int nibble in (int[])[b >> 4, b & 0xF])
                crc = ((crc << 4 | nibble) & 0xFFFF) ^ table[crc >> 12];
        return $"FF{Convert.ToHexString(bytes)}{crc:X4}";
    }
}
