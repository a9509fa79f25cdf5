using System.Globalization;
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
        else if (!frame.Parameter.IsEmpty && !M100Fields.TryAdd(frame, fields, tags)) fields.Add("parameter", Convert.ToHexString(frame.Parameter));
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
        tags.Add(new DecodedTag(Convert.ToHexString(notice.Epc), null, notice.RssiDbm, null, M100Fields.Word(notice.ProtocolControl), 1));
        fields.Add("tagCrc", M100Fields.Word(notice.TagCrc));
        fields.Add("tagCrcFits", notice.IsSound);
    }

    /// <summary>Code, then for access errors the tag concerned: length of PC and EPC, PC, EPC.</summary>
    private static DecodedError AddError(ReadOnlySpan<byte> parameter, FieldList fields, List<DecodedTag> tags)
    {
        if (parameter.IsEmpty) return new DecodedError("", "Unknown");
        if (parameter.Length > 1 && !M100Fields.TryAddTag(parameter[1..], tags, out _)) fields.Add("parameter", Convert.ToHexString(parameter));
        return new DecodedError(parameter[0].ToString("X2", CultureInfo.InvariantCulture), M100Error.NameOf(parameter[0]));
    }
}
