namespace Readers.Tests.M100;

/// <summary>Frames as the modules' papers print them, those with a sound check.</summary>
internal static class M100Vectors
{
    public const string
        B1_HardwareVersion = "BB 00 03 00 01 00 04 7E",
        B2_SinglePoll = "BB 00 22 00 00 22 7E",
        B3_Notice = "BB 02 22 00 11 C9 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 3A 76 EF 7E",
        B4_NothingRead = "BB 01 FF 00 01 15 16 7E",
        B5_MultiPoll = "BB 00 27 00 03 22 27 10 83 7E",
        B6_Stop = "BB 00 28 00 00 28 7E",
        B7_Stopped = "BB 01 28 00 01 00 2A 7E",
        B8_Select = "BB 00 0C 00 13 01 00 00 00 20 60 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 AD 7E",
        B9_SelectOk = "BB 01 0C 00 01 00 0E 7E",
        B10_SetPower = "BB 00 B6 00 02 07 D0 8F 7E",
        B11_PowerOk = "BB 01 B6 00 01 00 B8 7E",
        B12_Power = "BB 01 B7 00 02 07 D0 91 7E",
        B13_SetRegion = "BB 00 07 00 01 01 09 7E",
        B14_RegionOk = "BB 01 07 00 01 00 09 7E",
        B15_Region = "BB 01 08 00 01 01 0B 7E",
        B16_Read = "BB 00 39 00 09 00 00 FF FF 03 00 00 00 02 45 7E",
        B17_ReadData = "BB 01 39 00 13 0E 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 12 34 56 78 B0 7E",
        B18_WrongPassword = "BB 01 FF 00 10 16 0E 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 75 7E",
        B19_MemoryOverrun = "BB 01 FF 00 10 A3 0E 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 02 7E",
        B20_Query = "BB 01 0D 00 02 10 20 40 7E",
        BadVersion = "BB 01 03 00 10 00 4D 31 30 30 20 32 36 64 42 6D 20 56 31 2E 30 22 7E", // the right check is 92
        BadChannel = "BB 00 AB 00 01 01 AC 7E"; // the right check is AD

    public static readonly string[] All =
    [
        B1_HardwareVersion, B2_SinglePoll, B3_Notice, B4_NothingRead, B5_MultiPoll, B6_Stop, B7_Stopped, B8_Select, B9_SelectOk, B10_SetPower,
        B11_PowerOk, B12_Power, B13_SetRegion, B14_RegionOk, B15_Region, B16_Read, B17_ReadData, B18_WrongPassword, B19_MemoryOverrun, B20_Query,
    ];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
