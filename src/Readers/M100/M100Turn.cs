using System.Threading.Channels;

namespace Readers.M100;

/// <summary>The antenna's turns: set the radio, poll, listen, stop; and what was heard meanwhile.</summary>
/// <param name="count">The count whose steps these turns are; null when watching.</param>
internal sealed class M100Turn(
    M100Line line, M100Radio radio, FaultLog faults, ChannelWriter<ReaderEvent> events, InventoryFit fit, CountProgress? count, M100Options options,
    TimeProvider time)
{
    /// <summary>While counting: how often it is asked whether anybody new has answered.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly M100TidPass _tids = new(line, radio, events, options.Q);
    private readonly HashSet<Epc> _heard = [];
    private int _reads;
    private bool _damaged;

    /// <summary>The stretch in which the antenna listened in the last turn; null when it is not certain that it did.</summary>
    public ListeningPeriod? Listened { get; private set; }

    /// <returns>False when the module did not answer.</returns>
    public async ValueTask<bool> RunAsync(CancellationToken ct)
    {
        _heard.Clear();
        (Listened, _reads, _damaged) = (null, 0, false);
        AntennaSettings antenna = count?.Antenna ?? fit.Antennas[0];
        if (!await radio.SetPowerAsync(antenna.TransmitDbm, ct)) return false;
        long bad = line.Statistics.BadChecksums;
        DateTimeOffset startedAt = time.GetUtcNow();
        count?.ListeningBegins();
        foreach (bool targetB in Targets())
        {
            if (!await radio.SetQueryAsync(new M100Query(fit.Session, targetB, options.Q), ct)) return false;
            if (!await PollAsync(ct)) return false;
        }
        if (!_damaged && line.Statistics.BadChecksums == bad) // else a tag may have been heard and lost
        {
            DateTimeOffset endedAt = line.ReceivedAt < startedAt ? startedAt : line.ReceivedAt;
            Listened = new ListeningPeriod(M100Reader.OnlyPort, startedAt, endedAt, _reads, Counting: count is not null, count?.StepDb ?? 0);
        }
        return !fit.ReadTid || await _tids.RunAsync(_heard, all: count is not null, ct);
    }

    /// <summary>A tag notice, from the module's polling.</summary>
    public ReaderEvent? Hear(scoped in M100Frame frame)
    {
        if (!M100Notice.TryParse(frame.Parameter, out M100Notice notice) || !notice.IsSound)
        {
            line.Statistics.CountBadChecksum();
            _damaged = true;
            return null;
        }
        if (!Epc.TryCreate(notice.Epc, out Epc epc)) return null;
        line.Statistics.CountRead();
        _reads++;
        count?.Heard(epc);
        if (fit.ReadTid) _heard.Add(epc);
        return ReaderEvent.Of(new TagRead
        {
            Epc = epc,
            ProtocolControl = notice.ProtocolControl,
            AntennaPort = M100Reader.OnlyPort,
            RssiDbm = notice.RssiDbm,
            ObservedAt = line.ReceivedAt,
            Count = 1,
        });
    }

    private bool[] Targets() => fit.Targets switch
    {
        TargetHandling.BothInTurn => [false, true],
        TargetHandling.OneASweep => [count!.TargetB],
        _ => [false],
    };

    /// <summary>Lets the module poll for the turn's time, or until the count's step is over.</summary>
    private async ValueTask<bool> PollAsync(CancellationToken ct)
    {
        int answers = line.PollAnswers;
        TimeSpan listen = fit.Targets == TargetHandling.BothInTurn ? options.TurnDuration / 2 : options.TurnDuration;
        byte? error;
        do
        {
            await line.SendAsync(M100Code.MultiPoll, [0x22, 0xFF, 0xFF], ct);
            do error = await line.ListenAsync(count is null ? listen : s_look, ct);
            while (error is null && count is { StepIsOver: false });
            if ((await line.ExchangeAsync(M100Code.StopMultiPoll, default, ct)).Parameter is null) return false;
        }
        while (error is null && count is { StepIsOver: false }); // somebody new was told of while it was being stopped
        _damaged |= line.PollAnswers == answers; // even an empty field is told, round by round: it has not polled
        if (error is not { } code) return true;
        _damaged = true;
        await faults.ReportAsync(M100Error.TroubleOf(code), $"{code:X2}", M100Error.Describe(code), M100Reader.OnlyPort, ct);
        await line.ListenAsync(options.PauseAfterFault, ct);
        return true;
    }
}
