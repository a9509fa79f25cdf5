using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>What a reader says to a client that connects.</summary>
public enum LlrpConnectionStatus : ushort
{
    Success = 0,
    ReaderInitiatedConnectionExists = 1,
    ClientInitiatedConnectionExists = 2,
    FailedForOtherReason = 3,
    AnotherConnectionAttempted = 4,
}

/// <summary>Looks into event notifications.</summary>
internal static class LlrpEvents
{
    /// <param name="body">Of a READER_EVENT_NOTIFICATION.</param>
    /// <returns>Null when the notification is about something else.</returns>
    public static LlrpConnectionStatus? ConnectionAttempt(ReadOnlySpan<byte> body)
    {
        LlrpParameters outer = new(body);
        if (!outer.MoveTo(LlrpParameterType.ReaderEventNotificationData)) return null;
        LlrpParameters events = new(outer.Value);
        return events.MoveTo(LlrpParameterType.ConnectionAttemptEvent) && events.Value.Length >= 2
            ? (LlrpConnectionStatus)BinaryPrimitives.ReadUInt16BigEndian(events.Value)
            : null;
    }
}
