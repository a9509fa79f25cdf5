using System.Buffers.Binary;
using Readers.Writing;

namespace Readers.Llrp;

/// <summary>Reads and writes the memory of the tags before one antenna: an AccessSpec, and a ROSpec of its own in S0 that lets it meet tags.</summary>
/// <remarks>Our inventory's ROSpec is taken away meanwhile, since some readers keep one only; the driver adds it again afterwards.</remarks>
internal sealed class LlrpAccess(
    LlrpConnection connection, LlrpInbox inbox, LlrpOptions options, LlrpDevice device, AntennaSettings antenna, TimeProvider time) : ITagAccess
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(400), s_write = TimeSpan.FromMilliseconds(800);
    private static readonly int[] s_tidWords = [6, 4, 2];

    private uint SpecId => SpecIdOf(options);

    public bool SelectsByTid => true;

    /// <summary>Of the ROSpec and the AccessSpec of an access.</summary>
    public static uint SpecIdOf(LlrpOptions options) => options.RoSpecId + 1;

    public async ValueTask<IReadOnlyList<ReachedTag>?> LookAsync(CancellationToken ct)
    {
        HashSet<ReachedTag> tags = [];
        foreach (int words in s_tidWords)
        {
            LlrpAccessOperation read = new(LlrpAccessOperation.TidBank, 0, words, null, 0);
            if (await RunAsync(null, read, s_look, ct) is not { } results) return null;
            foreach (LlrpAccessResult result in results)
                if (result.Code is { } code) tags.Add(new ReachedTag(result.Epc, result.ProtocolControl, code == 0 ? result.Data : null));
            if (tags.Any(static tag => tag.Tid is not null)) break;
        }
        return [.. tags.Where(tag => tag.Tid is not null || !tags.Any(other => other.Epc == tag.Epc && other.Tid is not null))];
    }

    public async ValueTask<AccessAnswer> WriteAsync(ReachedTag tag, byte word, ReadOnlyMemory<byte> data, uint password, CancellationToken ct)
    {
        LlrpAccessOperation write = new(LlrpAccessOperation.EpcBank, word, data.Length / 2, data, password);
        if (await RunAsync(tag.Tid, write, s_write, ct) is not { } results) return new(AccessStatus.NoAnswer);
        return results.LastOrDefault(static result => result.Code is not null).Code switch
        {
            null => new(AccessStatus.NoTag, null, "No tag answered."),
            0 => new(AccessStatus.Done),
            1 => new(AccessStatus.Refused, "1", "The tag has not so much memory."),
            2 => new(AccessStatus.Refused, "2", "The tag's memory is locked."),
            3 => new(AccessStatus.Refused, "3", "The tag gets too little power for writing."),
            5 => new(AccessStatus.NoTag, "5", "The tag did not answer any more."),
            { } code => new(AccessStatus.Refused, $"{code}", "The tag or the reader reports an error of its own."),
        };
    }

    /// <returns>What was told of each tag that the operation met; null when the reader refuses.</returns>
    private async ValueTask<IReadOnlyList<LlrpAccessResult>?> RunAsync(Epc? tid, LlrpAccessOperation operation, TimeSpan duration, CancellationToken ct)
    {
        LlrpWriter writer = connection.Writer;
        await RemoveAsync(ct); // what an access that was broken off has left; errors when there is nothing
        await connection.RequestAsync(writer.Begin(LlrpMessageType.DeleteRospec).U32(options.RoSpecId), ct);
        List<LlrpAccessResult> results = [];
        inbox.WatchAccess(SpecId, results);
        try
        {
            bool ready = (await connection.RequestAsync(LlrpAccessRequests.AddRoSpec(writer, SpecId, duration, device, antenna), ct)).IsOk
                && (await connection.RequestAsync(LlrpAccessRequests.AddAccessSpec(writer, SpecId, antenna.Port, tid, operation), ct)).IsOk
                && (await connection.RequestAsync(writer.Begin(LlrpMessageType.EnableAccessspec).U32(SpecId), ct)).IsOk
                && (await connection.RequestAsync(writer.Begin(LlrpMessageType.EnableRospec).U32(SpecId), ct)).IsOk
                && (await connection.RequestAsync(writer.Begin(LlrpMessageType.StartRospec).U32(SpecId), ct)).IsOk;
            long start = time.GetTimestamp();
            TimeSpan limit = duration + options.RestartAfter;
            bool done = false;
            while (ready && !inbox.AccessHasEnded && !done && time.GetElapsedTime(start) < limit)
            {
                await connection.ListenAsync(limit - time.GetElapsedTime(start), ct);
                done = operation.Data is not null && results.Exists(static result => result.Code is not null); // one write is enough
            }
            await RemoveAsync(ct);
            return ready ? results : null;
        }
        finally
        {
            inbox.WatchAccess(0, null);
        }
    }

    private async ValueTask RemoveAsync(CancellationToken ct)
    {
        LlrpWriter writer = connection.Writer;
        await connection.RequestAsync(writer.Begin(LlrpMessageType.DeleteAccessspec).U32(SpecId), ct);
        await connection.RequestAsync(writer.Begin(LlrpMessageType.DeleteRospec).U32(SpecId), ct);
    }
}

/// <param name="Data">Words to write; null to read <paramref name="WordCount"/> words.</param>
internal sealed record LlrpAccessOperation(byte Bank, int Word, int WordCount, ReadOnlyMemory<byte>? Data, uint Password)
{
    public const byte EpcBank = 1, TidBank = 2;

    /// <summary>The chip identity: what every chip has first, then as much as it has. A reader stops at the first read that its chip refuses.</summary>
    public static LlrpAccessOperation[] Tid { get; } = [.. new[] { 2, 4, 6 }.Select(static words => new LlrpAccessOperation(TidBank, 0, words, null, 0))];
}

/// <summary>One tag that an access met.</summary>
/// <param name="Code">Result of the operation, 0 for done; null when the report carries none.</param>
/// <param name="Data">What was read; null when nothing was.</param>
internal readonly record struct LlrpAccessResult(Epc Epc, ushort ProtocolControl, byte? Code, Epc? Data)
{
    /// <param name="value">Of one TagReportData parameter.</param>
    public static LlrpAccessResult? Parse(ReadOnlySpan<byte> value, in LlrpTagData tag)
    {
        LlrpParameters parameters = new(value);
        while (parameters.MoveNext())
        {
            ReadOnlySpan<byte> result = parameters.Value;
            if (parameters.Type == LlrpParameterType.C1G2WriteResult && result.Length >= 3) return Of(tag, result[0], null);
            if (parameters.Type != LlrpParameterType.C1G2ReadResult || result.Length < 5) continue;
            int bytes = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(result[3..]) * 2, result.Length - 5);
            return Of(tag, result[0], bytes > 0 && Epc.TryCreate(result.Slice(5, bytes), out Epc data) ? data : null);
        }
        return null;

        static LlrpAccessResult Of(in LlrpTagData tag, byte code, Epc? data) =>
            new(tag.Epc, tag.ProtocolControl < 0 ? (ushort)(tag.Epc.LengthBytes / 2 << 11) : (ushort)tag.ProtocolControl, code, data);
    }
}
