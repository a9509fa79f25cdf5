using System.Buffers.Binary;
using System.Globalization;
using Readers.Decoding;

namespace Readers.ThingMagic;

/// <summary>What commands and replies say, field by field, for decoding. A layout that is not known stays hexadecimal.</summary>
internal static class ThingMagicFields
{
    private static readonly string[] s_regions =
    [
        "none", "NA", "EU", "KR", "IN", "JP", "PRC", "EU2", "EU3", "KR2", "PRC2", "AU", "NZ", "NA2", "NA3", "IS", "MY", "ID", "PH", "TW", "MO", "RU",
        "SG", "JP2", "JP3", "VN", "TH", "AR", "HK", "BD", "EU4",
    ];

    public static void AddCommand(in ThingMagicCommand command, FieldList fields)
    {
        if (!command.Data.IsEmpty && !TryAddCommand(command.Opcode, command.Data, fields)) fields.Add("data", Convert.ToHexString(command.Data));
    }

    public static void AddReply(in ThingMagicReply reply, FieldList fields, List<DecodedTag> tags)
    {
        if (reply.Data.IsEmpty)
        {
            if (reply is { Opcode: ThingMagicOpcode.ReadTagMultiple, Status: ThingMagicStatus.NoTagsFound }) fields.Add("cycleEnd", true);
            return;
        }
        if (!TryAddReply(reply, fields, tags)) fields.Add("data", Convert.ToHexString(reply.Data));
    }

    public static string Region(byte code) => code < s_regions.Length ? s_regions[code] : code == 0xFF ? "open" : "unknown";

