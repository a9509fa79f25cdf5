using Readers.Decoding;

namespace Readers.R2000;

/// <summary>What the host asks for, field by field, for decoding. A layout that the manual does not know stays hexadecimal.</summary>
internal static class R2000CommandFields
{
    public static void Add(in R2000Frame frame, FieldList fields)
    {
        ReadOnlySpan<byte> payload = frame.Payload;
        if (!payload.IsEmpty && !TryAdd(frame.Code, payload, fields)) fields.Add("payload", Convert.ToHexString(payload));
    }

    private static bool TryAdd(R2000Code code, ReadOnlySpan<byte> payload, FieldList fields)
    {
        switch (code)
        {
            case R2000Code.WriteGpio when payload is [byte pin, byte level]:
                fields.Add("pin", (int)pin);
                fields.Add("high", level != 0);
                return true;
            case R2000Code.SetAntennaDetector when payload is [byte threshold]:
                fields.Add("returnLossDb", (int)threshold);
                return true;
            case R2000Code.SetTemporaryPower or R2000Code.SetPower when payload.Length <= 8:
                fields.Add("powerDbm", R2000ReplyFields.Numbers(payload));
                return true;
            case R2000Code.SetIdentifier when payload.Length == 12:
                fields.Add("identifier", Convert.ToHexString(payload));
                return true;
            case R2000Code.SetLinkProfile when payload.Length == 1:
                fields.Add("profile", Convert.ToHexString(payload));
                return true;
            case R2000Code.SetBaudRate when payload is [byte rate]:
                fields.Add("baudRate", rate switch { 1 => 9600, 2 => 19_200, 3 => 38_400, 4 => 115_200, _ => 0 });
                return true;
            case R2000Code.SetAddress when payload is [byte address]:
                fields.Add("newAddress", (int)address);
                return true;
            case R2000Code.SetWorkAntenna when payload is [byte antenna]:
                fields.Add("antenna", antenna + 1);
                return true;
            case R2000Code.SetRegion when R2000Region.TryParse(payload, out R2000Region region):
                R2000ReplyFields.AddRegion(region, fields);
                return true;
            case R2000Code.SetBeeper or R2000Code.SetDrmMode or R2000Code.SetFastTid or R2000Code.SaveFastTid when payload is [byte mode]:
                fields.Add("mode", (int)mode);
                return true;
            case R2000Code.GetReturnLoss when payload is [byte index]:
                fields.Add("frequencyKhz", R2000Tables.FrequencyKhz(index));
                return true;
            case R2000Code.InventoryToBuffer or R2000Code.RealTimeInventory when payload is [byte repeat]:
                fields.Add("repeat", (int)repeat);
                return true;
            case R2000Code.SetEpcMatch when payload is [1]:
                fields.Add("match", false);
                return true;
            case R2000Code.SetEpcMatch when payload.Length >= 2 && payload[0] == 0 && payload[1] == payload.Length - 2:
                fields.Add("match", true);
                fields.Add("epc", Convert.ToHexString(payload[2..]));
                return true;
            case R2000Code.ReadMemory when payload.Length >= 3:
                AddBank(payload, fields);
                if (payload.Length > 3) fields.Add("password", Convert.ToHexString(payload[3..]));
                return true;
            case R2000Code.WriteMemory or R2000Code.BlockWriteMemory when payload.Length >= 7:
                fields.Add("password", Convert.ToHexString(payload[..4]));
                AddBank(payload[4..], fields);
                fields.Add("data", Convert.ToHexString(payload[7..]));
                return true;
            case R2000Code.FastSwitchInventory:
                return TryAddFastSwitch(payload, fields);
            case R2000Code.SessionInventory when payload.Length is >= 3 and <= 5:
                fields.Add("session", (int)payload[0]);
                fields.Add("target", payload[1] == 0 ? "A" : "B");
                if (payload.Length > 3) fields.Add("selected", (int)payload[2]);
                if (payload.Length > 4) fields.Add("phase", payload[3] != 0);
                fields.Add("repeat", (int)payload[^1]);
                return true;
            default:
                return false;
        }
    }

    private static void AddBank(ReadOnlySpan<byte> payload, FieldList fields)
    {
        fields.Add("bank", (int)payload[0]);
        fields.Add("wordAddress", (int)payload[1]);
        fields.Add("wordCount", (int)payload[2]);
    }

    /// <summary>8A has grown with the firmware: four antennas alone, four or eight with a stay each, eight with session and target.</summary>
    private static bool TryAddFastSwitch(ReadOnlySpan<byte> payload, FieldList fields)
    {
        if (payload.Length == 5)
        {
            fields.Add("antennas", Antennas(payload[..4], step: 1));
            fields.Add("repeat", (int)payload[4]);
            return true;
        }
        int pairs = payload.Length switch { 10 => 4, 18 or 29 => 8, _ => 0 };
        if (pairs == 0) return false;
        fields.Add("antennas", Antennas(payload[..(pairs * 2)], step: 2));
        List<int> stays = [];
        for (int i = 0; i < pairs; i++)
            if (IsPort(payload[2 * i], pairs)) stays.Add(payload[2 * i + 1]);
        fields.Add("stays", stays);
        fields.Add("intervalMs", (int)payload[pairs * 2]);
        if (payload.Length == 29)
        {
            fields.Add("session", (int)payload[22]);
            fields.Add("target", payload[23] == 0 ? "A" : "B");
            fields.Add("phase", payload[27] != 0);
        }
        fields.Add("repeat", (int)payload[^1]);
        return true;
    }

    private static List<int> Antennas(ReadOnlySpan<byte> payload, int step)
    {
        List<int> antennas = [];
        for (int i = 0; i < payload.Length; i += step)
            if (IsPort(payload[i], payload.Length / step)) antennas.Add(payload[i] + 1);
        return antennas;
    }

    private static bool IsPort(byte value, int ports) => value < ports; // anything above skips the slot
}
