using System.Threading.Channels;
using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>One antenna's turn: the rounds in which it listens, and what it heard in them.</summary>
internal sealed class R2000Turn(
    R2000Radio radio, R2000Line line, ChannelWriter<ReaderEvent> events, R2000Region region, AntennaSettings antenna, R2000Options options,
    TimeProvider time)
{
    private DateTimeOffset _startedAt, _endedAt;
    private long _noiseBefore, _reported;
    private int _reads;
    private CountProgress? _count;

    public byte Port => antenna.Port;

    /// <summary>The last round was one by 8B.</summary>
    public bool UsedSession { get; private set; }

    /// <summary>False when bytes were lost and with them reads that the reader counted: then "not read" means nothing.</summary>
    public bool Complete => line.Statistics.NoiseBytes == _noiseBefore || _reads >= _reported;

    public ListeningPeriod Listened() =>
        new(Port, _startedAt, _endedAt < _startedAt ? _startedAt : _endedAt, _reads, Counting: _count is not null, _count?.StepDb ?? 0);

    /// <summary>Tunes the radio and listens.</summary>
    /// <param name="count">The step that this turn is; null when watching.</param>
    /// <returns>Ok when the antenna has listened to the end.</returns>
    public async ValueTask<R2000Reply<R2000Result>> RunAsync(InventoryFit fit, CountProgress? count, CancellationToken ct)
    {
        _count = count;
        R2000Reply<R2000Result> end = await radio.TuneAsync(antenna, ct);
        if (end.Status != R2000ReplyStatus.Ok) return end;
        (_startedAt, _noiseBefore) = (time.GetUtcNow(), line.Statistics.NoiseBytes);
        count?.ListeningBegins();
        do
        {
            end = fit.Targets switch
            {
                TargetHandling.Everybody => await RunRoundAsync(new RealTimeInventory(1), ct),
                TargetHandling.OneASweep => await RunSessionAsync(fit.Session, count!.TargetB, ct),
                _ => await RunSessionAsync(fit.Session, targetB: false, ct),
            };
            if (fit.Targets == TargetHandling.BothInTurn && end.Status == R2000ReplyStatus.Ok)
                end = await RunSessionAsync(fit.Session, targetB: true, ct);
        }
        while (end.Status == R2000ReplyStatus.Ok && count is { StepIsOver: false });
        if (end.Status != R2000ReplyStatus.Ok || !fit.ReadTid) return end;
        return end with { Status = await new R2000TidPass(line, events, region, Port, options.RoundTimeout).RunAsync(ct) };
    }

    private async ValueTask<R2000Reply<R2000Result>> RunSessionAsync(Session session, bool targetB, CancellationToken ct)
    {
        UsedSession = true;
        R2000Reply<R2000Result> end = await RunRoundAsync(new SessionInventory(session, targetB, 1), ct);
        radio.KnowsSessions |= end.Status == R2000ReplyStatus.Ok;
        return end;
    }

    /// <summary>Runs one round to its end frame; every tag goes to the events as it comes.</summary>
    private async ValueTask<R2000Reply<R2000Result>> RunRoundAsync(IR2000Command command, CancellationToken ct)
    {
        await line.SendAsync(command, ct);
        do
        {
            while (line.TryTake(out R2000Frame frame))
            {
                if (frame.Code != command.Code) continue;
                R2000InventoryMessage message = R2000InventoryMessage.Parse(frame.Code, frame.Payload);
                switch (message.Kind)
                {
                    case R2000InventoryKind.Tag:
                        if (ToRead(message) is not { } read) break;
                        ReaderEvent heard = ReaderEvent.Of(read);
                        if (!events.TryWrite(heard)) await events.WriteAsync(heard, ct);
                        break;
                    case R2000InventoryKind.RoundEnd:
                        _reported += message.TotalReads;
                        return Ended();
                    case R2000InventoryKind.Status when message.Result is R2000Result.Ok or R2000Result.NoTag:
                        return Ended();
                    case R2000InventoryKind.Status or R2000InventoryKind.AntennaMissing:
                        return new(R2000ReplyStatus.Refused, default, message.Result);
                    default:
                        return new(R2000ReplyStatus.Malformed, default, default);
                }
            }
        }
        while (await line.FillAsync(options.RoundTimeout, ct));
        return new(R2000ReplyStatus.TimedOut, default, default);
    }

    private R2000Reply<R2000Result> Ended()
    {
        _endedAt = line.ReceivedAt;
        return new(R2000ReplyStatus.Ok, R2000Result.Ok, default);
    }

    /// <returns>Null for an EPC longer than any in use: such a tag is none of ours.</returns>
    private TagRead? ToRead(in R2000InventoryMessage message)
    {
        if (!Epc.TryCreate(message.Epc, out Epc epc)) return null;
        line.Statistics.CountRead();
        if (message.AntennaPort == Port) _reads++;
        _count?.Heard(epc);
        return new TagRead
        {
            Epc = epc,
            ProtocolControl = message.ProtocolControl,
            AntennaPort = message.AntennaPort,
            RssiDbm = message.RawRssi is { } raw ? R2000Tables.RssiDbm(raw) : null,
            FrequencyKhz = region.FrequencyKhz(message.FrequencyIndex),
            ObservedAt = line.ReceivedAt,
            Count = 1,
        };
    }
}
