using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Readers.Decoding;
using Readers.Frames;

namespace Readers.M100;

/// <summary>Says what each frame of an M100 line means, with either paper's marks.</summary>
public sealed class M100Explainer : IFrameExplainer
{
    public int MaxFrameBytes => M100Codec.MaxFrameBytes;

    public bool CanResynchronize => true;

    public bool IsFrame(ReadOnlySpan<byte> input) =>
        !input.IsEmpty && M100Codec.TryRead(ref input, MarksOf(input[0]), out _) == FrameOutcome.Complete;

    public FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        item = null;
        claimedLength = input.Length > 4 ? M100Codec.LengthOf(input) + M100Codec.OverheadBytes : 0;
        if (input.IsEmpty) return FrameOutcome.NeedMoreData;
        M100Marks marks = MarksOf(input[0]);
        if (input[0] != marks.Header)
        {
            int start = input.IndexOfAny(M100Marks.Standard.Header, M100Marks.R200.Header);
            input = start < 0 ? default : input[start..];
            return FrameOutcome.Noise;
        }
        ReadOnlySpan<byte> before = input;
        FrameOutcome outcome = M100Codec.TryRead(ref input, marks, out M100Frame frame);
        if (outcome == FrameOutcome.Complete) item = Explain(frame);
        else if (outcome == FrameOutcome.BadChecksum) item = Damaged(before[..claimedLength]);
        return outcome;
    }

    private static M100Marks MarksOf(byte first) => first == M100Marks.R200.Header ? M100Marks.R200 : M100Marks.Standard;

    private static DecodedItem Damaged(ReadOnlySpan<byte> bytes) => new(0, bytes.Length, DecodedOutcome.BadChecksum)
    {
        Fields = new FieldList { { "check", Convert.ToHexString(bytes[^2..^1]) }, { "checkExpected", M100Codec.CheckOf(bytes[1..^2]).ToString("X2", CultureInfo.InvariantCulture) } },
    };

    private static DecodedItem Explain(in M100Frame frame)
    {
        FieldList fields = [];
        List<DecodedTag> tags = [];
        DecodedError? error = null;
        if (frame.Type == M100Type.Notice) AddNotice(frame.Parameter, fields, tags);
        else if (frame is { Type: M100Type.Response, Code: M100Code.Error }) error = AddError(frame.Parameter, fields, tags);
        else if (!frame.Parameter.IsEmpty && !TryAdd(frame, fields, tags)) fields.Add("parameter", Convert.ToHexString(frame.Parameter));
        return new DecodedItem(0, 0, DecodedOutcome.Frame)
        {
            Code = ((byte)frame.Code).ToString("X2", CultureInfo.InvariantCulture),
            Name = Enum.GetName(frame.Code),
            Direction = frame.Type == M100Type.Command ? FrameDirection.Command : FrameDirection.Reply,
            Tags = tags,
            Error = error,
            Fields = fields,
        };
    }

    private static void AddNotice(ReadOnlySpan<byte> parameter, FieldList fields, List<DecodedTag> tags)
    {
        if (!M100Notice.TryParse(parameter, out M100Notice notice))
        {
            fields.Add("parameter", Convert.ToHexString(parameter));
            return;
        }
        tags.Add(new DecodedTag(Convert.ToHexString(notice.Epc), null, notice.RssiDbm, null, Word(notice.ProtocolControl), 1));
        fields.Add("tagCrc", Word(notice.TagCrc));
        fields.Add("tagCrcFits", notice.IsSound);
    }

    /// <summary>Code, then for access errors the tag concerned: length of PC and EPC, PC, EPC.</summary>
    private static DecodedError AddError(ReadOnlySpan<byte> parameter, FieldList fields, List<DecodedTag> tags)
    {
        if (parameter.IsEmpty) return new DecodedError("", "Unknown");
        if (parameter.Length > 1 && !TryAddTag(parameter[1..], tags, out _)) fields.Add("parameter", Convert.ToHexString(parameter));
        return new DecodedError(parameter[0].ToString("X2", CultureInfo.InvariantCulture), M100Error.NameOf(parameter[0]));
    }

    private static bool TryAddTag(ReadOnlySpan<byte> bytes, List<DecodedTag> tags, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (bytes.IsEmpty || bytes[0] < 2 || bytes.Length < 1 + bytes[0]) return false;
        ReadOnlySpan<byte> tag = bytes.Slice(1, bytes[0]);
        rest = bytes[(1 + bytes[0])..];
        tags.Add(new DecodedTag(Convert.ToHexString(tag[2..]), null, null, null, Word(BinaryPrimitives.ReadUInt16BigEndian(tag)), 1));
        return true;
    }

    private static bool TryAdd(in M100Frame frame, FieldList fields, List<DecodedTag> tags)
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
            default:
                if (command || parameter is not [0]) return false;
                fields.Add("result", "Ok");
                return true;
        }
    }

    private static string Word(ushort word) => word.ToString("X4", CultureInfo.InvariantCulture);
}
