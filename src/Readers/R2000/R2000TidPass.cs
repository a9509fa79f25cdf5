using System.Threading.Channels;
using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>Reads the chip identity of every tag that answers: each becomes a read of its own, with the identity and without a strength.</summary>
internal sealed class R2000TidPass(R2000Line line, ChannelWriter<ReaderEvent> events, R2000Region region, byte port, TimeSpan frameTimeout)
{
    private const byte TidBank = 2;

    /// <summary>With a serial number where the chips have one, else what every chip has.</summary>
    private static readonly byte[] s_words = [6, 4, 2];

    public async ValueTask<R2000ReplyStatus> RunAsync(CancellationToken ct)
    {
        foreach (byte words in s_words)
        {
            (R2000ReplyStatus status, int tags) = await ReadAsync(words, ct);
            if (status != R2000ReplyStatus.Refused || tags > 0) return status;
        }
        return R2000ReplyStatus.Ok; // nobody answers
    }

    private async ValueTask<(R2000ReplyStatus Status, int Tags)> ReadAsync(byte words, CancellationToken ct)
    {
        await line.SendAsync(new ReadMemory(TidBank, 0, words, 0), ct);
        int tags = 0;
        do
        {
            while (line.TryTake(out R2000Frame frame))
            {
                if (frame.Code != R2000Code.ReadMemory) continue;
                if (frame.Payload.Length == 1) return (R2000ReplyStatus.Refused, tags);
                if (!R2000TagReply.TryParse(frame.Payload, out R2000TagReply reply)) return (R2000ReplyStatus.Malformed, tags);
                tags++;
                bool last = tags >= reply.TagCount;
                if (ToRead(reply) is { } read) await events.WriteAsync(ReaderEvent.Of(read), ct);
                if (last) return (R2000ReplyStatus.Ok, tags);
            }
        }
        while (await line.FillAsync(frameTimeout, ct));
        return (R2000ReplyStatus.TimedOut, tags);
    }

    private TagRead? ToRead(in R2000TagReply reply)
    {
        if (!Epc.TryCreate(reply.Epc, out Epc epc) || !Epc.TryCreate(reply.Data, out Epc tid)) return null;
        line.Statistics.CountRead();
        return new TagRead
        {
            Epc = epc,
            ProtocolControl = reply.ProtocolControl,
            Tid = tid,
            AntennaPort = port,
            FrequencyKhz = region.FrequencyKhz(reply.FrequencyAndAntenna >> 2),
            ObservedAt = line.ReceivedAt,
            Count = Math.Max((ushort)1, reply.Count),
        };
    }
}
