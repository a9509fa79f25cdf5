using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Readers.Decoding;

namespace Readers.M100;

/// <summary>What commands and responses say, field by field, for decoding. A layout that is not known stays hexadecimal.</summary>
internal static class M100Fields
{
    private static readonly int[] s_mixerGainsDb = [0, 3, 6, 9, 12, 15, 16], s_ifGainsDb = [12, 18, 21, 24, 27, 30, 36, 40];

    public static bool TryAdd(in M100Frame frame, FieldList fields, List<DecodedTag> tags)
    {
        ReadOnlySpan<byte> parameter = frame.Parameter;
        bool command = frame.Type == M100Type.Command;
        switch (frame.Code)
        {
            case M100Code.GetModuleInfo:
                fields.Add("about", parameter[0] switch { 0 => "hardware", 1 => "software", 2 => "maker", _ => "unknown" });
                if (parameter.Length > 1) fields.Add("text", Encoding.ASCII.GetString(parameter[1..]));
                return true;
            case M100Code.SetRegion when command && parameter.Length == 1:
            case M100Code.GetRegion when !command && parameter.Length == 1:
                fields.Add("region", M100Channels.NameOf(parameter[0]));
                return true;
            case M100Code.SetPower when command && parameter.Length == 2:
            case M100Code.GetPower when !command && parameter.Length == 2:
                fields.Add("powerDbm", BinaryPrimitives.ReadUInt16BigEndian(parameter) / 100.0);
                return true;
            case M100Code.SetQuery when command && parameter.Length == 2:
            case M100Code.GetQuery when !command && parameter.Length == 2:
                M100Query query = M100Query.Parse(BinaryPrimitives.ReadUInt16BigEndian(parameter));
                fields.Add("session", (int)query.Session);
                fields.Add("target", query.TargetB ? "B" : "A");
                fields.Add("q", (int)query.Q);
                return true;
            case M100Code.SetSelect when command && parameter.Length >= 7:
            case M100Code.GetSelect when !command && parameter.Length >= 7:
                fields.Add("target", parameter[0] >> 5);
                fields.Add("action", parameter[0] >> 2 & 7);
                fields.Add("bank", parameter[0] & 3);
                fields.Add("pointerBits", (long)BinaryPrimitives.ReadUInt32BigEndian(parameter[1..]));
                fields.Add("maskBits", (int)parameter[5]);
                fields.Add("truncate", parameter[6] != 0);
                fields.Add("mask", Convert.ToHexString(parameter[7..]));
                return true;
            case M100Code.MultiPoll when command && parameter.Length == 3:
                fields.Add("count", (int)BinaryPrimitives.ReadUInt16BigEndian(parameter[1..]));
                return true;
            case M100Code.ReadMemory or M100Code.WriteMemory when command && parameter.Length >= 9:
                fields.Add("password", Convert.ToHexString(parameter[..4]));
                fields.Add("bank", (int)parameter[4]);
                fields.Add("wordAddress", (int)BinaryPrimitives.ReadUInt16BigEndian(parameter[5..]));
                fields.Add("wordCount", (int)BinaryPrimitives.ReadUInt16BigEndian(parameter[7..]));
                if (parameter.Length > 9) fields.Add("data", Convert.ToHexString(parameter[9..]));
                return true;
            case M100Code.ReadMemory or M100Code.WriteMemory when TryAddTag(parameter, tags, out ReadOnlySpan<byte> data):
                fields.Add(frame.Code == M100Code.ReadMemory ? "data" : "result", Convert.ToHexString(data));
                return true;
            case M100Code.SetBaudRate when command && parameter.Length == 2:
                fields.Add("baudRate", BinaryPrimitives.ReadUInt16BigEndian(parameter) * 100);
                return true;
            case M100Code.SetAutoHopping or M100Code.SetCarrier when command && parameter.Length == 1:
                fields.Add("on", parameter[0] == 0xFF);
                return true;
            case M100Code.SetSelectMode when command && parameter.Length == 1:
                fields.Add("mode", parameter[0] switch { 0 => "always", 1 => "never", 2 => "access", _ => "unknown" });
                return true;
            case M100Code.SetChannel when command && parameter.Length == 1:
            case M100Code.GetChannel when !command && parameter.Length == 1:
                fields.Add("channel", (int)parameter[0]);
                return true;
            case M100Code.SetIdleMinutes when command && parameter.Length == 1:
                fields.Add("minutes", (int)parameter[0]);
                return true;
            case M100Code.Gpio when parameter.Length == 3:
                AddPin(parameter, fields);
                return true;
            case M100Code.InsertChannels when command && parameter.Length == 1 + parameter[0]:
                fields.Add("channels", Numbers(parameter[1..]));
                return true;
            case M100Code.SetDemodulator when command && parameter.Length == 4:
            case M100Code.GetDemodulator when !command && parameter.Length == 4:
                fields.Add("mixerGainDb", At(s_mixerGainsDb, parameter[0]));
                fields.Add("ifGainDb", At(s_ifGainsDb, parameter[1]));
                fields.Add("threshold", Convert.ToHexString(parameter[2..]));
                return true;
            case M100Code.ScanJammer or M100Code.ScanRssi when !command && parameter.Length >= 2:
                fields.Add("firstChannel", (int)parameter[0]);
                fields.Add("lastChannel", (int)parameter[1]);
                fields.Add("channelsDbm", Strengths(parameter[2..]));
                return true;
            default:
                if (command || parameter is not [0]) return false;
                fields.Add("result", "Ok");
                return true;
        }
    }

    /// <summary>Length of PC and EPC, PC, EPC; what follows them is the rest.</summary>
    public static bool TryAddTag(ReadOnlySpan<byte> bytes, List<DecodedTag> tags, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (bytes.IsEmpty || bytes[0] < 2 || bytes.Length < 1 + bytes[0]) return false;
        ReadOnlySpan<byte> tag = bytes.Slice(1, bytes[0]);
        rest = bytes[(1 + bytes[0])..];
        tags.Add(new DecodedTag(Convert.ToHexString(tag[2..]), null, null, null, Word(BinaryPrimitives.ReadUInt16BigEndian(tag)), 1));
        return true;
    }

    public static string Word(ushort word) => word.ToString("X4", CultureInfo.InvariantCulture);

    private static void AddPin(ReadOnlySpan<byte> parameter, FieldList fields)
    {
        fields.Add("operation", parameter[0] switch { 0 => "direction", 1 => "set", 2 => "get", _ => "unknown" });
        fields.Add("pin", (int)parameter[1]);
        fields.Add("value", (int)parameter[2]);
    }

    private static int? At(int[] values, byte code) => code < values.Length ? values[code] : null;

    private static List<string> Numbers(ReadOnlySpan<byte> bytes)
    {
        List<string> numbers = [];
        foreach (byte one in bytes) numbers.Add(one.ToString(CultureInfo.InvariantCulture));
        return numbers;
    }

    private static List<string> Strengths(ReadOnlySpan<byte> bytes)
    {
        List<string> strengths = [];
        foreach (byte one in bytes) strengths.Add(((sbyte)one).ToString(CultureInfo.InvariantCulture));
        return strengths;
    }
}
