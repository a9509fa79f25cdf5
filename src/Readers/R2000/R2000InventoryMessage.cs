using System.Buffers.Binary;

namespace Readers.R2000;

public enum R2000InventoryKind : byte { Malformed, Tag, RoundEnd, AntennaMissing, Status }

/// <summary>What a reader sends after 89, 8A or 8B: tags one by one, then the end of the round, or an error.</summary>
/// <remarks>
/// Told apart by length and, where a short end frame of old firmware is as long as a report of a short tag, by the tag's own
/// length in its protocol control word. Phase reporting (8A and 8B, switched off by this driver) appends two bytes: such
/// reports keep their tag and antenna, but their strength is not taken, as manuals disagree on where it then stands.
/// </remarks>
public readonly ref struct R2000InventoryMessage
{
    public R2000InventoryKind Kind { get; private init; }

    /// <summary>Port from 1, of a tag, of a missing antenna and of the end of a round by 89 and 8B; 0 when not said.</summary>
    public byte AntennaPort { get; private init; }

    public ushort ProtocolControl { get; private init; }

    /// <summary>The tag's EPC in the frame's bytes.</summary>
    public ReadOnlySpan<byte> Epc { get; private init; }

    /// <summary>Raw strength, 0 to 127; null where phase bytes make it uncertain.</summary>
    public byte? RawRssi { get; private init; }

    public byte FrequencyIndex { get; private init; }

    /// <summary>Reads of the round, repeats of a tag included.</summary>
    public uint TotalReads { get; private init; }

    /// <summary>Tags a second (89 and 8B of newer firmware); null when not said.</summary>
    public ushort? ReadRate { get; private init; }

    /// <summary>Duration in ms (8A); null when not said.</summary>
    public uint? DurationMs { get; private init; }

    public R2000Result Result { get; private init; }

    public static R2000InventoryMessage Parse(R2000Code code, ReadOnlySpan<byte> payload)
    {
        if (payload.Length >= 4 && TryTag(payload, mayHavePhase: code != R2000Code.RealTimeInventory) is { Kind: R2000InventoryKind.Tag } tag) return tag;
        bool fast = code == R2000Code.FastSwitchInventory;
        return payload.Length switch
        {
            1 => new() { Kind = R2000InventoryKind.Status, Result = (R2000Result)payload[0] },
            2 when fast => new() { Kind = R2000InventoryKind.AntennaMissing, AntennaPort = Port(payload[0]), Result = (R2000Result)payload[1] },
            7 when fast => new()
            {
                Kind = R2000InventoryKind.RoundEnd,
                TotalReads = BinaryPrimitives.ReadUInt32BigEndian(payload) >> 8,
                DurationMs = BinaryPrimitives.ReadUInt32BigEndian(payload[3..]),
            },
            8 when fast => new() // firmware V2.2
            {
                Kind = R2000InventoryKind.RoundEnd,
                TotalReads = BinaryPrimitives.ReadUInt32BigEndian(payload),
                DurationMs = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]),
            },
            7 => new()
            {
                Kind = R2000InventoryKind.RoundEnd,
                AntennaPort = Port(payload[0]),
                ReadRate = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]),
                TotalReads = BinaryPrimitives.ReadUInt32BigEndian(payload[3..]),
            },
            5 when !fast => new() // firmware V2.2
            {
                Kind = R2000InventoryKind.RoundEnd,
                AntennaPort = Port(payload[0]),
                TotalReads = BinaryPrimitives.ReadUInt32BigEndian(payload[1..]),
            },
            _ => default,
        };
    }

    private static R2000InventoryMessage TryTag(ReadOnlySpan<byte> payload, bool mayHavePhase)
    {
        ushort control = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        int epcBytes = (control >> 11) * 2;
        int phaseBytes = payload.Length - 4 - epcBytes;
        if (phaseBytes != 0 && !(phaseBytes == 2 && mayHavePhase && epcBytes > 0)) return default;
        byte rssi = payload[^1];
        return new R2000InventoryMessage
        {
            Kind = R2000InventoryKind.Tag,
            FrequencyIndex = (byte)(payload[0] >> 2),
            // Readers with eight ports put the antenna's third bit where the strength has none.
            AntennaPort = phaseBytes == 0 ? Port((payload[0] & 3) | (rssi >> 7 << 2)) : Port(payload[0] & 3),
            ProtocolControl = control,
            Epc = payload.Slice(3, epcBytes),
            RawRssi = phaseBytes == 0 ? (byte)(rssi & 0x7F) : null,
        };
    }

    private static byte Port(int index) => (byte)(index + 1);
}