    private static bool TryAddCommand(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, FieldList fields)
    {
        switch (opcode)
        {
            case ThingMagicOpcode.SetBaudRate when data.Length == 4:
                fields.Add("baudRate", (long)BinaryPrimitives.ReadUInt32BigEndian(data));
                return true;
            case ThingMagicOpcode.SetRegion when data.Length == 1:
                fields.Add("region", Region(data[0]));
                return true;
            case ThingMagicOpcode.SetProtocol when data.Length == 2:
                fields.Add("protocol", Protocol(BinaryPrimitives.ReadUInt16BigEndian(data)));
                return true;
            case ThingMagicOpcode.SetReadPower or ThingMagicOpcode.SetWritePower when data.Length == 2:
                fields.Add("powerDbm", BinaryPrimitives.ReadInt16BigEndian(data) / 100.0);
                return true;
            case ThingMagicOpcode.SetAntenna when data.Length >= 3 && data[0] == 2 && data.Length % 2 == 1:
                fields.Add("searchList", Pairs(data[1..]));
                return true;
            case ThingMagicOpcode.SetAntenna when data.Length == 2:
                fields.Add("searchList", Pairs(data));
                return true;
            case ThingMagicOpcode.SetOption when data is [1, byte key, byte value]:
                fields.Add("option", Option(key));
                fields.Add("value", (int)value);
                return true;
            case ThingMagicOpcode.SetOption when data is [1, byte key, _, _, _, _]:
                fields.Add("option", Option(key));
                fields.Add("value", BinaryPrimitives.ReadInt32BigEndian(data[2..]));
                return true;
            case ThingMagicOpcode.GetOption when data is [1, byte key]:
                fields.Add("option", Option(key));
                return true;
            case ThingMagicOpcode.SetAntenna when data.Length >= 8 && data[0] == 4 && data.Length % 7 == 1:
                fields.Add("portPowersDbm", PortPowers(data[1..]));
                return true;
            case ThingMagicOpcode.SetHopTable when data.Length >= 4 && data.Length % 4 == 0:
                fields.Add("channelsKhz", Channels(data));
                return true;
            case ThingMagicOpcode.GetReadPower or ThingMagicOpcode.GetWritePower when data is [0 or 1]:
                fields.Add("ask", data[0] == 0 ? "power" : "powerWithLimits");
                return true;
            case ThingMagicOpcode.HardwareVersion when data.Length == 2:
                fields.Add("option", (int)data[0]);
                fields.Add("flags", data[1].ToString("X2", CultureInfo.InvariantCulture));
                return true;
            case ThingMagicOpcode.WriteTagData when data.Length >= 10:
                fields.Add("timeoutMs", (int)BinaryPrimitives.ReadUInt16BigEndian(data));
                fields.Add("option", data[2].ToString("X2", CultureInfo.InvariantCulture));
                fields.Add("wordAddress", (long)BinaryPrimitives.ReadUInt32BigEndian(data[3..]));
                fields.Add("bank", (int)data[7]);
                fields.Add("memory", Convert.ToHexString(data[8..]));
                return true;
            case ThingMagicOpcode.GetGpio or ThingMagicOpcode.SetGpio:
                return ThingMagicPinFields.TryAddCommand(opcode, data, fields);
            case ThingMagicOpcode.SetProtocolParameter:
                return ThingMagicGen2Fields.TryAddValue(data, fields);
            case ThingMagicOpcode.GetProtocolParameter:
                return ThingMagicGen2Fields.TryAddQuestion(data, fields);
            case ThingMagicOpcode.GetAntenna when data is [5 or 6]:
                fields.Add("ask", data[0] == 5 ? "detected" : "returnLoss");
                return true;
            case ThingMagicOpcode.SetPowerMode when data.Length == 1:
                fields.Add("mode", (int)data[0]);
                return true;
            case ThingMagicOpcode.ReadTagSingle when data.Length >= 2:
                fields.Add("timeoutMs", (int)BinaryPrimitives.ReadUInt16BigEndian(data));
                return true;
            case ThingMagicOpcode.ReadTagMultiple when data.Length >= 5:
                AddSearch(data, fields);
                return true;
            case ThingMagicOpcode.ReadTagData when data.Length >= 11 && data[2] == 0x10:
                fields.Add("timeoutMs", (int)BinaryPrimitives.ReadUInt16BigEndian(data));
                fields.Add("metadata", Convert.ToHexString(data.Slice(3, 2)));
                fields.Add("bank", (int)data[5]);
                fields.Add("wordAddress", (long)BinaryPrimitives.ReadUInt32BigEndian(data[6..]));
                fields.Add("wordCount", (int)data[10]);
                return true;
            case ThingMagicOpcode.GetTagBuffer when data.Length == 3:
                fields.Add("metadata", Convert.ToHexString(data[..2]));
                fields.Add("options", (int)data[2]);
                return true;
            case ThingMagicOpcode.MultiProtocolTagOperation when data is [0, 0, 2]:
                fields.Add("stream", "stop");
                return true;
            case ThingMagicOpcode.MultiProtocolTagOperation when data.Length > 8 && data[2] == 1 && data[3] == 0x22:
                fields.Add("stream", "start");
                fields.Add("protocol", Protocol(data[6]));
                if (data.Length >= 8 + 6 && data[8] == 0x22) AddSearch(data[9..], fields);
                return true;
            default:
                return false;
        }
    }

