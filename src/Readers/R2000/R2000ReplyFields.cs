using System.Buffers.Binary;
using System.Globalization;
using Readers.Decoding;

namespace Readers.R2000;

/// <summary>What a reader answers, field by field, for decoding. A layout that the manual does not know stays hexadecimal.</summary>
internal static class R2000ReplyFields
{
    public static void Add(in R2000Frame frame, FieldList fields, List<DecodedTag> tags, out DecodedError? error)
    {
        ReadOnlySpan<byte> payload = frame.Payload;
        error = null;
        bool understood = frame.Code switch
        {
            R2000Code.RealTimeInventory or R2000Code.FastSwitchInventory or R2000Code.SessionInventory =>
                TryAddInventory(frame, fields, tags, out error),
            R2000Code.ReadMemory or R2000Code.WriteMemory or R2000Code.BlockWriteMemory or R2000Code.GetBuffer
                or R2000Code.GetAndClearBuffer or R2000Code.Lock or R2000Code.Kill when payload.Length > 1 =>
                TryAddAccess(frame, fields, tags, out error),
            _ => TryAddValue(frame, fields, out error),
        };
        if (!understood) fields.Add("payload", Convert.ToHexString(payload));
    }

    public static object Numbers(ReadOnlySpan<byte> values)
    {
        if (values.Length == 1) return (int)values[0];
        List<int> numbers = [];
        foreach (byte value in values) numbers.Add(value);
        return numbers;
    }

    public static void AddRegion(R2000Region region, FieldList fields)
    {
        fields.Add("region", region.Name);
        fields.Add("startKhz", region.StartKhz);
        fields.Add("endKhz", region.EndKhz);
        if (region.Kind == R2000Region.UserDefined) fields.Add("spacingKhz", region.SpacingKhz);
    }

    private static bool TryAddInventory(in R2000Frame frame, FieldList fields, List<DecodedTag> tags, out DecodedError? error)
    {
        R2000InventoryMessage message = R2000InventoryMessage.Parse(frame.Code, frame.Payload);
        error = null;
        switch (message.Kind)
        {
            case R2000InventoryKind.Tag:
                tags.Add(new DecodedTag(Convert.ToHexString(message.Epc), message.AntennaPort,
                    message.RawRssi is { } raw ? R2000Tables.RssiDbm(raw) : null, R2000Tables.FrequencyKhz(message.FrequencyIndex),
                    Word(message.ProtocolControl), 1));
                if (message.RawRssi is null) fields.Add("withPhase", true);
                return true;
            case R2000InventoryKind.RoundEnd:
                fields.Add("end", true);
                fields.Add("antenna", message.AntennaPort == 0 ? null : (int)message.AntennaPort);
                fields.Add("readRate", message.ReadRate is { } rate ? (int)rate : null);
                fields.Add("totalReads", (long)message.TotalReads);
                fields.Add("durationMs", message.DurationMs is { } duration ? (long)duration : null);
                return true;
            case R2000InventoryKind.AntennaMissing:
                fields.Add("antenna", (int)message.AntennaPort);
                error = Error(message.Result);
                return true;
            case R2000InventoryKind.Status:
                return TryAddResult((byte)message.Result, fields, out error);
            default:
                return false;
        }
    }

    private static bool TryAddAccess(in R2000Frame frame, FieldList fields, List<DecodedTag> tags, out DecodedError? error)
    {
        error = null;
        if (!R2000TagReply.TryParse(frame.Payload, out R2000TagReply reply)) return false;
        fields.Add("tagCount", (int)reply.TagCount);
        fields.Add("tagCrc", Convert.ToHexString(reply.TagCrc));
        bool buffered = frame.Code is R2000Code.GetBuffer or R2000Code.GetAndClearBuffer;
        if (frame.Code == R2000Code.ReadMemory)
        {
            fields.Add("data", Convert.ToHexString(reply.Data));
            fields.Add("readLength", (int)reply.Third);
        }
        else if (!buffered)
        {
            TryAddResult(reply.Third, fields, out error);
        }
        int port = (reply.FrequencyAndAntenna & 3) + 1 + (buffered && reply.Third >= 0x80 ? 4 : 0);
        tags.Add(new DecodedTag(Convert.ToHexString(reply.Epc), port,
            buffered ? R2000Tables.RssiDbm((byte)(reply.Third & 0x7F)) : null, R2000Tables.FrequencyKhz(reply.FrequencyAndAntenna >> 2),
            Word(reply.ProtocolControl), reply.Count));
        return true;
    }

