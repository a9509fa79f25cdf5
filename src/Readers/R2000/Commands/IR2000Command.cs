namespace Readers.R2000.Commands;

/// <summary>What the host asks for: a code and how its data are written.</summary>
public interface IR2000Command
{
    R2000Code Code { get; }

    /// <param name="destination">At least <see cref="R2000Codec.MaxPayloadBytes"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    int WritePayload(Span<byte> destination);
}

/// <summary>A command with one reply frame of a known shape.</summary>
public interface IR2000Command<TReply> : IR2000Command
{
    /// <returns>False when the payload has not the shape of this reply; one byte may then be an error code.</returns>
    bool TryParseReply(ReadOnlySpan<byte> payload, out TReply? reply);
}

/// <summary>A command that the reader answers with a result code alone.</summary>
public interface IR2000Setting : IR2000Command<R2000Result>
{
    bool IR2000Command<R2000Result>.TryParseReply(ReadOnlySpan<byte> payload, out R2000Result reply)
    {
        reply = payload.Length == 1 ? (R2000Result)payload[0] : default;
        return payload.Length == 1;
    }
}