    private static bool TryAddReply(in ThingMagicReply reply, FieldList fields, List<DecodedTag> tags)
    {
        ReadOnlySpan<byte> data = reply.Data;
        switch (reply.Opcode)
        {
            case ThingMagicOpcode.Version or ThingMagicOpcode.BootFirmware when data.Length >= 20:
                fields.Add("bootloader", Dotted(data));
                fields.Add("hardware", Dotted(data[4..]));
                fields.Add("firmwareDate", Convert.ToHexString(data.Slice(8, 4)));
                fields.Add("firmware", Dotted(data[12..]));
                fields.Add("protocols", Convert.ToHexString(data.Slice(16, 4)));
                return true;
            case ThingMagicOpcode.GetCurrentProgram when data.Length == 1:
                fields.Add("program", (data[0] & 3) switch { 1 => "bootloader", 2 => "application", _ => "unknown" });
                return true;
            case ThingMagicOpcode.GetRegion when data.Length == 1:
                fields.Add("region", Region(data[0]));
                return true;
            case ThingMagicOpcode.GetRegions:
                fields.Add("regions", Regions(data));
                return true;
            case ThingMagicOpcode.GetPowerMode when data.Length == 1:
                fields.Add("mode", (int)data[0]);
                return true;
            case ThingMagicOpcode.GetOption when data is [1, byte key, byte value]:
                fields.Add("option", Option(key));
                fields.Add("value", (int)value);
                return true;
            case ThingMagicOpcode.GetGpio or ThingMagicOpcode.SetGpio:
                return ThingMagicPinFields.TryAddReply(reply.Opcode, data, fields);
            case ThingMagicOpcode.GetReadPower or ThingMagicOpcode.GetWritePower when data.Length >= 3:
                fields.Add("powerDbm", BinaryPrimitives.ReadInt16BigEndian(data[1..]) / 100.0);
                if (data.Length < 7) return true;
                fields.Add("mostDbm", BinaryPrimitives.ReadInt16BigEndian(data[3..]) / 100.0);
                fields.Add("leastDbm", BinaryPrimitives.ReadInt16BigEndian(data[5..]) / 100.0);
                return true;
            case ThingMagicOpcode.GetProtocol when data.Length == 2:
                fields.Add("protocol", Protocol(BinaryPrimitives.ReadUInt16BigEndian(data)));
                return true;
            case ThingMagicOpcode.GetTemperature when data.Length == 1:
                fields.Add("celsius", (int)(sbyte)data[0]);
                return true;
            case ThingMagicOpcode.GetAntenna when data.Length >= 3 && data[0] is 5 or 6:
                fields.Add(data[0] == 5 ? "detected" : "returnLossDb", Pairs(data[1..]));
                return true;
            case ThingMagicOpcode.GetProtocolParameter:
                return ThingMagicGen2Fields.TryAddValue(data, fields);
            case ThingMagicOpcode.MultiProtocolTagOperation:
                fields.Add("stream", data[0] switch { 1 => "started", 2 => "ended", 3 => "authentication", 4 => "wrapped", _ => "unknown" });
                return true;
            case ThingMagicOpcode.GetTagBuffer when data.Length >= 4:
                return TryAddBuffer(data, fields, tags);
            case ThingMagicOpcode.ReadTagMultiple:
                return TryAddStream(ThingMagicStreamMessage.Parse(reply), fields, tags);
            case ThingMagicOpcode.ReadTagSingle when data.Length >= 4:
                tags.Add(new DecodedTag(Convert.ToHexString(data[..^2]), null, null, null, null, 1));
                fields.Add("tagCrc", Convert.ToHexString(data[^2..]));
                return true;
            case ThingMagicOpcode.ReadTagData when data.Length >= 3 && data[0] == 0x10:
                fields.Add("memory", Convert.ToHexString(data[3..]));
                return true;
            default:
                return false;
        }
    }

    private static bool TryAddStream(ThingMagicStreamMessage message, FieldList fields, List<DecodedTag> tags)
    {
        switch (message.Kind)
        {
            case ThingMagicStreamKind.Tag:
                AddTag(message.Tag, fields, tags);
                return true;
            case ThingMagicStreamKind.SearchEnd:
                fields.Add("tagsFound", (long)message.Count);
                return true;
            case ThingMagicStreamKind.StreamEnd:
                fields.Add("stream", "ended");
                return true;
            default:
                return false;
        }
    }

    private static bool TryAddBuffer(ReadOnlySpan<byte> data, FieldList fields, List<DecodedTag> tags)
    {
        ThingMagicMetadata metadata = (ThingMagicMetadata)BinaryPrimitives.ReadUInt16BigEndian(data);
        ReadOnlySpan<byte> records = data[4..];
        fields.Add("records", (int)data[3]);
        for (int i = 0; i < data[3]; i++)
        {
            if (!ThingMagicTag.TryRead(ref records, metadata, out ThingMagicTag tag)) return false;
            AddTag(tag, data[3] == 1 ? fields : [], tags);
        }
        return true;
    }

