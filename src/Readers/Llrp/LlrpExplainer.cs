using System.Buffers.Binary;
using System.Globalization;
using Readers.Decoding;
using Readers.Frames;

namespace Readers.Llrp;

/// <summary>Says what each LLRP message means, with its parameters as a tree.</summary>
/// <remarks>
/// A client that loses the frame boundary closes the connection; for a recording the search goes on at the next header with a
/// known type and a possible length.
/// </remarks>
public sealed class LlrpExplainer : IFrameExplainer
{
    public int MaxFrameBytes => LlrpCodec.MaxMessageBytes;

    public bool CanResynchronize => true;

    public bool IsFrame(ReadOnlySpan<byte> input) => IsKnown(input) && LlrpCodec.TryRead(ref input, out _) == FrameOutcome.Complete;

    public FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        item = null;
        claimedLength = (int)Math.Min(LlrpCodec.LengthOf(input), LlrpCodec.MaxMessageBytes);
        if (input.Length >= 2 && !IsKnown(input))
        {
            input = input[1..];
            return FrameOutcome.Noise;
        }
        FrameOutcome outcome = LlrpCodec.TryRead(ref input, out LlrpMessage message);
        if (outcome == FrameOutcome.Complete) item = Explain(message);
        return outcome;
    }

    private static bool IsKnown(ReadOnlySpan<byte> input) => input.Length >= 2 && Enum.IsDefined(LlrpCodec.TypeOf(input));

    private static DecodedItem Explain(in LlrpMessage message)
    {
        FieldList fields = new() { { "version", message.Version == 1 ? "1.0.1" : "1.1" }, { "messageId", (long)message.Id } };
        LlrpFields.TryAdd(LlrpSchema.LayoutOf(message.Type), message.Body, fields);
        return new DecodedItem(0, 0, DecodedOutcome.Frame)
        {
            Code = ((int)message.Type).ToString(CultureInfo.InvariantCulture),
            Name = message.Type == LlrpMessageType.CustomMessage ? CustomName(message.Body) : LlrpSchema.NameOf(message.Type),
            Direction = DirectionOf(message),
            Tags = message.Type == LlrpMessageType.RoAccessReport ? Tags(message.Body) : [],
            Error = ErrorOf(message),
            Fields = fields,
        };
    }

    private static FrameDirection DirectionOf(in LlrpMessage message) => message.Type switch
    {
        LlrpMessageType.CustomMessage => message.Body is [_, _, _, _, 22, ..] ? FrameDirection.Reply : FrameDirection.Command,
        LlrpMessageType.CloseConnection or LlrpMessageType.KeepaliveAck or LlrpMessageType.GetReport
            or LlrpMessageType.EnableEventsAndReports or LlrpMessageType.GetSupportedVersion or LlrpMessageType.SetProtocolVersion =>
            FrameDirection.Command,
        LlrpMessageType.GetReaderCapabilities or LlrpMessageType.GetReaderConfig or LlrpMessageType.SetReaderConfig => FrameDirection.Command,
        >= LlrpMessageType.AddRospec and <= LlrpMessageType.GetRospecs => FrameDirection.Command,
        >= LlrpMessageType.AddAccessspec and <= LlrpMessageType.GetAccessspecs => FrameDirection.Command,
        _ => FrameDirection.Reply,
    };

    private static string? CustomName(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5 || BinaryPrimitives.ReadUInt32BigEndian(body) != LlrpDevice.Impinj) return "CUSTOM_MESSAGE";
        return body[4] switch
        {
            21 => "IMPINJ_ENABLE_EXTENSIONS",
            22 => "IMPINJ_ENABLE_EXTENSIONS_RESPONSE",
            _ => "CUSTOM_MESSAGE",
        };
    }

    private static List<DecodedTag> Tags(ReadOnlySpan<byte> body)
    {
        List<DecodedTag> tags = [];
        while (LlrpTagData.TryReadNext(ref body, out LlrpTagData tag, out ReadOnlySpan<byte> parameters))
        {
            if (!tag.IsWhole && tag.Epc.LengthBytes == 0 && !tag.EpcTooLong) continue; // it broke off before its number
            tags.Add(new DecodedTag(
                tag.EpcTooLong ? LongEpc(parameters) : tag.Epc.ToString(),
                tag.Antenna == 0 ? null : tag.Antenna,
                tag.RssiCentiDbm == short.MinValue ? null : tag.RssiCentiDbm / 100.0,
                null, // a channel number; its frequency stands in the capabilities
                tag.ProtocolControl < 0 ? null : tag.ProtocolControl.ToString("X4", CultureInfo.InvariantCulture),
                tag.SeenCount));
        }
        return tags;
    }

    private static string LongEpc(ReadOnlySpan<byte> tag)
    {
        LlrpParameters parameters = new(tag);
        return parameters.MoveTo(LlrpParameterType.EpcData) ? Convert.ToHexString(parameters.Value[2..]) : "";
    }

    /// <summary>A status other than success, or a connection that the reader refuses.</summary>
    private static DecodedError? ErrorOf(in LlrpMessage message)
    {
        if (message.Type == LlrpMessageType.ReaderEventNotification)
        {
            return LlrpEvents.ConnectionAttempt(message.Body) is { } attempt && attempt != LlrpConnectionStatus.Success
                ? new DecodedError(((int)attempt).ToString(CultureInfo.InvariantCulture), Enum.GetName(attempt) ?? "Unknown")
                : null;
        }
        if (LlrpStatus.Find(message) is not { } status || status.Code == LlrpStatusCode.Success) return null;
        return new DecodedError(((int)status.Code).ToString(CultureInfo.InvariantCulture), Enum.GetName(status.Code) ?? "Unknown");
    }
}
