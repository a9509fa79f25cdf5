using HardwareSim.Radio;
using static HardwareSim.Devices.LlrpBytes;

namespace HardwareSim.Devices;

/// <summary>What the reader says of itself: four antennas, 10.00 to 32.50 dBm in quarters, the Chinese channels, four inputs and outputs.</summary>
internal static class LlrpCapabilities
{
    public const int Ports = 4, Inputs = 4, Outputs = 4, PowerEntries = 91;
    private const uint ImpinjMaker = 25882, OtherMaker = 10642;

    public static double PowerDbm(int index) => 10 + (0.25 * (Math.Clamp(index, 1, PowerEntries) - 1));

    public static byte[] All(bool isImpinj) =>
    [
        .. Tlv(137, U16(Ports), U16(0x4000), U32(isImpinj ? ImpinjMaker : OtherMaker), U32(isImpinj ? 2001002u : 4u), Text(isImpinj ? "6.4.1.240" : "3.2.0"),
            Tlv(141, U16(Inputs), U16(Outputs))),
        // State-aware singulation: not on Impinj readers, which turn the target by themselves.
        .. Tlv(142, [(byte)(isImpinj ? 0x48 : 0x58), 0], U16(0), U32(isImpinj ? 1u : 8u), U32(32), U32(1), U32(8), U32(8)),
        .. Tlv(143, U16(156), U16(5), Tlv(144, [.. Powers(), Tlv(146, [0x80], Tlv(147, [1, 0], U16(Channels.Count), Frequencies()))])),
    ];

    private static IEnumerable<byte[]> Powers() =>
        Enumerable.Range(1, PowerEntries).Select(static index => Tlv(145, U16(index), U16((int)(PowerDbm(index) * 100))));

    private static byte[] Frequencies() => [.. Enumerable.Range(0, Channels.Count).SelectMany(static channel => U32((uint)Channels.Khz(channel)))];
}
