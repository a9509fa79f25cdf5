using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;

namespace Readers.Llrp;

/// <summary>What a reader sends by itself, turned into reads, listening periods, inputs and faults.</summary>
internal sealed class LlrpInbox(
    LlrpConnection connection, ChannelWriter<ReaderEvent> events, FaultLog faults, uint roSpecId, ReaderStatistics statistics, TimeProvider time)
{
    /// <summary>A reader repeats an exception while it lasts, about every second.</summary>
    private static readonly TimeSpan s_exceptionLasts = TimeSpan.FromSeconds(3);

    private readonly Dictionary<byte, int> _reads = [];
    private LlrpPlan? _plan;
    private CountProgress? _count;
    private DateTimeOffset _turnStarted, _runStarted;
    private long? _exceptionAt;
    private uint _accessId;
    private List<LlrpAccessResult>? _access;
    private bool _lostReports, _specEventsSeen, _running;

    /// <summary>What the reader said about the connection; null before it has.</summary>
    public LlrpConnectionStatus? Connected { get; private set; }

    /// <summary>Our ROSpec has come to its end.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Makes reads of what is reported.</summary>
    public LlrpReport Report { get; set; } = LlrpReport.WithoutChannels;

    /// <summary>The ROSpec of an access has come to its end.</summary>
    public bool AccessHasEnded { get; private set; }

    /// <summary>What is told under this ROSpec goes to the list.</summary>
    /// <param name="results">Null: to nobody.</param>
    public void WatchAccess(uint roSpec, List<LlrpAccessResult>? results) => (_accessId, _access, AccessHasEnded) = (roSpec, results, false);

    /// <summary>Watching: from now on our ROSpec is this one, and its ends are listening periods.</summary>
    public void Expect(LlrpPlan plan) => (_plan, _count) = (plan, null);

    /// <summary>Counting: what is heard from now on belongs to the step that begins.</summary>
    public void BeginStep(CountProgress count)
    {
        (_plan, _count, _running, HasEnded, _lostReports, _turnStarted) = (null, count, false, false, false, time.GetUtcNow());
        _reads.Clear();
    }

    /// <summary>The step that was begun is over: the antenna's listening period, where it is certain that it listened.</summary>
    /// <returns>False when it is not.</returns>
    public ValueTask<bool> EndStepAsync(byte port, CancellationToken ct) => EndPeriodAsync(port, _turnStarted, ct);

    public async ValueTask TakeAsync(LlrpMessageType type, uint id, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        switch (type)
        {
            case LlrpMessageType.RoAccessReport:
                if (_access is not null) TakeAccess(body.Span);
                for (int at = 0; TryNextRead(body.Span, ref at) is { } read;)
                {
                    ReaderEvent heard = ReaderEvent.Of(read);
                    if (!events.TryWrite(heard)) await events.WriteAsync(heard, ct);
                }
                break;
            case LlrpMessageType.Keepalive:
                await connection.AnswerAsync(new LlrpWriter().Begin(LlrpMessageType.KeepaliveAck), id, ct);
                break;
            case LlrpMessageType.ReaderEventNotification:
                foreach ((LlrpParameterType Type, byte[] Value) happened in Split(body.Span)) await TakeEventAsync(happened.Type, happened.Value, ct);
                break;
            case LlrpMessageType.ErrorMessage:
                await faults.ReportAsync(ReaderTrouble.SettingRefused, "llrp-error", $"The reader did not understand a message: {Status(body.Span)}", null, ct);
                break;
            default:
                break; // the late answer to a request that was given up
        }
    }

    /// <summary>Levels of the inputs as GET_READER_CONFIG answers them.</summary>
    public async ValueTask TakeInputsAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        foreach (ContactState state in Inputs(body.Span)) await events.WriteAsync(ReaderEvent.Of(state), ct);
    }

    /// <summary>Numbers of the ROSpecs that a GET_ROSPECS_RESPONSE shows running.</summary>
    public static List<uint> ActiveRoSpecs(ReadOnlySpan<byte> body)
    {
        List<uint> active = [];
        LlrpParameters parameters = new(body);
        while (parameters.MoveTo(LlrpParameterType.RoSpec))
            if (parameters.Value is [_, _, _, _, _, 2, ..]) active.Add(BinaryPrimitives.ReadUInt32BigEndian(parameters.Value));
        return active;
    }

    private async ValueTask TakeEventAsync(LlrpParameterType type, byte[] value, CancellationToken ct)
    {
        switch (type)
        {
            case LlrpParameterType.ConnectionAttemptEvent when value.Length >= 2:
                LlrpConnectionStatus status = (LlrpConnectionStatus)BinaryPrimitives.ReadUInt16BigEndian(value);
                if (status != LlrpConnectionStatus.AnotherConnectionAttempted) Connected = status;
                else await faults.ReportAsync(ReaderTrouble.OtherProgram, "second-client", "Another program tried to connect to the reader.", null, ct);
                break;
            case LlrpParameterType.ConnectionCloseEvent:
                throw new ReaderLostException("closed", $"{connection.Name} closed the connection.");
            case LlrpParameterType.GpiEvent when value.Length >= 3:
                ContactState input = new((byte)BinaryPrimitives.ReadUInt16BigEndian(value), value[2] >= 0x80, connection.ReceivedAt);
                await events.WriteAsync(ReaderEvent.Of(input), ct);
                break;
            case LlrpParameterType.RoSpecEvent when value.Length >= 5 && value[0] != 0 && BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(1)) == _accessId:
                AccessHasEnded = true;
                break;
            case LlrpParameterType.RoSpecEvent when value.Length >= 5 && BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(1)) == roSpecId:
                await TakeRoSpecEventAsync(value[0], ct);
                break;
            case LlrpParameterType.AiSpecEvent when value.Length >= 7 && BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(1)) == roSpecId:
                await TakeAiSpecEndAsync(BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(5)), ct);
                break;
            case LlrpParameterType.ReportBufferLevelWarning when value.Length >= 1:
                await faults.ReportAsync(ReaderTrouble.ReadsLost, "buffer", $"The reader's report buffer is {value[0]} % full.", null, ct);
                break;
            case LlrpParameterType.ReportBufferOverflow:
                _lostReports = true;
                await faults.ReportAsync(ReaderTrouble.ReadsLost, "overflow", "The reader's report buffer overflowed: reads were lost.", null, ct);
                break;
            case LlrpParameterType.ReaderException when value.Length >= 2:
                int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(value), value.Length - 2);
                _exceptionAt = time.GetTimestamp();
                await faults.ReportAsync(ReaderTrouble.DeviceError, "reader-exception", $"The reader says: {Encoding.UTF8.GetString(value, 2, length).TrimEnd('.')}.", null, ct);
                break;
            case LlrpParameterType.AntennaEvent when value.Length >= 3:
                byte port = (byte)BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(1));
                if (value[0] == 0) await faults.ReportAsync(ReaderTrouble.NoAntenna, "antenna-disconnected", "No antenna is connected to this port.", port, ct);
                else faults.Clear(port);
                break;
            default:
                break; // hopping, surveys and what other makers add
        }
    }

    private async ValueTask TakeRoSpecEventAsync(byte happened, CancellationToken ct)
    {
        if (happened == 0)
        {
            _turnStarted = _runStarted = connection.ReceivedAt;
            _running = true;
            return;
        }
        if (_count is not null)
        {
            HasEnded |= _running; // else it is the end of the run before, told late
            _running = false;
            return;
        }
        // A reader that sends no AISpec events: all its antennas have listened at some time of the run.
        if (!_specEventsSeen && happened == 1 && _plan is not null)
            foreach (AntennaSettings antenna in _plan.Specs.SelectMany(static spec => spec.Antennas).DistinctBy(static antenna => antenna.Port))
                await EndPeriodAsync(antenna.Port, _runStarted, ct);
        _lostReports = false;
        HasEnded = true;
    }

    private async ValueTask TakeAiSpecEndAsync(ushort index, CancellationToken ct)
    {
        _specEventsSeen = true;
        if (_plan is null || index == 0 || index > _plan.Specs.Count || !_plan.Specs[index - 1].EndsTurn) return;
        foreach (AntennaSettings antenna in _plan.Specs[index - 1].Antennas) await EndPeriodAsync(antenna.Port, _turnStarted, ct);
        _turnStarted = connection.ReceivedAt;
        _lostReports = false;
    }

    private async ValueTask<bool> EndPeriodAsync(byte port, DateTimeOffset startedAt, CancellationToken ct)
    {
        _reads.Remove(port, out int reads);
        // Whether a reader that has just raised an exception really listens, only reads can show.
        bool doubtful = reads == 0 && _exceptionAt is { } at && time.GetElapsedTime(at) < s_exceptionLasts;
        if (_lostReports || doubtful || startedAt == default) return false;
        faults.Clear(port);
        DateTimeOffset endedAt = connection.ReceivedAt < startedAt ? startedAt : connection.ReceivedAt;
        await events.WriteAsync(ReaderEvent.Of(new ListeningPeriod(port, startedAt, endedAt, reads, Counting: _count is not null, _count?.StepDb ?? 0)), ct);
        return true;
    }

    /// <summary>The next read of ours in a report; those of other programs' ROSpecs are not for us.</summary>
    private TagRead? TryNextRead(ReadOnlySpan<byte> body, ref int at)
    {
        ReadOnlySpan<byte> rest = body[at..];
        while (LlrpTagData.TryReadNext(ref rest, out LlrpTagData tag))
        {
            at = body.Length - rest.Length;
            if (!tag.IsWhole) LoseSome();
            if (tag.EpcTooLong || tag.Antenna == 0 || (tag.RoSpecId != 0 && tag.RoSpecId != roSpecId)) continue;
            TagRead read = Report.ToRead(in tag, connection.ReceivedAt);
            statistics.CountRead();
            _count?.Heard(read.Epc);
            _reads[read.AntennaPort] = _reads.GetValueOrDefault(read.AntennaPort) + 1;
            return read;
        }
        if (!rest.IsEmpty) LoseSome();
        at = body.Length;
        return null;

        void LoseSome() // what follows cannot be read
        {
            _lostReports = true;
            statistics.CountBadChecksum();
        }
    }

    private void TakeAccess(ReadOnlySpan<byte> body)
    {
        while (LlrpTagData.TryReadNext(ref body, out LlrpTagData tag, out ReadOnlySpan<byte> parameters))
        {
            if (!tag.IsWhole || tag.RoSpecId != _accessId || tag.EpcTooLong) continue;
            if (LlrpAccessResult.Parse(parameters, in tag) is { } result) _access!.Add(result);
        }
    }

    private static List<(LlrpParameterType Type, byte[] Value)> Split(ReadOnlySpan<byte> body)
    {
        List<(LlrpParameterType, byte[])> happened = [];
        LlrpParameters outer = new(body);
        if (!outer.MoveTo(LlrpParameterType.ReaderEventNotificationData)) return happened;
        LlrpParameters inner = new(outer.Value);
        while (inner.MoveNext()) happened.Add((inner.Type, inner.Value.ToArray()));
        return happened;
    }

    private List<ContactState> Inputs(ReadOnlySpan<byte> body)
    {
        List<ContactState> states = [];
        LlrpParameters parameters = new(body);
        while (parameters.MoveTo(LlrpParameterType.GpiPortCurrentState))
            if (parameters.Value is [_, byte port, _, (0 or 1) and byte level, ..])
                states.Add(new ContactState(port, level == 1, time.GetUtcNow()));
        return states;
    }

    private static LlrpStatus? Status(ReadOnlySpan<byte> body) => LlrpStatus.Find(new LlrpMessage(1, LlrpMessageType.ErrorMessage, 0, body));
}
