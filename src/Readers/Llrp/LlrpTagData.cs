using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>What one TagReportData parameter says. Absent values keep their stated default.</summary>
/// <remarks>
/// This is the hot path: no allocation, one pass, and the parameters in any order. Impinj's own parameters (vendor 25882) are
/// understood. All others are stepped over here; who wants them walks the tag's parameters with <see cref="LlrpParameters"/>.
/// </remarks>
public struct LlrpTagData
{
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

    /// <summary>Chip identity that the reader tells by itself (Impinj).</summary>
    public Epc? Tid { get; private set; }

    /// <summary>The longest stretch of memory that an AccessSpec has read; which one says <see cref="AccessSpecId"/>.</summary>
    public Epc? ReadData { get; private set; }

    /// <summary>False when a parameter inside could not be read: what stands before it is here, what comes after it is lost.</summary>
    public bool IsWhole { get; private set; }

    /// <inheritdoc cref="TryReadNext(ref ReadOnlySpan{byte}, out LlrpTagData, out ReadOnlySpan{byte})"/>
    public static bool TryReadNext(scoped ref ReadOnlySpan<byte> body, out LlrpTagData tag) => TryReadNext(ref body, out tag, out _);

    /// <summary>Reads the next TagReportData of a report's body and steps over everything else.</summary>
    /// <param name="body">On return, begins after what was read.</param>
    /// <param name="parameters">All that the report says of the tag, understood or not; for <see cref="LlrpParameters"/>.</param>
    /// <returns>False at the end, or where no parameter can be: then <paramref name="body"/> is not empty.</returns>
    public static bool TryReadNext(scoped ref ReadOnlySpan<byte> body, out LlrpTagData tag, out ReadOnlySpan<byte> parameters)
    {
        while (body.Length >= 4)
        {
            int type = BinaryPrimitives.ReadUInt16BigEndian(body) & 0x3FF;
            int length = BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
            if (length < 4 || length > body.Length) break;
            parameters = body[4..length];
            body = body[length..];
            if (type != (int)LlrpParameterType.TagReportData) continue;
            tag = Parse(parameters);
            return true;
        }
        tag = default;
        parameters = default;
        return false;
    }

    /// <param name="value">Of one TagReportData parameter.</param>
    public static LlrpTagData Parse(ReadOnlySpan<byte> value)
    {
        LlrpTagData tag = new() { RssiCentiDbm = short.MinValue, SeenCount = 1, ProtocolControl = -1, Phase = -1 };
        while (!value.IsEmpty)
        {
            byte head = value[0];
            if (head >= 0x80)
            {
                int bytes = LlrpParameters.TvBytes(head & 0x7F);
                if (bytes == 0 || value.Length <= bytes) return tag;
                tag.Take(head & 0x7F, value.Slice(1, bytes));
                value = value[(1 + bytes)..];
                continue;
            }
            if (value.Length < 4) return tag;
            int type = BinaryPrimitives.ReadUInt16BigEndian(value) & 0x3FF, length = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
            if (length < 4 || length > value.Length || !tag.TakeLong(type, value[4..length])) return tag;
            value = value[length..];
        }
        tag.IsWhole = true;
        return tag;
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

    private bool TakeLong(int type, ReadOnlySpan<byte> value)
    {
        switch ((LlrpParameterType)type)
        {
            case LlrpParameterType.EpcData: return TakeEpcData(value);
            case LlrpParameterType.Custom when LlrpCustom.TryParse(value, out LlrpCustom custom): TakeCustom(custom); break;
            case LlrpParameterType.C1G2ReadResult: TakeReadResult(value); break;
            default: break; // other results of accesses, and what other makers add
        }
        return true;
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

    private void TakeCustom(in LlrpCustom custom)
    {
        if (custom.Vendor != LlrpDevice.Impinj || custom.Data.Length < 2) return;
        switch (custom.Subtype)
        {
            case ImpinjPeakRssi: RssiCentiDbm = BinaryPrimitives.ReadInt16BigEndian(custom.Data); break;
            case ImpinjPhase: Phase = BinaryPrimitives.ReadUInt16BigEndian(custom.Data) & 0xFFF; break;
            case ImpinjTid when TryTakeWords(custom.Data, out Epc tid): Tid = tid; break;
            default: break; // an extension that nothing here needs
        }
    }

    /// <summary>Result (0 done), number of the operation, words. Of several reads the longest counts.</summary>
    private void TakeReadResult(ReadOnlySpan<byte> value)
    {
        if (value.Length < 5 || value[0] != 0 || !TryTakeWords(value[3..], out Epc words)) return;
        if (ReadData is null || words.LengthBytes > ReadData.Value.LengthBytes) ReadData = words;
    }

    /// <summary>Count of words u16, words.</summary>
    private static bool TryTakeWords(ReadOnlySpan<byte> value, out Epc words)
    {
        int bytes = BinaryPrimitives.ReadUInt16BigEndian(value) * 2;
        words = default;
        return bytes > 0 && bytes <= value.Length - 2 && Epc.TryCreate(value.Slice(2, bytes), out words);
    }
}
