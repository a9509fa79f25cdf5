namespace Readers.Tests.Llrp;

/// <summary>Messages of real readers and of public encoders. Marked derived: worked out from the layouts by hand.</summary>
internal static class LlrpVectors
{
    public const string
        L1_Connected = "043f000000200ab288c900f600160080000c0004f8535baadaff010000060000",
        L2_Report = "043d0000002c4095892f00f000228d3005fb63ac1f3841ec88046781000186ce820004ec2ea8354c09880001",
        L3_ReportEpcData = "043d000000374095894100f0002d00f1001800901fb41f712ac9c37ab79d618173188324001a81000186ef820004ec2ea8381f57880001",
        L4_Keepalive = "043e0000000a00000000",
        L5_KeepaliveAck = "04480000000a00000000",
        L6_SetKeepalive = "040300000014000003e80000dc00090100002710",
        L7_SetConfigResponse = "040d00000012000003e8011f000800000000",
        L8_GetCapabilities = "04010000000b0000000700",
        L9_EnableRoSpec = "04180000000e0000000700000001",
        L10_StartRoSpec = "04160000000e0000000700000001",
        L11_StopRoSpec = "04170000000e0000000700000001",
        L12_AddRoSpec = "0414000000500000000100b1004600000001000000b2001200b300050000b60009000000000000b700180001000000b80009000000000000ba000700010100ed001201000100ee000b1f80015c000540", // derived
        L13_EnableExtensions = "07ff00000013000000070000651a1500000000",
        L14_AntennaGone = "043f000000210000000200f600170080000c00060a24181e400000ff0007000002", // derived
        L15_BufferOverflow = "043f0000001e0000000300f600140080000c00060a24181e400000fb0004", // derived
        L16_Refused = "043f000000200000000000f600160080000c00060a24181e4000010000060002", // derived
        L17_Error = "04640000001200000009011f0008006d0000", // derived
        L18_ImpinjReport = "043d0000003c0000000500f000328d30751feb705c5904e3d50d7081000286c603ff000e0000651a000000380c0003ff000e0000651a00000039e98a"; // derived

    public static readonly string[] All =
    [
        L1_Connected, L2_Report, L3_ReportEpcData, L4_Keepalive, L5_KeepaliveAck, L6_SetKeepalive, L7_SetConfigResponse, L8_GetCapabilities,
        L9_EnableRoSpec, L10_StartRoSpec, L11_StopRoSpec, L12_AddRoSpec, L13_EnableExtensions, L14_AntennaGone, L15_BufferOverflow,
        L16_Refused, L17_Error, L18_ImpinjReport,
    ];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
