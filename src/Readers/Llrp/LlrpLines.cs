using Readers.Contacts;

namespace Readers.Llrp;

/// <summary>Looks after the reader's electrical inputs and outputs while the driver waits for reads.</summary>
/// <remarks>A reader tells changes by itself; now and then the levels are asked, so that a lost event is not missed for good and their age is known.</remarks>
internal sealed class LlrpLines(LlrpConnection connection, LlrpInbox inbox, int inputs, OutputDuty outputs, TimeProvider time)
{
    private const byte InputLevels = 9;
    private static readonly TimeSpan s_askEvery = TimeSpan.FromSeconds(1), s_longestWait = TimeSpan.FromMilliseconds(250);
    private long? _askedAt;

    /// <summary>Hands on what comes, for some of the time that is left.</summary>
    public async ValueTask ListenAsync(TimeSpan left, CancellationToken ct)
    {
        await TendAsync(ct);
        await connection.ListenAsync(left < s_longestWait ? left : s_longestWait, ct);
    }

    public async ValueTask TendAsync(CancellationToken ct)
    {
        if (outputs.IsNews) await outputs.CarryOutAsync(WriteAsync, ct);
        if (inputs == 0 || (_askedAt is { } asked && time.GetElapsedTime(asked) < s_askEvery)) return;
        _askedAt = time.GetTimestamp();
        LlrpReply levels = await connection.RequestAsync(
            connection.Writer.Begin(LlrpMessageType.GetReaderConfig).U16(0).U8(InputLevels).U16(0).U16(0), ct);
        await inbox.TakeInputsAsync(levels.Body, ct);
    }

    /// <inheritdoc cref="OutputDuty.LeaveAsync"/>
    public ValueTask LeaveAsync() => outputs.LeaveAsync(WriteAsync);

    private async ValueTask<string?> WriteAsync(byte line, bool high, CancellationToken ct)
    {
        LlrpReply reply = await connection.RequestAsync(LlrpRequests.SetOutput(connection.Writer, line, high), ct);
        return reply.IsOk ? null : $"The reader does not take the level of output {line}: {reply}";
    }
}
