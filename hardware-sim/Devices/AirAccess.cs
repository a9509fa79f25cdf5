using System.Buffers.Binary;
using HardwareSim.Goods;
using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <summary>Which tags an access is for: those whose bank shows these bits at this place.</summary>
/// <param name="BitPointer">From the bank's first bit; the EPC begins at 32.</param>
internal sealed record TagMask(int Bank, int BitPointer, int BitCount, byte[] Bits)
{
    public bool Fits(SimulatedTag tag)
    {
        byte[] bank = tag.Memory.Bank(Bank & 3);
        if (BitPointer + BitCount > bank.Length * 8) return false;
        for (int i = 0; i < BitCount; i++)
            if (Bit(bank, BitPointer + i) != Bit(Bits, i)) return false;
        return true;
    }

    private static bool Bit(byte[] bytes, int at) => (bytes[at / 8] & (0x80 >> (at % 8))) != 0;
}

/// <summary>How an access to one tag went.</summary>
/// <param name="Error">The tag's own error; null when it did what was asked or did not answer.</param>
/// <param name="Answered">False when the tag could not be heard (any more).</param>
internal readonly record struct AirResult(bool Answered, TagError? Error, int WordsWritten, byte[] Data, long EndTicks)
{
    public bool IsDone => Answered && Error is null;
}

/// <summary>Reading and writing tags over the air, one word after another: a tag that leaves in between keeps what it has got.</summary>
internal sealed class AirAccess(SimulatedWorld world, ReaderRadio radio)
{
    private const double WritingNeedsDb = 3;
    private static readonly long Handshake = 4 * TimeSpan.TicksPerMillisecond, WordWrite = 12 * TimeSpan.TicksPerMillisecond;

    /// <summary>Tags that have power at this instant and fit.</summary>
    public List<SimulatedTag> Find(SimulatedAntenna antenna, double dBm, long at, TagMask? mask)
    {
        world.AdvanceTo(at);
        return [.. radio.Field(antenna, dBm, at).Where(tag => mask is null || mask.Fits(tag))];
    }

    public AirResult Read(SimulatedAntenna antenna, double dBm, long at, SimulatedTag tag, uint password, int bank, int word, int count)
    {
        long end = at + Handshake;
        if (!Hears(antenna, dBm, end, tag)) return new AirResult(false, null, 0, [], end);
        if (bank == 0 && tag.Memory.AccessPassword != 0 && tag.Memory.AccessPassword != password) return new AirResult(true, TagError.Locked, 0, [], end);
        TagError? error = tag.Memory.Read(bank, word, count, out byte[] data);
        return new AirResult(true, error, 0, data, end);
    }

    public AirResult Write(SimulatedAntenna antenna, double dBm, long at, SimulatedTag tag, uint password, int bank, int word, ReadOnlySpan<byte> data)
    {
        long end = at + Handshake;
        bool locked = tag.Memory.EpcLocked;
        bool opened = locked && tag.Memory.AccessPassword != 0 && tag.Memory.AccessPassword == password;
        int written = 0;
        for (; written * 2 < data.Length; written++)
        {
            end += WordWrite;
            if (!Hears(antenna, dBm, end, tag)) return new AirResult(false, null, written, [], end);
            if (!Hears(antenna, dBm - WritingNeedsDb, end, tag)) return new AirResult(true, TagError.TooLittlePower, written, [], end);
            tag.Memory.EpcLocked = locked && !opened;
            TagError? error = tag.Memory.WriteWord(bank, word + written, BinaryPrimitives.ReadUInt16BigEndian(data[(written * 2)..]));
            tag.Memory.EpcLocked = locked;
            if (error is not null) return new AirResult(true, error, written, [], end);
        }
        return new AirResult(true, null, written, [], end);
    }

    private bool Hears(SimulatedAntenna antenna, double dBm, long at, SimulatedTag tag)
    {
        world.AdvanceTo(at);
        return radio.Hears(antenna, dBm, at, tag);
    }
}