    private static bool TryAddValue(in R2000Frame frame, FieldList fields, out DecodedError? error)
    {
        error = null;
        ReadOnlySpan<byte> payload = frame.Payload;
        switch (frame.Code)
        {
            case R2000Code.ReadGpio when payload.Length == 2:
                fields.Add("inputs", Numbers(payload));
                return true;
            case R2000Code.GetFirmware when payload is [byte major, byte minor]:
                fields.Add("firmware", string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}"));
                return true;
            case R2000Code.GetIdentifier when payload.Length == 12:
                fields.Add("identifier", Convert.ToHexString(payload));
                return true;
            case R2000Code.GetLinkProfile when payload is [>= 0xD0 and <= 0xD3]:
                fields.Add("profile", Convert.ToHexString(payload));
                return true;
            case R2000Code.GetWorkAntenna when payload is [< 16 and byte antenna]:
                fields.Add("antenna", antenna + 1);
                return true;
            case R2000Code.GetPower when payload.Length <= 8:
                fields.Add("powerDbm", Numbers(payload));
                return true;
            case R2000Code.GetRegion when R2000Region.TryParse(payload, out R2000Region region):
                AddRegion(region, fields);
                return true;
            case R2000Code.GetTemperature when payload is [byte sign, byte degrees]:
                fields.Add("celsius", sign == 1 ? degrees : -degrees);
                return true;
            case R2000Code.GetReturnLoss when payload is [< 0xEE and byte loss]:
                fields.Add("returnLossDb", (int)loss);
                return true;
            case R2000Code.GetAntennaDetector or R2000Code.GetDrmMode or R2000Code.GetFastTid when payload is [byte value]:
                fields.Add("value", (int)value);
                return true;
            case R2000Code.InventoryToBuffer when payload.Length == 9:
                fields.Add("antenna", payload[0] + 1);
                fields.Add("tagCount", (int)BinaryPrimitives.ReadUInt16BigEndian(payload[1..]));
                fields.Add("readRate", (int)BinaryPrimitives.ReadUInt16BigEndian(payload[3..]));
                fields.Add("totalReads", (long)BinaryPrimitives.ReadUInt32BigEndian(payload[5..]));
                return true;
            case R2000Code.CountBuffer when payload.Length == 2:
                fields.Add("tagCount", (int)BinaryPrimitives.ReadUInt16BigEndian(payload));
                return true;
            case R2000Code.GetEpcMatch when payload is [0, _, ..] && payload[1] == payload.Length - 2:
                fields.Add("match", true);
                fields.Add("epc", Convert.ToHexString(payload[2..]));
                return true;
            case R2000Code.GetEpcMatch when payload is [1]:
                fields.Add("match", false);
                return true;
            default:
                return payload.Length == 1 && TryAddResult(payload[0], fields, out error);
        }
    }

    private static bool TryAddResult(byte code, FieldList fields, out DecodedError? error)
    {
        bool ok = code == (byte)R2000Result.Ok;
        if (ok) fields.Add("result", nameof(R2000Result.Ok));
        error = ok ? null : Error((R2000Result)code);
        return true;
    }

    private static DecodedError Error(R2000Result result) =>
        new(((byte)result).ToString("X2", CultureInfo.InvariantCulture), Enum.GetName(result) ?? "Unknown");

    private static string Word(ushort word) => word.ToString("X4", CultureInfo.InvariantCulture);
}
