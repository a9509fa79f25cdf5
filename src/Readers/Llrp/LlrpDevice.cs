using System.Buffers.Binary;
using System.Text;

namespace Readers.Llrp;

/// <summary>What a reader can do, from its GET_READER_CAPABILITIES_RESPONSE.</summary>
/// <param name="ChannelsKhz">Carrier by channel index minus 1.</param>
/// <param name="PowerTable">Index into the reader's table and hundredths of a dBm, in the reader's order.</param>
/// <param name="HopTableId">0 where the region does not hop.</param>
public sealed record LlrpDevice(
    ushort MaxAntennas, bool CanSetAntennas, uint Manufacturer, uint Model, string Firmware, ushort Inputs, ushort Outputs, bool CanChooseTarget,
    uint MaxRoSpecs, uint MaxSpecsPerRoSpec, int[] ChannelsKhz, byte HopTableId, IReadOnlyList<(ushort Index, short CentiDbm)> PowerTable)
{
    public const uint Impinj = 25882;

    public bool IsImpinj => Manufacturer == Impinj;

    public string Identity => Manufacturer switch
    {
        Impinj => $"Impinj model {Model}, firmware {Firmware}",
        161 => $"Zebra model {Model}, firmware {Firmware}",
        _ => $"LLRP reader of manufacturer {Manufacturer}, model {Model}, firmware {Firmware}",
    };

    /// <summary>In the words of all families.</summary>
    public ReaderCapabilities Capabilities => new()
    {
        Model = Manufacturer switch { Impinj => $"Impinj model {Model}", 161 => $"Zebra model {Model}", _ => $"manufacturer {Manufacturer}, model {Model}" },
        Firmware = Firmware,
        AntennaPorts = (byte)Math.Min(MaxAntennas, (ushort)byte.MaxValue),
        Power = PowerTable.Count == 0 ? null
            : new PowerRange(PowerTable.Min(static entry => entry.CentiDbm) / 100.0, PowerTable.Max(static entry => entry.CentiDbm) / 100.0),
        ChannelsKhz = ChannelsKhz,
        ChoosesTarget = CanChooseTarget || IsImpinj, // Impinj's by search modes of their own
        TurnsTarget = IsImpinj,
        CountsInSteps = true,
        Tid = TidReading.Along,
        Inputs = (byte)Math.Min(Inputs, (ushort)byte.MaxValue),
        Outputs = (byte)Math.Min(Outputs, (ushort)byte.MaxValue),
    };

    /// <param name="body">Of the response.</param>
    /// <returns>What of it could be read; absent tables are empty and absent limits as generous as possible.</returns>
    public static LlrpDevice Parse(ReadOnlySpan<byte> body)
    {
        LlrpDevice device = new(1, false, 0, 0, "unknown", 0, 0, false, 1, uint.MaxValue, [], 0, []);
        LlrpParameters parameters = new(body);
        while (parameters.MoveNext())
        {
            ReadOnlySpan<byte> value = parameters.Value;
            device = parameters.Type switch
            {
                LlrpParameterType.GeneralDeviceCapabilities when value.Length >= 14 => General(device, value),
                LlrpParameterType.LlrpCapabilities when value.Length >= 12 => device with
                {
                    CanChooseTarget = (value[0] & 0x10) != 0,
                    MaxRoSpecs = BinaryPrimitives.ReadUInt32BigEndian(value[4..]),
                    MaxSpecsPerRoSpec = BinaryPrimitives.ReadUInt32BigEndian(value[8..]),
                },
                LlrpParameterType.RegulatoryCapabilities when value.Length >= 4 => Regulatory(device, value[4..]),
                _ => device,
            };
        }
        return device;
    }

    /// <summary>The table's index for the strongest power that is not above the wish; the weakest where all are above.</summary>
    public (ushort Index, short CentiDbm)? PowerFor(int dBm)
    {
        (ushort Index, short CentiDbm)? best = null, weakest = null;
        foreach ((ushort Index, short CentiDbm) entry in PowerTable)
        {
            if (weakest is null || entry.CentiDbm < weakest.Value.CentiDbm) weakest = entry;
            if (entry.CentiDbm <= dBm * 100 && (best is null || entry.CentiDbm > best.Value.CentiDbm)) best = entry;
        }
        return best ?? weakest;
    }

    private static LlrpDevice General(LlrpDevice device, ReadOnlySpan<byte> value)
    {
        int textBytes = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(value[12..]), value.Length - 14);
        ushort inputs = 0, outputs = 0;
        LlrpParameters inner = new(value[(14 + textBytes)..]);
        if (inner.MoveTo((LlrpParameterType)141) && inner.Value.Length >= 4)
            (inputs, outputs) = (BinaryPrimitives.ReadUInt16BigEndian(inner.Value), BinaryPrimitives.ReadUInt16BigEndian(inner.Value[2..]));
        return device with
        {
            MaxAntennas = BinaryPrimitives.ReadUInt16BigEndian(value),
            CanSetAntennas = (value[2] & 0x80) != 0,
            Manufacturer = BinaryPrimitives.ReadUInt32BigEndian(value[4..]),
            Model = BinaryPrimitives.ReadUInt32BigEndian(value[8..]),
            Firmware = Encoding.UTF8.GetString(value.Slice(14, textBytes)),
            Inputs = inputs,
            Outputs = outputs,
        };
    }

    private static LlrpDevice Regulatory(LlrpDevice device, ReadOnlySpan<byte> value)
    {
        LlrpParameters regulatory = new(value);
        if (!regulatory.MoveTo(LlrpParameterType.UhfBandCapabilities)) return device;
        List<(ushort, short)> power = [];
        LlrpParameters band = new(regulatory.Value);
        while (band.MoveNext())
        {
            if (band.Type == LlrpParameterType.TransmitPowerLevelEntry && band.Value.Length >= 4)
                power.Add((BinaryPrimitives.ReadUInt16BigEndian(band.Value), BinaryPrimitives.ReadInt16BigEndian(band.Value[2..])));
            else if (band.Type == LlrpParameterType.FrequencyInformation && band.Value.Length >= 1)
                device = Frequencies(device, band.Value[1..]);
        }
        return device with { PowerTable = power };
    }

    private static LlrpDevice Frequencies(LlrpDevice device, ReadOnlySpan<byte> value)
    {
        LlrpParameters tables = new(value);
        while (tables.MoveNext())
        {
            bool hops = tables.Type == LlrpParameterType.FrequencyHopTable;
            int head = hops ? 2 : 0;
            if ((!hops && tables.Type != LlrpParameterType.FixedFrequencyTable) || tables.Value.Length < head + 2) continue;
            int count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(tables.Value[head..]), (tables.Value.Length - head - 2) / 4);
            int[] khz = new int[count];
            for (int i = 0; i < count; i++) khz[i] = BinaryPrimitives.ReadInt32BigEndian(tables.Value[(head + 2 + 4 * i)..]);
            return device with { ChannelsKhz = khz, HopTableId = hops ? tables.Value[0] : (byte)0 };
        }
        return device;
    }
}
