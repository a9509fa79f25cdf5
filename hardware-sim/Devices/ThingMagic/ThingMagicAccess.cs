using System.Buffers.Binary;
using HardwareSim.Goods;
using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <summary>Commands 28 and 24: memory of the first tag that answers the selection.</summary>
/// <remarks>
/// 28: timeout u16, option u8, [metadata u16 when the option has 10], bank u8, word u32, words u8, selection. 24: timeout u16, option u8, word u32, bank
/// u8, selection, data. Selection: password u32, then (unless the option is 5) bit address u32 and length u8 and bits; option 1 has no address.
/// </remarks>
internal sealed class ThingMagicAccess(AirAccess air)
{
    private const ushort Ok = 0, WrongDataCount = 0x0100, NoTags = 0x0400, NoData = 0x0404, WriteFailed = 0x0406, Gen2Base = 0x0420;
    private static readonly long Retry = 10 * TimeSpan.TicksPerMillisecond;

    public (ushort Status, byte[] Data) Run(byte opcode, byte[] data, SimulatedAntenna antenna, double dBm, ref long at)
    {
        bool write = opcode == 0x24;
        int option = data.Length > 2 ? data[2] : 0, from = 3 + ((option & 0x10) != 0 ? 2 : 0);
        if (data.Length < from + (write ? 5 : 6)) return (WrongDataCount, []);
        ReadOnlySpan<byte> rest = data.AsSpan(from);
        int bank = write ? rest[4] : rest[0], word = (int)BinaryPrimitives.ReadUInt32BigEndian(write ? rest : rest[1..]), words = write ? 0 : rest[5];
        rest = rest[(write ? 5 : 6)..];
        if (!TrySelection(option & 7, ref rest, out uint password, out TagMask? mask)) return (WrongDataCount, []);

        long limit = at + BinaryPrimitives.ReadUInt16BigEndian(data) * TimeSpan.TicksPerMillisecond;
        for (; ; at += Retry)
        {
            List<SimulatedTag> found = air.Find(antenna, dBm, at, mask);
            if (found.Count == 0 && at >= limit) return (NoTags, []);
            if (found.Count == 0) continue;
            AirResult result = write
                ? air.Write(antenna, dBm, at, found[0], password, bank, word, rest)
                : air.Read(antenna, dBm, at, found[0], password, bank, word, words);
            at = result.EndTicks;
            if (result.IsDone) return (Ok, write ? [] : [(byte)option, .. data.AsSpan(3, from - 3), .. result.Data]);
            if (result.Error is { } error) return ((ushort)(Gen2Base + (byte)error), []);
            if (write || at >= limit) return (write ? WriteFailed : NoData, []);
        }
    }

    private static bool TrySelection(int option, ref ReadOnlySpan<byte> rest, out uint password, out TagMask? mask)
    {
        (password, mask) = (0, null);
        if (option == 0) return true;
        if (rest.Length < 4) return false;
        password = BinaryPrimitives.ReadUInt32BigEndian(rest);
        rest = rest[4..];
        if (option == 5) return true;
        int pointer = 32;
        if (option != 1)
        {
            if (rest.Length < 4) return false;
            pointer = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
            rest = rest[4..];
        }
        if (rest.IsEmpty) return false;
        int bits = rest[0], bytes = (bits + 7) / 8;
        if (rest.Length < 1 + bytes) return false;
        mask = new TagMask(option is 1 or 4 ? 1 : option, pointer, bits, rest.Slice(1, bytes).ToArray());
        rest = rest[(1 + bytes)..];
        return true;
    }
}
