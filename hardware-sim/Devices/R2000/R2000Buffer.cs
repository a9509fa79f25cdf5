using System.Buffers.Binary;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>The reader's own memory of tags (commands 80 and 90 to 93): each tag once, with how often it was heard. Lost at power-off.</summary>
internal sealed class R2000Buffer
{
    private readonly List<Entry> _entries = [];

    private sealed class Entry(AirRead read)
    {
        public AirRead Last { get; set; } = read;
        public int Count { get; set; } = 1;
    }

    public ushort Tags => (ushort)_entries.Count;

    public void Keep(AirRead read)
    {
        if (_entries.Find(known => known.Last.Uii == read.Uii) is not { } entry) _entries.Add(new Entry(read));
        else (entry.Last, entry.Count) = (read, entry.Count + 1);
    }

    public void Clear() => _entries.Clear();

    /// <summary>Answers to 90 and 91, one a tag: number of tags, length up to the CRC, PC, EPC, CRC, strength, channel and antenna, how often.</summary>
    public List<byte[]> Payloads()
    {
        List<byte[]> payloads = [];
        byte[] uii = new byte[Epc.MaxBytes];
        foreach (Entry entry in _entries)
        {
            AirRead read = entry.Last;
            byte[] who = [(byte)(read.Tag.ProtocolControl >> 8), (byte)read.Tag.ProtocolControl, .. read.Uii.CopyTo(uii)];
            ushort crc = TagCrc.Of(who);
            byte[] payload =
            [
                0, 0, (byte)(who.Length + 2), .. who, (byte)(crc >> 8), (byte)crc,
                R2000Bytes.Rssi(read), R2000Bytes.FrequencyAntenna(read.Channel, read.Port), (byte)Math.Min(entry.Count, byte.MaxValue),
            ];
            BinaryPrimitives.WriteUInt16BigEndian(payload, Tags);
            payloads.Add(payload);
        }
        return payloads;
    }
}
