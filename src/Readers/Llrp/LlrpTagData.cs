using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>What one TagReportData parameter says. Absent values keep their stated default.</summary>
/// <remarks>
/// This is the hot path: no allocation, one pass, and the parameters in any order. Impinj's own parameters (vendor 25882) are
/// understood; those of others are stepped over.
/// </remarks>
public struct LlrpTagData
{
    private const uint Impinj = 25882;
    private const uint ImpinjTid = 55, ImpinjPhase = 56, ImpinjPeakRssi = 57;

    public Epc Epc { get; private set; }

    /// <summary>True for an EPC longer than <see cref="Epc.MaxBytes"/>: then <see cref="Epc"/> is empty.</summary>
    public bool EpcTooLong { get; private set; }

    /// <summary>From 1; 0 when not reported.</summary>
    public ushort Antenna { get; private set; }

    /// <summary>Hundredths of a dBm; <see cref="short.MinValue"/> when not reported.</summary>
    public short RssiCentiDbm { get; private set; }

    /// <summary>From 1; 0 when not reported.</summary>
    public ushort ChannelIndex { get; private set; }

    /// <summary>At least 1.</summary>
    public ushort SeenCount { get; private set; }

    /// <summary>Microseconds since 1970; 0 when not reported.</summary>
    public ulong FirstSeenUtc { get; private set; }
    public ulong LastSeenUtc { get; private set; }

    /// <summary>0 when not reported.</summary>
    public uint RoSpecId { get; private set; }
    public uint AccessSpecId { get; private set; }

    /// <summary>Which spec of the ROSpec, from 1; 0 when not reported.</summary>
    public ushort SpecIndex { get; private set; }

    /// <summary>-1 when not reported.</summary>
    public int ProtocolControl { get; private set; }

    /// <summary>Of 4096 in a full turn; -1 when not reported.</summary>
    public int Phase { get; private set; }

    public Epc? Tid { get; private set; }

    /// <summary>Reads the next TagReportData of a report's body and steps over everything else.</summary>
    /// <param name="body">On return, begins after what was read.</param>
    /// <returns>False at the end, or at a parameter that cannot be read: then <paramref name="body"/> is not empty.</returns>
    public static bool TryReadNext(scoped ref ReadOnlySpan<byte> body, out LlrpTagData tag)
    {
        while (body.Length >= 4)
        {
            int type = BinaryPrimitives.ReadUInt16BigEndian(body) & 0x3FF;
            int length = BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
            if (length < 4 || length > body.Length) break;
            ReadOnlySpan<byte> value = body[4..length];
            if (type != (int)LlrpParameterType.TagReportData)
            {
                body = body[length..];
                continue;
            }
            if (!TryParse(value, out tag)) return false;
            body = body[length..];
            return true;
        }
        tag = default;
        return false;
    }

    /// <param name="value">Of one TagReportData parameter.</param>
    /// <returns>False when its structure is broken.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out LlrpTagData tag)
    {
        tag = new LlrpTagData { RssiCentiDbm = short.MinValue, SeenCount = 1, ProtocolControl = -1, Phase = -1 };
        while (!value.IsEmpty)
        {
            byte head = value[0];
            if (head >= 0x80)
            {
                int bytes = LlrpParameters.TvBytes(head & 0x7F);
                if (bytes == 0 || value.Length <= bytes) return false;
                tag.Take(head & 0x7F, value.Slice(1, bytes));
                value = value[(1 + bytes)..];
                continue;
            }
            if (value.Length < 4) return false;
            int type = BinaryPrimitives.ReadUInt16BigEndian(value) & 0x3FF, length = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
            if (length < 4 || length > value.Length) return false;
            if (type == (int)LlrpParameterType.EpcData && !tag.TakeEpcData(value[4..length])) return false;
            if (type == (int)LlrpParameterType.Custom) tag.TakeCustom(value[4..length]);
            value = value[length..];
        }
        return true;
    }

    private void Take(int type, ReadOnlySpan<byte> value)
    {
        switch ((LlrpParameterType)type)
        {
            case LlrpParameterType.AntennaId: Antenna = BinaryPrimitives.ReadUInt16BigEndian(value); break;
            case LlrpParameterType.FirstSeenUtc: FirstSeenUtc = BinaryPrimitives.ReadUInt64BigEndian(value); break;
            case LlrpParameterType.LastSeenUtc: LastSeenUtc = BinaryPrimitives.ReadUInt64BigEndian(value); break;
            case LlrpParameterType.PeakRssi:
                // Impinj's finer value may stand before or after this one; it wins.
                if (RssiCentiDbm == short.MinValue) RssiCentiDbm = (short)((sbyte)value[0] * 100);
                break;
            case LlrpParameterType.ChannelIndex: ChannelIndex = BinaryPrimitives.ReadUInt16BigEndian(value); break;
            case LlrpParameterType.TagSeenCount: SeenCount = Math.Max((ushort)1, BinaryPrimitives.ReadUInt16BigEndian(value)); break;
            case LlrpParameterType.RoSpecId: RoSpecId = BinaryPrimitives.ReadUInt32BigEndian(value); break;
            case LlrpParameterType.C1G2Pc: ProtocolControl = BinaryPrimitives.ReadUInt16BigEndian(value); break;
            case LlrpParameterType.Epc96: TakeEpc(value); break;
            case LlrpParameterType.SpecIndex: SpecIndex = BinaryPrimitives.ReadUInt16BigEndian(value); break;
            case LlrpParameterType.AccessSpecId: AccessSpecId = BinaryPrimitives.ReadUInt32BigEndian(value); break;
            default: break; // read over: nothing here needs it
        }
    }

    private bool TakeEpcData(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) return false;
        int bytes = (BinaryPrimitives.ReadUInt16BigEndian(value) + 7) / 8;
        if (bytes > value.Length - 2) return false;
        TakeEpc(value.Slice(2, bytes));
        return true;
    }

    private void TakeEpc(ReadOnlySpan<byte> bytes)
    {
        EpcTooLong = !Epc.TryCreate(bytes, out Epc epc);
        Epc = epc;
    }

    private void TakeCustom(ReadOnlySpan<byte> value)
    {
        if (value.Length < 10 || BinaryPrimitives.ReadUInt32BigEndian(value) != Impinj) return;
        ReadOnlySpan<byte> data = value[8..];
        switch (BinaryPrimitives.ReadUInt32BigEndian(value[4..]))
        {
            case ImpinjPeakRssi: RssiCentiDbm = BinaryPrimitives.ReadInt16BigEndian(data); break;
            case ImpinjPhase: Phase = BinaryPrimitives.ReadUInt16BigEndian(data) & 0xFFF; break;
            case ImpinjTid:
                int bytes = BinaryPrimitives.ReadUInt16BigEndian(data) * 2;
                if (bytes > 0 && bytes <= data.Length - 2 && Epc.TryCreate(data.Slice(2, bytes), out Epc tid)) Tid = tid;
                break;
            default: break; // an extension that nothing here needs
        }
    }
}
