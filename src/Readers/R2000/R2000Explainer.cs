using System.Globalization;
using Readers.Decoding;
using Readers.Frames;

namespace Readers.R2000;

/// <summary>Says what each frame of an R2000-class line means, whichever side sent it.</summary>
/// <remarks>
/// Commands and replies share one layout and one code. Most are told apart by their length; where both are one byte, a byte that
/// is a result code counts as a reply, except in a stream that has shown commands and where none is waiting for this answer.
/// </remarks>
public sealed class R2000Explainer : IFrameExplainer
{
    private R2000Code? _asked;
    private bool _hasSeenCommands;

    public int MaxFrameBytes => R2000Codec.MaxFrameBytes;

    public bool CanResynchronize => true;

    public bool IsFrame(ReadOnlySpan<byte> input) => R2000Codec.TryRead(ref input, out _) == FrameOutcome.Complete;

    public FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        ReadOnlySpan<byte> before = input;
        FrameOutcome outcome = R2000Codec.TryRead(ref input, out R2000Frame frame);
        claimedLength = before.Length > 1 ? before[1] + 2 : 0;
        item = outcome switch
        {
            FrameOutcome.Complete => Explain(frame),
            FrameOutcome.BadChecksum => Damaged(before[..claimedLength]),
            _ => null,
        };
        return outcome;
    }

    private static DecodedItem Damaged(ReadOnlySpan<byte> bytes) => new(0, bytes.Length, DecodedOutcome.BadChecksum)
    {
        Fields = new FieldList { { "check", bytes[^1].ToString("X2", CultureInfo.InvariantCulture) }, { "checkExpected", R2000Codec.CheckOf(bytes[..^1]).ToString("X2", CultureInfo.InvariantCulture) } },
    };

    private DecodedItem Explain(in R2000Frame frame)
    {
        bool reply = IsReply(frame.Code, frame.Payload) ?? Guess(frame);
        FieldList fields = new() { { "address", (int)frame.Address } };
        List<DecodedTag> tags = [];
        DecodedError? error = null;
        if (reply) R2000ReplyFields.Add(frame, fields, tags, out error);
        else R2000CommandFields.Add(frame, fields);
        Remember(frame, reply, tags.Count);
        return new DecodedItem(0, 0, DecodedOutcome.Frame)
        {
            Code = ((byte)frame.Code).ToString("X2", CultureInfo.InvariantCulture),
            Name = Enum.GetName(frame.Code),
            Direction = reply ? FrameDirection.Reply : FrameDirection.Command,
            Tags = tags,
            Error = error,
            Fields = fields,
        };
    }

    private bool Guess(in R2000Frame frame)
    {
        bool asked = _asked == frame.Code;
        ReadOnlySpan<byte> payload = frame.Payload;
        if (payload.Length == 1)
            return (asked || !_hasSeenCommands) && (R2000Results.IsKnown(payload[0]) || (asked && frame.Code == R2000Code.GetReturnLoss));
        // Left are rounds: a fast-switch command that could also be a tag, and a session command as long as an old end frame.
        return frame.Code == R2000Code.FastSwitchInventory
            ? asked || !_hasSeenCommands
            : asked || payload is not [<= 3, <= 1, <= 3, <= 1, _];
    }

    private void Remember(in R2000Frame frame, bool reply, int tags)
    {
        if (!reply)
        {
            _asked = frame.Code;
            _hasSeenCommands = true;
        }
        else if (_asked == frame.Code && tags == 0)
        {
            _asked = null; // an answer, or the end of a round
        }
    }

    /// <returns>Null when the length alone does not say.</returns>
    private static bool? IsReply(R2000Code code, ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return false;
        switch (code)
        {
            case R2000Code.ReadGpio or R2000Code.GetAntennaDetector or R2000Code.GetIdentifier or R2000Code.GetLinkProfile
                or R2000Code.GetFirmware or R2000Code.GetWorkAntenna or R2000Code.GetPower or R2000Code.GetRegion
                or R2000Code.GetTemperature or R2000Code.GetDrmMode or R2000Code.GetEpcMatch or R2000Code.GetFastTid
                or R2000Code.GetBuffer or R2000Code.GetAndClearBuffer or R2000Code.CountBuffer or R2000Code.ClearBuffer
                or R2000Code.Reset:
                return true;
            case R2000Code.WriteGpio or R2000Code.SetIdentifier or R2000Code.SetRegion or R2000Code.Lock or R2000Code.Kill:
                return payload.Length == 1;
            case R2000Code.InventoryToBuffer or R2000Code.RealTimeInventory:
                return payload.Length > 1 ? true : null;
            case R2000Code.SetPower or R2000Code.SetEpcMatch:
                return payload.Length > 1 ? false : null;
            case R2000Code.ReadMemory:
                return payload.Length is 1 or > 8;
            case R2000Code.WriteMemory or R2000Code.BlockWriteMemory:
                return payload.Length == 1 || (payload.Length >= 6 && payload.Length == payload[2] + 6);
            case R2000Code.FastSwitchInventory:
                if (payload.Length is not (5 or 10 or 18 or 29)) return true;
                return R2000InventoryMessage.Parse(code, payload).Kind == R2000InventoryKind.Malformed ? false : null;
            case R2000Code.SessionInventory:
                return payload.Length switch { 3 or 4 => false, 1 or > 5 => true, _ => null };
            default:
                return payload.Length == 1 ? null : false;
        }
    }
}
