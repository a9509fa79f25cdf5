using System.Buffers.Binary;
using Readers.Writing;

namespace Readers.ThingMagic;

/// <summary>Reads and writes the memory of the tags before one antenna.</summary>
/// <remarks>
/// Looking is one buffered search in which the module reads each tag's identity along with it and keeps tags apart by it. Changes session,
/// power and options: the driver sets the module up again afterwards.
/// </remarks>
internal sealed class ThingMagicAccess(ThingMagicLine line, byte port, int powerDbm, TimeSpan replyTimeout) : ITagAccess
{
    private const byte UniqueByData = 0x08, SelectByTid = 0x02, EpcBank = 1, TidBank = 2;
    private const int SearchMs = 400, OperationMs = 100, WriteMs = 1000;

    private static readonly byte[] s_tidWords = [6, 4, 2];

    public bool SelectsByTid => true;

    public async ValueTask<IReadOnlyList<ReachedTag>?> LookAsync(CancellationToken ct)
    {
        bool ready = await IsDoneAsync(ThingMagicOpcode.SetAntenna, [2, port, port], ct)
            && await IsDoneAsync(ThingMagicOpcode.SetReadPower, Power, ct)
            && await IsDoneAsync(ThingMagicOpcode.SetProtocolParameter, [5, 0, 0], ct) // S0
            && await IsDoneAsync(ThingMagicOpcode.SetProtocolParameter, [5, 1, 1, 0], ct); // target A
        if (!ready) return null;
        await line.ExchangeAsync(ThingMagicOpcode.SetOption, [1, UniqueByData, 0], ct); // 0 is on
        HashSet<ReachedTag> tags = [];
        foreach (byte words in s_tidWords)
        {
            if (!await SearchAsync(words, tags, ct)) return null;
            if (tags.Any(static tag => tag.Tid is not null)) break;
        }
        // A tag whose identity could not be read in one cycle of the search may have told it in another.
        return [.. tags.Where(tag => tag.Tid is not null || !tags.Any(other => other.Epc == tag.Epc && other.Tid is not null))];
    }

    public async ValueTask<AccessAnswer> WriteAsync(ReachedTag tag, byte word, ReadOnlyMemory<byte> data, uint password, CancellationToken ct)
    {
        byte[] tid = new byte[tag.Tid!.Value.LengthBytes];
        tag.Tid.Value.CopyTo(tid);
        byte[] command = new byte[3 + 5 + 9 + tid.Length + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(command, WriteMs);
        command[2] = SelectByTid;
        BinaryPrimitives.WriteUInt32BigEndian(command.AsSpan(3), word);
        command[7] = EpcBank;
        BinaryPrimitives.WriteUInt32BigEndian(command.AsSpan(8), password); // then the first bit of the mask, 0, and its length
        command[16] = (byte)(tid.Length * 8);
        tid.CopyTo(command, 17);
        data.Span.CopyTo(command.AsSpan(17 + tid.Length));
        if (!await IsDoneAsync(ThingMagicOpcode.SetAntenna, [port, port], ct) || !await IsDoneAsync(ThingMagicOpcode.SetWritePower, Power, ct))
            return new(AccessStatus.NoAnswer);
        ThingMagicAnswer answer = await line.ExchangeAsync(
            ThingMagicOpcode.WriteTagData, command, TimeSpan.FromMilliseconds(WriteMs) + replyTimeout, ct);
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        return answer.Status switch
        {
            null => new(AccessStatus.NoAnswer),
            ThingMagicStatus.Success => new(AccessStatus.Done),
            ThingMagicStatus.NoTagsFound => new(AccessStatus.NoTag, "0400", "No tag answered."),
            { } status => new(AccessStatus.Refused, $"{(ushort)status:X4}", status.Describe()),
        };
    }

    private byte[] Power => [(byte)(powerDbm * 100 >> 8), (byte)(powerDbm * 100)];

    private async ValueTask<bool> IsDoneAsync(ThingMagicOpcode opcode, byte[] data, CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(opcode, data, ct);
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        return answer.IsOk;
    }

    /// <summary>22 with an embedded 28: option 10 (metadata), flags 17 (list, embedded, large count), metadata 0080 (data).</summary>
    private async ValueTask<bool> SearchAsync(byte words, HashSet<ReachedTag> tags, CancellationToken ct)
    {
        if (!await IsDoneAsync(ThingMagicOpcode.ClearTagBuffer, [], ct)) return false;
        byte[] search =
        [
            0x10, 0, 0x17, SearchMs >> 8, SearchMs & 0xFF, 0x00, 0x80,
            1, 9, (byte)ThingMagicOpcode.ReadTagData, OperationMs >> 8, OperationMs & 0xFF, 0, TidBank, 0, 0, 0, 0, words,
        ];
        ThingMagicAnswer answer = await line.ExchangeAsync(
            ThingMagicOpcode.ReadTagMultiple, search, TimeSpan.FromMilliseconds(SearchMs) + replyTimeout, ct);
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        if (answer.Status == ThingMagicStatus.NoTagsFound) return true;
        if (!answer.IsOk || answer.Data.Length < 7) return false;
        uint count = BinaryPrimitives.ReadUInt32BigEndian(answer.Data.Span[3..]);
        for (uint fetched = 0; fetched < count;)
        {
            answer = await line.ExchangeAsync(ThingMagicOpcode.GetTagBuffer, [0x00, 0x80, 0], ct);
            uint got = answer.IsOk ? Take(answer.Data.Span, tags) : 0;
            if (got == 0) return answer.Status is not null;
            fetched += got;
        }
        return true;
    }

    private static uint Take(ReadOnlySpan<byte> data, HashSet<ReachedTag> tags)
    {
        if (data.Length < 4) return 0;
        ThingMagicMetadata metadata = (ThingMagicMetadata)BinaryPrimitives.ReadUInt16BigEndian(data);
        ReadOnlySpan<byte> records = data[4..];
        uint count = 0;
        for (; ThingMagicTag.TryRead(ref records, metadata, out ThingMagicTag tag); count++)
        {
            if (!Epc.TryCreate(tag.Epc, out Epc epc)) continue;
            Epc? tid = !tag.Data.IsEmpty && Epc.TryCreate(tag.Data, out Epc told) ? told : null;
            tags.Add(new ReachedTag(epc, tag.ProtocolControl, tid));
        }
        return count;
    }
}
