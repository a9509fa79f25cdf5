using HardwareSim.Goods;
using HardwareSim.Radio;
using Readers;
using static HardwareSim.Devices.LlrpBytes;

namespace HardwareSim.Devices;

/// <summary>How the reader tells a tag: what the ROSpec's selector asks for, in the order of the standard.</summary>
internal static class LlrpReports
{
    private const uint Impinj = 25882;
    private static readonly (int Bit, int Type)[] s_order = [(0x8000, 9), (0x4000, 14), (0x2000, 10), (0x1000, 1), (0x0400, 6), (0x0800, 7), (0x0200, 2), (0x0100, 4), (0x0080, 8), (0x0040, 16)];

    public static byte[] Tag(LlrpRoSpec spec, int specIndex, AirRead read, ulong seenAtMicroseconds, Dice dice, uint accessSpec = 0, params byte[][] results)
    {
        List<byte> values = [.. Id(read.Uii)];
        sbyte dbm = (sbyte)Math.Clamp(Math.Round(read.RssiDbm), sbyte.MinValue, sbyte.MaxValue);
        foreach ((int bit, int type) in s_order)
        {
            if ((spec.Content & bit) == 0) continue;
            values.AddRange(Tv(type, type switch
            {
                9 => U32(spec.Id),
                14 => U16(specIndex),
                10 => U16(specIndex),
                1 => U16(read.Port),
                6 => [(byte)dbm],
                7 => U16(read.Channel + 1),
                2 or 4 => U64(seenAtMicroseconds),
                8 => U16(1),
                _ => U32(accessSpec),
            }));
        }
        if (spec.WantsPc) values.AddRange(Tv(12, U16(read.Tag.ProtocolControl)));
        if (spec.WantsPhase) values.AddRange(Custom(Impinj, 56, U16(dice.Below(4096))));
        if (spec.WantsPeakRssi) values.AddRange(Custom(Impinj, 57, U16((int)Math.Round(read.RssiDbm * 100) & 0xFFFF)));
        return Tlv(240, [[.. values], .. results]);
    }

    public static byte[] ReadResult(LlrpOperation operation, AirResult result)
    {
        byte code = (byte)(!result.Answered ? 2 : result.Error switch { null => 0, TagError.Overrun => 4, TagError.Locked => 5, _ => 1 });
        return Tlv(349, [code], U16(operation.Id), U16(result.Data.Length / 2), result.Data);
    }

    public static byte[] WriteResult(LlrpOperation operation, AirResult result)
    {
        byte code = (byte)(!result.Answered ? 5 : result.Error switch
        {
            null => 0, TagError.Overrun => 1, TagError.Locked => 2, TagError.TooLittlePower => 3, _ => 4,
        });
        return Tlv(350, [code], U16(operation.Id), U16(result.WordsWritten));
    }

    private static byte[] Id(Epc uii)
    {
        Span<byte> buffer = stackalloc byte[Epc.MaxBytes];
        byte[] bytes = uii.CopyTo(buffer).ToArray();
        return bytes.Length == 12 ? Tv(13, bytes) : Tlv(241, U16(bytes.Length * 8), bytes);
    }
}
