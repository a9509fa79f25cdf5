namespace Readers.Llrp;

/// <summary>What is ours on the reader: one ROSpec, and with it the AccessSpec that reads chip identities. Everything else is left alone.</summary>
internal sealed class LlrpOwnSpecs(
    LlrpConnection connection, LlrpLines lines, LlrpOptions options, LlrpDevice device, FaultLog faults, TimeProvider time)
{
    private bool? _readsTid;

    private uint Id => options.RoSpecId;

    private LlrpWriter Writer => connection.Writer;

    /// <summary>From now on every tag of our ROSpec is asked for its chip identity while it is in hand, or no longer.</summary>
    public async ValueTask ReadTidAsync(bool wanted, CancellationToken ct)
    {
        if (_readsTid == wanted) return;
        _readsTid = wanted;
        await RequestAsync(LlrpMessageType.DeleteAccessspec, ct); // of an earlier session, if it was left; the answer is an error when there is none
        if (!wanted) return;
        LlrpReply reply = await connection.RequestAsync(LlrpAccessRequests.AddAccessSpec(Writer, Id, port: 0, tid: null, LlrpAccessOperation.Tid), ct);
        if (reply.IsOk) reply = await RequestAsync(LlrpMessageType.EnableAccessspec, ct);
        if (!reply.IsOk)
            await faults.ReportAsync(ReaderTrouble.Unsupported, "unsupported-tid", $"The reader refuses to read chip identities ({reply}); reads come without them.", null, ct);
    }

    /// <summary>Puts our ROSpec in place of the one before it.</summary>
    public async ValueTask<LlrpReply> PlaceAsync(LlrpPlan plan, CancellationToken ct)
    {
        await RequestAsync(LlrpMessageType.DeleteRospec, ct); // the answer is an error when there is none
        LlrpReply added = await connection.RequestAsync(LlrpRequests.AddRoSpec(Writer, options, plan, device), ct);
        return added.IsOk ? await RequestAsync(LlrpMessageType.EnableRospec, ct) : added;
    }

    /// <summary>The same; where the reader refuses, says so and tries again until it takes it.</summary>
    public async ValueTask InsistAsync(LlrpPlan plan, CancellationToken ct)
    {
        LlrpReply placed;
        while (!(placed = await PlaceAsync(plan, ct)).IsOk)
        {
            await faults.ReportAsync(ReaderTrouble.SettingRefused, "rospec-refused",
                $"The reader refuses our ROSpec ({placed}). Another program's ROSpec may hold its place: end that program or delete its ROSpec.", null, ct);
            long refused = time.GetTimestamp();
            while (time.GetElapsedTime(refused) < options.RetryRefused)
                await lines.ListenAsync(options.RetryRefused - time.GetElapsedTime(refused), ct);
        }
    }

    /// <returns>False when the reader does not start, which is said.</returns>
    public async ValueTask<bool> StartAsync(CancellationToken ct)
    {
        LlrpReply started = await RequestAsync(LlrpMessageType.StartRospec, ct);
        if (!started.IsOk) await faults.ReportAsync(ReaderTrouble.SettingRefused, "start-refused", $"The reader does not start to read: {started}", null, ct);
        return started.IsOk;
    }

    public async ValueTask StopAsync(CancellationToken ct) => await RequestAsync(LlrpMessageType.StopRospec, ct);

    /// <summary>
    /// Takes away what the access of an earlier session has left when its line was cut: a reader that keeps one ROSpec only would refuse every other
    /// one for ever. The answers are errors when there is nothing.
    /// </summary>
    public async ValueTask RemoveAccessAsync(CancellationToken ct)
    {
        await connection.RequestAsync(Writer.Begin(LlrpMessageType.DeleteAccessspec).U32(LlrpAccess.SpecIdOf(options)), ct);
        await connection.RequestAsync(Writer.Begin(LlrpMessageType.DeleteRospec).U32(LlrpAccess.SpecIdOf(options)), ct);
    }

    /// <summary>Leaves nothing of ours behind.</summary>
    public async ValueTask RemoveAsync(CancellationToken ct)
    {
        await StopAsync(ct);
        await RequestAsync(LlrpMessageType.DeleteRospec, ct);
        await ReadTidAsync(false, ct);
    }

    private ValueTask<LlrpReply> RequestAsync(LlrpMessageType type, CancellationToken ct) => connection.RequestAsync(Writer.Begin(type).U32(Id), ct);
}
