using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <summary>What the module remembers of a tag within one search, and how it tells it.</summary>
internal sealed class ThingMagicRecord(AirRead first, uint milliseconds, int phaseDegrees)
{
    private AirRead _best = first;

    public AirRead Read => _best;

    public int Count { get; private set; } = 1;

    /// <summary>Memory that was read along with the tag; null when none was asked for.</summary>
    public byte[]? Memory { get; init; }

    public void Again(AirRead read, bool keepStrongest)
    {
        Count = Math.Min(byte.MaxValue, Count + 1);
        if (!keepStrongest || read.RssiDbm > _best.RssiDbm) _best = read;
    }

    /// <summary>Metadata in ascending order of their bits, then length in bits, PC, EPC and the tag's CRC.</summary>
    public byte[] Bytes(ushort metadata, byte gpio)
    {
        List<byte> bytes = [];
        if (Wants(0)) bytes.Add((byte)Count);
        if (Wants(1)) bytes.Add((byte)(sbyte)Math.Clamp(Math.Round(_best.RssiDbm), sbyte.MinValue, sbyte.MaxValue));
        if (Wants(2)) bytes.Add((byte)(((_best.Port & 0xF) << 4) | (_best.Port & 0xF)));
        if (Wants(3)) Add(Channels.Khz(_best.Channel), 3);
        if (Wants(4)) Add(milliseconds, 4);
        if (Wants(5)) Add(phaseDegrees, 2);
        if (Wants(6)) bytes.Add(5);
        if (Wants(7))
        {
            Add((Memory?.Length ?? 0) * 8, 2);
            bytes.AddRange(Memory ?? []);
        }
        if (Wants(8)) bytes.Add(gpio);
        if (Wants(9)) bytes.Add(4); // Q
        if (Wants(10)) bytes.Add(0); // 250 kHz
        if (Wants(11)) bytes.Add(0); // target A
        if (Wants(12)) Add(0, 2);
        Span<byte> uii = stackalloc byte[Readers.Epc.MaxBytes];
        byte[] tag = [(byte)(_best.Tag.ProtocolControl >> 8), (byte)_best.Tag.ProtocolControl, .. _best.Uii.CopyTo(uii)];
        Add((tag.Length + 2) * 8, 2);
        bytes.AddRange(tag);
        Add(TagCrc.Of(tag), 2);
        return [.. bytes];

        bool Wants(int bit) => (metadata & (1 << bit)) != 0;

        void Add(long value, int width)
        {
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) bytes.Add((byte)(value >> shift));
        }
    }
}
