using System.Buffers.Binary;

namespace Readers.ThingMagic;

/// <summary>Which values precede each tag of a report.</summary>
[Flags]
public enum ThingMagicMetadata : ushort
{
    None = 0,
    ReadCount = 0x0001,
    Rssi = 0x0002,
    Antenna = 0x0004,
    Frequency = 0x0008,
    Timestamp = 0x0010,
    Phase = 0x0020,
    Protocol = 0x0040,
    Data = 0x0080,
    Gpio = 0x0100,
    Q = 0x0200,
    LinkFrequency = 0x0400,
    Target = 0x0800,
    BrandId = 0x1000,
}

/// <summary>One tag of a report: the metadata the module says it sends, in ascending order of their bits, then the tag.</summary>
public readonly ref struct ThingMagicTag
{
    /// <summary>At least 1.</summary>
    public byte ReadCount { get; private init; }

    public sbyte? RssiDbm { get; private init; }

    /// <summary>Port that sends and port that listens, from 1; 0 when not reported.</summary>
    public byte TransmitPort { get; private init; }
    public byte ReceivePort { get; private init; }

    public int? FrequencyKhz { get; private init; }

    /// <summary>Milliseconds since the search cycle began.</summary>
    public uint? TimestampMs { get; private init; }

    /// <summary>0 to 180.</summary>
    public ushort? PhaseDegrees { get; private init; }

    public byte? Protocol { get; private init; }

    /// <summary>Memory read along with the tag; empty when none was, or when reading it failed.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Outputs in the low half, inputs in the high half.</summary>
    public byte? Gpio { get; private init; }

    /// <summary>Of the round in which the tag answered.</summary>
    public byte? Q { get; private init; }

    public ThingMagicLinkFrequency? LinkFrequency { get; private init; }

    /// <summary>0 is A, 1 is B.</summary>
    public byte? Target { get; private init; }

    /// <summary>The tag maker's brand, which some chips answer with.</summary>
    public ushort? BrandId { get; private init; }

    public ushort ProtocolControl { get; private init; }

    public ReadOnlySpan<byte> Epc { get; private init; }

    public ushort TagCrc { get; private init; }

    /// <param name="input">On return, begins after the tag.</param>
    /// <returns>False when the bytes are too few or contradict themselves.</returns>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> input, ThingMagicMetadata metadata, out ThingMagicTag tag)
    {
        tag = default;
        ReadOnlySpan<byte> rest = input;
        if ((ushort)metadata >= 0x2000) return false; // bits of newer firmware: the length of what they add is not known
        if (!TryTake(ref rest, metadata, ThingMagicMetadata.ReadCount, 1, out ReadOnlySpan<byte> count)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Rssi, 1, out ReadOnlySpan<byte> rssi)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Antenna, 1, out ReadOnlySpan<byte> antenna)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Frequency, 3, out ReadOnlySpan<byte> frequency)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Timestamp, 4, out ReadOnlySpan<byte> timestamp)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Phase, 2, out ReadOnlySpan<byte> phase)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Protocol, 1, out ReadOnlySpan<byte> protocol)
            || !TryTakeData(ref rest, metadata, out ReadOnlySpan<byte> data)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Gpio, 1, out ReadOnlySpan<byte> gpio)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Q, 1, out ReadOnlySpan<byte> q)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.LinkFrequency, 1, out ReadOnlySpan<byte> linkFrequency)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.Target, 1, out ReadOnlySpan<byte> target)
            || !TryTake(ref rest, metadata, ThingMagicMetadata.BrandId, 2, out ReadOnlySpan<byte> brand)
            || !TryTakeEpc(ref rest, out ushort control, out ReadOnlySpan<byte> epc, out ushort crc)) return false;
        input = rest;
        tag = new ThingMagicTag
        {
            ReadCount = count.IsEmpty ? (byte)1 : Math.Max((byte)1, count[0]),
            RssiDbm = rssi.IsEmpty ? null : (sbyte)rssi[0],
            TransmitPort = antenna.IsEmpty ? (byte)0 : Port(antenna[0] >> 4),
            ReceivePort = antenna.IsEmpty ? (byte)0 : Port(antenna[0] & 0xF),
            FrequencyKhz = frequency.IsEmpty ? null : frequency[0] << 16 | frequency[1] << 8 | frequency[2],
            TimestampMs = timestamp.IsEmpty ? null : BinaryPrimitives.ReadUInt32BigEndian(timestamp),
            PhaseDegrees = phase.IsEmpty ? null : BinaryPrimitives.ReadUInt16BigEndian(phase),
            Protocol = protocol.IsEmpty ? null : protocol[0],
            Data = data,
            Gpio = gpio.IsEmpty ? null : gpio[0],
            Q = q.IsEmpty ? null : q[0],
            LinkFrequency = linkFrequency.IsEmpty ? null : (ThingMagicLinkFrequency)linkFrequency[0],
            Target = target.IsEmpty ? null : target[0],
            BrandId = brand.IsEmpty ? null : BinaryPrimitives.ReadUInt16BigEndian(brand),
            ProtocolControl = control,
            Epc = epc,
            TagCrc = crc,
        };
        return true;
    }

    private static byte Port(int half) => (byte)(half == 0 ? 16 : half);

    private static bool TryTake(
        scoped ref ReadOnlySpan<byte> rest, ThingMagicMetadata metadata, ThingMagicMetadata field, int bytes, out ReadOnlySpan<byte> value)
    {
        value = default;
        if ((metadata & field) == 0) return true;
        if (rest.Length < bytes) return false;
        value = rest[..bytes];
        rest = rest[bytes..];
        return true;
    }

    /// <summary>Length in bits, then the bytes; bit 15 of the length says that the reading failed.</summary>
    private static bool TryTakeData(scoped ref ReadOnlySpan<byte> rest, ThingMagicMetadata metadata, out ReadOnlySpan<byte> data)
    {
        data = default;
        if ((metadata & ThingMagicMetadata.Data) == 0) return true;
        if (!TryTake(ref rest, metadata, ThingMagicMetadata.Data, 2, out ReadOnlySpan<byte> head)) return false;
        int bits = BinaryPrimitives.ReadUInt16BigEndian(head) & 0x7FFF;
        int bytes = (bits + 7) / 8;
        if (rest.Length < bytes) return false;
        data = rest[..bytes];
        rest = rest[bytes..];
        return true;
    }

    /// <summary>Bits of PC, EPC and CRC together, then these; with XI set in the PC one or two more words stand before the EPC.</summary>
    private static bool TryTakeEpc(scoped ref ReadOnlySpan<byte> rest, out ushort control, out ReadOnlySpan<byte> epc, out ushort crc)
    {
        control = crc = 0;
        epc = default;
        if (rest.Length < 2) return false;
        int bits = BinaryPrimitives.ReadUInt16BigEndian(rest), bytes = bits / 8;
        if (bits % 8 != 0 || bytes < 4 || rest.Length < 2 + bytes) return false;
        ReadOnlySpan<byte> tag = rest.Slice(2, bytes);
        control = BinaryPrimitives.ReadUInt16BigEndian(tag);
        int start = 2;
        if ((control & 0x0200) != 0 && bytes >= 6) start += (tag[2] & 0x80) != 0 ? 4 : 2;
        if (start > bytes - 2) return false;
        epc = tag[start..^2];
        crc = BinaryPrimitives.ReadUInt16BigEndian(tag[^2..]);
        rest = rest[(2 + bytes)..];
        return true;
    }
}
