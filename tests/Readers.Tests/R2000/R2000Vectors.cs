namespace Readers.Tests.R2000;

/// <summary>Frames of real readers and manuals, with what they mean. Marked derived: worked out from the layout by hand.</summary>
internal static class R2000Vectors
{
    public const string
        A1_GetFirmware = "A0 03 01 72 EA",
        A2_Firmware = "A0 05 01 72 01 09 DE",
        A3_SetWorkAntenna = "A0 04 01 74 00 E7",
        A4_Ok = "A0 04 01 74 10 D7",
        A5_RealTimeInventory = "A0 04 01 89 01 D1",
        A6_Tag = "A0 13 01 89 04 30 00 E2 00 30 16 66 13 01 21 15 50 74 EF 45 BF",
        A7_Tag = "A0 13 01 89 8C 30 00 30 08 33 B2 DD D9 01 40 00 00 00 01 37 BB",
        A8_End = "A0 0A 01 89 00 00 11 00 00 00 05 B6",
        A9_SessionInventory = "A0 06 01 8B 01 00 01 CC",
        A10_Tag = "A0 13 01 8B 10 30 00 30 09 66 37 81 DB 02 97 48 76 FC 6A 67 2B",
        A11_End = "A0 0A 01 8B 00 00 19 00 00 00 01 B0",
        A12_SetMatch = "A0 11 01 85 00 0C 11 22 33 44 55 66 77 88 99 00 AA BB 5B",
        A13_Ok = "A0 04 01 85 10 C6",
        A14_SetPower = "A0 04 01 76 17 CE",
        A15_Ok = "A0 04 01 76 10 D5",
        A16_FastSwitch = "A0 0D 01 8A 00 0A 01 0A 04 0A 04 0A 01 82 14",
        A17_Temperature = "A0 05 01 7B 01 17 C7",
        A18_Region = "A0 06 01 79 01 07 3B 9D",
        A19_ReadTid = "A0 21 01 81 00 01 18 30 00 30 39 60 62 C3 95 0D 40 00 11 B8 97 CD 0B E2 80 68 90 20 00 50 01 08 0B 01 8D",
        A20_AntennaMissing = "A0 05 01 8A 01 22 AD", // derived
        A21_FastSwitchEnd = "A0 0A 01 8A 00 00 02 00 00 00 3C 8D", // derived
        A22_NoTag = "A0 04 01 89 36 9C", // derived
        BadChecksum = "A0 0A 01 89 00 00 1D 00 00 00 01 BC"; // as printed in a public README; the right check is AE

    public static readonly string[] All =
    [
        A1_GetFirmware, A2_Firmware, A3_SetWorkAntenna, A4_Ok, A5_RealTimeInventory, A6_Tag, A7_Tag, A8_End, A9_SessionInventory,
        A10_Tag, A11_End, A12_SetMatch, A13_Ok, A14_SetPower, A15_Ok, A16_FastSwitch, A17_Temperature, A18_Region, A19_ReadTid,
        A20_AntennaMissing, A21_FastSwitchEnd, A22_NoTag,
    ];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
