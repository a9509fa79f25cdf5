using System.Buffers.Binary;

namespace Readers.ThingMagic;

public enum ThingMagicStreamKind : byte
{
    Malformed,

    /// <summary>A tag; reading goes on.</summary>
    Tag,

    /// <summary>A search cycle has ended, about once a second while nothing is heard.</summary>
    CycleEnd,

    /// <summary>A fault; reading may go on.</summary>
    Fault,

    /// <summary>A counted search has ended: <see cref="ThingMagicStreamMessage.Count"/>.</summary>
    SearchEnd,

    /// <summary>Status report: temperature, frequency and the like.</summary>
    Report,

    /// <summary>All reads have been delivered.</summary>
    StreamEnd,
}

/// <summary>What a module sends after Read Tag Multiple (22), at once or as a stream.</summary>
public readonly ref struct ThingMagicStreamMessage
{
    public ThingMagicStreamKind Kind { get; private init; }
    public ThingMagicTag Tag { get; private init; }
    public ThingMagicStatus Status { get; private init; }
    public uint Count { get; private init; }

    public static ThingMagicStreamMessage Parse(scoped in ThingMagicReply reply)
    {
        ReadOnlySpan<byte> data = reply.Data;
        if (reply.Opcode == ThingMagicOpcode.MultiProtocolTagOperation)
            return new() { Kind = data is [2, ..] ? ThingMagicStreamKind.StreamEnd : ThingMagicStreamKind.Report, Status = reply.Status };
        if (reply.Status is not (ThingMagicStatus.Success or ThingMagicStatus.NoTagsFound))
            return new() { Kind = ThingMagicStreamKind.Fault, Status = reply.Status };
        if (data.IsEmpty) return new() { Kind = ThingMagicStreamKind.CycleEnd, Status = reply.Status };
        int shift = data[0] == 0x88 ? 1 : 0; // a prefix of newer firmware moves everything by one
        switch (data.Length - shift)
        {
            case 4: return new() { Kind = ThingMagicStreamKind.SearchEnd, Count = data[^1] };
            case 5: return new() { Kind = ThingMagicStreamKind.SearchEnd, Count = data[^1] };
            case 7: return new() { Kind = ThingMagicStreamKind.SearchEnd, Count = BinaryPrimitives.ReadUInt32BigEndian(data[^4..]) };
            case 8 when data[shift] < 0x10: return new() { Kind = ThingMagicStreamKind.SearchEnd, Count = BinaryPrimitives.ReadUInt32BigEndian(data[^4..]) };
            // With an operation on each tag: its opcode, and how often it succeeded and failed, stand behind the count.
            case 13 when (data[shift + 2] & 0x04) != 0: return new() { Kind = ThingMagicStreamKind.SearchEnd, Count = BinaryPrimitives.ReadUInt32BigEndian(data[(shift + 3)..]) };
            case < 6: return default;
        }
        data = data[shift..];
        bool hasMetadata = (data[0] & 0x10) != 0;
        ThingMagicMetadata metadata = hasMetadata ? (ThingMagicMetadata)BinaryPrimitives.ReadUInt16BigEndian(data[3..]) : ThingMagicMetadata.None;
        int typeAt = hasMetadata ? 5 : 3;
        ReadOnlySpan<byte> record = data[(typeAt + 1)..];
        switch (data[typeAt])
        {
            case 0: return new() { Kind = ThingMagicStreamKind.StreamEnd };
            case 1 when ThingMagicTag.TryRead(ref record, metadata, out ThingMagicTag tag): return new() { Kind = ThingMagicStreamKind.Tag, Tag = tag };
            case 2: return new() { Kind = ThingMagicStreamKind.Report };
            default: return default;
        }
    }
}
