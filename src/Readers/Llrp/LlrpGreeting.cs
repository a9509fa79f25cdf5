using Readers.Frames;
using Readers.Transports;

namespace Readers.Llrp;

/// <summary>A reader says first whether it takes a client; until then the client stays silent (LLRP 1.0.1, section 9.1).</summary>
internal static class LlrpGreeting
{
    /// <summary>Listens, on a connection that nobody else reads, until the reader has said it.</summary>
    /// <returns>False when whoever is there closes the connection or speaks something else.</returns>
    /// <exception cref="ReaderLostException">"busy": another client has the reader. "turned-away": it takes nobody, for a reason of its own.</exception>
    public static async ValueTask<bool> WaitAsync(IByteTransport line, CancellationToken ct)
    {
        ReceiveBuffer input = new(4096);
        while (true)
        {
            int count = await line.ReadAsync(input.Free(), ct);
            if (count == 0) return false;
            input.Received(count);
            FrameOutcome outcome;
            while ((outcome = TryTake(input, out LlrpConnectionStatus? status)) == FrameOutcome.Complete)
            {
                if (status is null or LlrpConnectionStatus.AnotherConnectionAttempted) continue;
                return Refusal(line.Name, status.Value) is { } refusal ? throw refusal : true;
            }
            if (outcome == FrameOutcome.Noise) return false;
        }
    }

    /// <returns>Null when the client is accepted.</returns>
    public static ReaderLostException? Refusal(string name, LlrpConnectionStatus status) => status switch
    {
        LlrpConnectionStatus.Success => null,
        LlrpConnectionStatus.ClientInitiatedConnectionExists or LlrpConnectionStatus.ReaderInitiatedConnectionExists => new ReaderLostException(
            "busy", $"{name} is in use by another client; end that one, or wait until the reader notices that it is gone."),
        _ => new ReaderLostException("turned-away", $"{name} takes no client at all ({status}); see its own page, and restart it."),
    };

    private static FrameOutcome TryTake(ReceiveBuffer input, out LlrpConnectionStatus? status)
    {
        ReadOnlySpan<byte> unread = input.Unread;
        FrameOutcome outcome = LlrpCodec.TryRead(ref unread, out LlrpMessage message);
        status = outcome == FrameOutcome.Complete && message.Type == LlrpMessageType.ReaderEventNotification
            ? LlrpEvents.ConnectionAttempt(message.Body)
            : null;
        input.Consume(input.Count - unread.Length);
        return outcome;
    }
}
