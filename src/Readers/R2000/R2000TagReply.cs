using System.Buffers.Binary;

namespace Readers.R2000;

/// <summary>What a reader says of one tag after 81, 82, 90, 91 and 94: a frame for each tag.</summary>
/// <remarks>
/// Count of tags u16, length u8 of what follows up to the last three bytes, PC, EPC, the tag's CRC, data (81), then the length of the data
/// (81), a result (82, 94) or the strength (90, 91), then frequency and antenna, then how often it was heard.
/// </remarks>
public readonly ref struct R2000TagReply
{
    /// <summary>Frames of this answer, this one included.</summary>
    public ushort TagCount { get; private init; }
    public ushort ProtocolControl { get; private init; }
    public ReadOnlySpan<byte> Epc { get; private init; }
    public ReadOnlySpan<byte> TagCrc { get; private init; }
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Length of the data, result, or strength, as the command has it.</summary>
    public byte Third { get; private init; }
    public byte FrequencyAndAntenna { get; private init; }
    public byte Count { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> payload, out R2000TagReply reply)
    {
        reply = default;
        if (payload.Length < 10 || payload.Length != payload[2] + 6) return false;
        ReadOnlySpan<byte> record = payload.Slice(3, payload[2]);
        ushort control = BinaryPrimitives.ReadUInt16BigEndian(record);
        int epcBytes = (control >> 11) * 2;
        if (record.Length < 2 + epcBytes + 2) return false;
        reply = new R2000TagReply
        {
            TagCount = BinaryPrimitives.ReadUInt16BigEndian(payload),
            ProtocolControl = control,
            Epc = record.Slice(2, epcBytes),
            TagCrc = record.Slice(2 + epcBytes, 2),
            Data = record[(4 + epcBytes)..],
            Third = payload[^3],
            FrequencyAndAntenna = payload[^2],
            Count = payload[^1],
        };
        return true;
    }
}
