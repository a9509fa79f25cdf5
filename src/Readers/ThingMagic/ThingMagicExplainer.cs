using System.Globalization;
using Readers.Decoding;
using Readers.Frames;

namespace Readers.ThingMagic;

/// <summary>Says what each frame of a ThingMagic line means. A reply is two bytes longer than a command that says the same length:
/// the reading whose CRC fits is the one, the command's first.</summary>
public sealed class ThingMagicExplainer : IFrameExplainer
{
    public int MaxFrameBytes => ThingMagicCodec.MaxFrameBytes;

    public bool CanResynchronize => true;

    public bool IsFrame(ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> again = input;
        return ThingMagicCodec.TryReadCommand(ref input, out _) == FrameOutcome.Complete
            || ThingMagicCodec.TryReadReply(ref again, out _) == FrameOutcome.Complete;
    }

    public FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        item = null;
        claimedLength = input.Length > 1 ? input[1] + ThingMagicCodec.ReplyOverhead : 0;
        ReadOnlySpan<byte> before = input, again = input;
        FrameOutcome outcome = ThingMagicCodec.TryReadCommand(ref again, out ThingMagicCommand command);
        if (outcome == FrameOutcome.Complete)
        {
            item = Explain(command);
            input = again;
            return outcome;
        }
        outcome = ThingMagicCodec.TryReadReply(ref input, out ThingMagicReply reply);
        if (outcome == FrameOutcome.Complete) item = Explain(reply);
        else if (outcome == FrameOutcome.BadChecksum) item = Damaged(before[..claimedLength]);
        return outcome;
    }

    public FrameOutcome TryExplainAtEnd(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        ReadOnlySpan<byte> before = input;
        FrameOutcome outcome = TryExplain(ref input, out claimedLength, out item);
        if (outcome != FrameOutcome.NeedMoreData || before.Length < 2) return outcome;
        int asCommand = before[1] + ThingMagicCodec.CommandOverhead;
        if (before.Length < asCommand) return outcome;
        claimedLength = asCommand; // too short for a reply, and as a command its check does not fit
        item = Damaged(before[..asCommand]);
        input = before[1..];
        return FrameOutcome.BadChecksum;
    }

    private static DecodedItem Damaged(ReadOnlySpan<byte> bytes) => new(0, bytes.Length, DecodedOutcome.BadChecksum)
    {
        Fields = new FieldList
        {
            { "check", Convert.ToHexString(bytes[^2..]) },
            { "checkExpected", ThingMagicCrc.Compute(bytes[1..^2]).ToString("X4", CultureInfo.InvariantCulture) },
        },
    };

    private static DecodedItem Explain(in ThingMagicCommand command)
    {
        FieldList fields = [];
        ThingMagicFields.AddCommand(command, fields);
        return Item(command.Opcode, FrameDirection.Command) with { Fields = fields };
    }

    private static DecodedItem Explain(in ThingMagicReply reply)
    {
        FieldList fields = [];
        List<DecodedTag> tags = [];
        ThingMagicFields.AddReply(reply, fields, tags);
        return Item(reply.Opcode, FrameDirection.Reply) with
        {
            Fields = fields,
            Tags = tags,
            Error = reply.Status == ThingMagicStatus.Success
                ? null
                : new DecodedError(((ushort)reply.Status).ToString("X4", CultureInfo.InvariantCulture), Enum.GetName(reply.Status) ?? "Unknown"),
        };
    }

    private static DecodedItem Item(ThingMagicOpcode opcode, FrameDirection direction) => new(0, 0, DecodedOutcome.Frame)
    {
        Code = ((byte)opcode).ToString("X2", CultureInfo.InvariantCulture),
        Name = Enum.GetName(opcode),
        Direction = direction,
    };
}
