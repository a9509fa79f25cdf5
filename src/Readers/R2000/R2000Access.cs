using Readers.R2000.Commands;
using Readers.Writing;

namespace Readers.R2000;

/// <summary>Reads and writes the memory of the tags before one antenna. The reader can choose by EPC alone.</summary>
internal sealed class R2000Access(R2000Line line, byte port, byte powerDbm, TimeSpan frameTimeout) : ITagAccess
{
    private const byte EpcBank = 1, TidBank = 2;
    private const int Passes = 3;

    /// <summary>Words of the chip identity: with a serial number where the chip has one, else what every chip has.</summary>
    private static readonly byte[] s_tidWords = [6, 4, 2];

    public bool SelectsByTid => false;

    public async ValueTask<IReadOnlyList<ReachedTag>?> LookAsync(CancellationToken ct)
    {
        if (!await PrepareAsync(null, ct)) return null;
        HashSet<ReachedTag> tags = [];
        foreach (byte words in s_tidWords)
        {
            for (int pass = 0; pass < Passes; pass++)
            {
                await line.SendAsync(new ReadMemory(TidBank, 0, words, 0), ct);
                if (await CollectAsync(R2000Code.ReadMemory, tags, ct) is null) return null;
            }
            if (tags.Count > 0) break;
        }
        return [.. tags];
    }

    public async ValueTask<AccessAnswer> WriteAsync(ReachedTag tag, byte word, ReadOnlyMemory<byte> data, uint password, CancellationToken ct)
    {
        if (!await PrepareAsync(tag.Epc, ct)) return new(AccessStatus.NoAnswer);
        try
        {
            await line.SendAsync(new WriteMemory(password, EpcBank, word, data), ct);
            R2000Result? result = await CollectAsync(R2000Code.WriteMemory, [], ct);
            return result switch
            {
                null => new(AccessStatus.NoAnswer),
                R2000Result.Ok => new(AccessStatus.Done),
                R2000Result.NoTag => new(AccessStatus.NoTag, Code(R2000Result.NoTag), R2000Result.NoTag.Describe()),
                { } error => new(AccessStatus.Refused, Code(error), error.Describe()),
            };
        }
        finally
        {
            await line.ExchangeAsync(new SetEpcMatch(null), ct); // or the next inventory would hear this one tag alone
        }
    }

    private static string Code(R2000Result result) => $"{(byte)result:X2}";

    private async ValueTask<bool> PrepareAsync(Epc? match, CancellationToken ct) =>
        (await line.ExchangeAsync(new SetWorkAntenna(port), ct)).Status == R2000ReplyStatus.Ok
        && (await line.ExchangeAsync(new SetTemporaryPower(powerDbm), ct)).Status == R2000ReplyStatus.Ok
        && (await line.ExchangeAsync(new SetEpcMatch(match), ct)).Status == R2000ReplyStatus.Ok;

    /// <summary>Takes a frame for each tag.</summary>
    /// <returns>The result of the last one or of all together; null when the reader fell silent, and the line was resynchronized.</returns>
    private async ValueTask<R2000Result?> CollectAsync(R2000Code code, HashSet<ReachedTag> tags, CancellationToken ct)
    {
        int frames = 0;
        do
        {
            while (line.TryTake(out R2000Frame frame))
            {
                if (frame.Code != code) continue;
                if (frame.Payload is [var status]) return (R2000Result)status;
                if (!R2000TagReply.TryParse(frame.Payload, out R2000TagReply reply)) continue;
                if (code == R2000Code.ReadMemory && Epc.TryCreate(reply.Epc, out Epc epc) && Epc.TryCreate(reply.Data, out Epc tid))
                    tags.Add(new ReachedTag(epc, reply.ProtocolControl, tid));
                if (++frames >= reply.TagCount) return code == R2000Code.ReadMemory ? R2000Result.Ok : (R2000Result)reply.Third;
            }
        }
        while (await line.FillAsync(frameTimeout, ct));
        await line.ResynchronizeAsync(ct);
        return null;
    }
}
