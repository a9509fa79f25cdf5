using System.Buffers.Binary;
using System.Text;

namespace Readers.Llrp;

/// <summary>How a request went, as the reader says.</summary>
/// <param name="Description">The reader's own words, often empty.</param>
public readonly record struct LlrpStatus(LlrpStatusCode Code, string Description)
{
    public override string ToString() => Description.Length == 0 ? $"{Code} ({(int)Code})" : $"{Code} ({(int)Code}): {Description}";

    /// <returns>Null when the message carries no status, or one that cannot be read.</returns>
    public static LlrpStatus? Find(in LlrpMessage message)
    {
        int fixedBytes = message.Type == LlrpMessageType.GetSupportedVersionResponse ? 2 : 0;
        if (message.Type == LlrpMessageType.CustomMessage) fixedBytes = 5;
        if (message.Body.Length < fixedBytes) return null;
        LlrpParameters parameters = new(message.Body[fixedBytes..]);
        return parameters.MoveTo(LlrpParameterType.LlrpStatus) ? Parse(parameters.Value) : null;
    }

    private static LlrpStatus? Parse(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        return value.Length < 4 + length
            ? null
            : new LlrpStatus((LlrpStatusCode)BinaryPrimitives.ReadUInt16BigEndian(value), Encoding.UTF8.GetString(value.Slice(4, length)));
    }
}
