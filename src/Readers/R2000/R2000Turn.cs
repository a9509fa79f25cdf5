using System.Threading.Channels;
using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>One antenna's turn: the rounds in which it listens, and what it heard in them.</summary>
internal sealed class R2000Turn(
    R2000Line line, ChannelWriter<ReaderEvent> events, R2000Region region, byte port, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _noiseBefore = line.Statistics.NoiseBytes;
    private DateTimeOffset _endedAt;
    private int _reads;
    private long _reported;

    /// <summary>False when bytes were lost and with them reads that the reader counted: then "not read" means nothing.</summary>
    public bool Complete => line.Statistics.NoiseBytes == _noiseBefore || _reads >= _reported;

    public ListeningPeriod Listened() => new(port, _startedAt, _endedAt < _startedAt ? _startedAt : _endedAt, _reads);

    /// <summary>Runs one round to its end frame; every tag goes to the events as it comes.</summary>
    public async ValueTask<R2000Reply<R2000Result>> RunRoundAsync(IR2000Command command, TimeSpan frameTimeout, CancellationToken ct)
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
        while (await line.FillAsync(frameTimeout, ct));
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
        if (message.AntennaPort == port) _reads++;
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