    private static void AddTag(in ThingMagicTag tag, FieldList fields, List<DecodedTag> tags)
    {
        tags.Add(new DecodedTag(
            Convert.ToHexString(tag.Epc), tag.TransmitPort == 0 ? null : tag.TransmitPort, tag.RssiDbm, tag.FrequencyKhz,
            tag.ProtocolControl.ToString("X4", CultureInfo.InvariantCulture), tag.ReadCount));
        fields.Add("receiveAntenna", tag.ReceivePort == 0 ? null : (int)tag.ReceivePort);
        fields.Add("timestampMs", tag.TimestampMs is { } timestamp ? (long)timestamp : null);
        fields.Add("phaseDegrees", tag.PhaseDegrees is { } phase ? (int)phase : null);
        fields.Add("protocol", tag.Protocol is { } protocol ? Protocol(protocol) : null);
        fields.Add("gpio", tag.Gpio is { } gpio ? gpio.ToString("X2", CultureInfo.InvariantCulture) : null);
        ThingMagicGen2Fields.AddOf(tag, fields);
        if (!tag.Data.IsEmpty) fields.Add("memory", Convert.ToHexString(tag.Data));
        fields.Add("tagCrc", tag.TagCrc.ToString("X4", CultureInfo.InvariantCulture));
    }

    private static void AddSearch(ReadOnlySpan<byte> data, FieldList fields)
    {
        fields.Add("option", data[0].ToString("X2", CultureInfo.InvariantCulture));
        fields.Add("searchFlags", Convert.ToHexString(data.Slice(1, 2)));
        fields.Add("timeoutMs", (int)BinaryPrimitives.ReadUInt16BigEndian(data[3..]));
        if ((data[0] & 0x10) != 0 && data.Length >= 7) fields.Add("metadata", Convert.ToHexString(data.Slice(5, 2)));
    }

    private static List<string> Pairs(ReadOnlySpan<byte> data)
    {
        List<string> pairs = [];
        for (int i = 0; i + 1 < data.Length; i += 2) pairs.Add(string.Create(CultureInfo.InvariantCulture, $"{data[i]}:{data[i + 1]}"));
        return pairs;
    }

    /// <summary>Port, power to read with, power to write with, dBm: <c>1:27/30</c>. The settling time that follows is left out.</summary>
    private static List<string> PortPowers(ReadOnlySpan<byte> data)
    {
        List<string> powers = [];
        for (int at = 0; at + 7 <= data.Length; at += 7)
        {
            (double read, double write) = (BinaryPrimitives.ReadInt16BigEndian(data[(at + 1)..]) / 100.0, BinaryPrimitives.ReadInt16BigEndian(data[(at + 3)..]) / 100.0);
            powers.Add(string.Create(CultureInfo.InvariantCulture, $"{data[at]}:{read}/{write}"));
        }
        return powers;
    }

    private static List<string> Channels(ReadOnlySpan<byte> data)
    {
        List<string> channels = [];
        for (int at = 0; at + 4 <= data.Length; at += 4)
            channels.Add(BinaryPrimitives.ReadUInt32BigEndian(data[at..]).ToString(CultureInfo.InvariantCulture));
        return channels;
    }

    private static List<string> Regions(ReadOnlySpan<byte> codes)
    {
        List<string> regions = [];
        foreach (byte code in codes) regions.Add(Region(code));
        return regions;
    }

    private static string Dotted(ReadOnlySpan<byte> data) =>
        string.Create(CultureInfo.InvariantCulture, $"{data[0]:X2}.{data[1]:X2}.{data[2]:X2}.{data[3]:X2}");

    private static string Protocol(int code) => code switch
    {
        0 => "none", 3 => "ISO18000-6B", 5 => "GEN2", 6 => "UCODE", 7 => "IPX64", 8 => "IPX256", 0x1D => "ATA", _ => "unknown",
    };

    private static string Option(byte key) => key switch
    {
        0x00 => "uniqueByAntenna", 0x02 => "longEpc", 0x03 => "antennaSwitchMask", 0x04 => "safetyAntennaCheck", 0x05 => "safetyTemperatureCheck",
        0x06 => "keepHighestRssi", 0x08 => "uniqueByData", 0x09 => "rssiInDbm", 0x0B => "uniqueByProtocol", 0x0C => "readFilter",
        0x0D => "filterTimeout", 0x1B => "expectCrc", 0x1E => "gpiTriggerPin", _ => key.ToString("X2", CultureInfo.InvariantCulture),
    };
}
