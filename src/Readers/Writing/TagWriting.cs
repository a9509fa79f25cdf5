using System.Buffers.Binary;

namespace Readers.Writing;

/// <summary>The one way in which a tag gets its number, over all families: look, choose, write, look again.</summary>
/// <remarks>
/// The chip's own identity is what holds the tag while its number changes. What counts is what the tag says when it is read back, never
/// what the reader says of the writing.
/// </remarks>
internal static class TagWriting
{
    private const int Attempts = 3, Looks = 3;

    /// <summary>T of the PC: the number is of an application family (ISO/IEC 15961), not of GS1.</summary>
    private const int Toggle = 0x100;

    public static async ValueTask<TagWriteReport> RunAsync(ITagAccess air, TagWriteOrder order, CancellationToken ct)
    {
        if (await air.LookAsync(ct) is not { } field) return new(TagWriteOutcome.ReaderFailed, "The reader does not tell which tags are before the antenna.");
        ReachedTag[] fits = [.. field.Where(tag => order.Tag.Fits(tag))];
        if (fits.Length == 0) return new(TagWriteOutcome.NotFound, $"None of the {field.Count} tags before the antenna is the one that was chosen.");
        ReachedTag tag = fits[0];
        if (fits.Length > 1 || (!air.SelectsByTid && field.Count(other => other.Epc == tag.Epc) > 1))
            return new(TagWriteOutcome.Several, "Two tags answer to this number: leave only one before the antenna.");
        if (tag.Tid is not { } tid)
            return new(TagWriteOutcome.ReaderFailed, "The chip does not tell its own identity; without it nobody could say which tag was written.", EpcNow: tag.Epc);
        if (field.Any(other => other.Epc == order.NewEpc && other.Tid != tid))
            return new(TagWriteOutcome.NumberTaken, "Another tag before the antenna wears the new number already.", tid, tag.Epc);
        return tag.Epc == order.NewEpc
            ? new(TagWriteOutcome.Written, "The tag wears this number already.", tid, tag.Epc)
            : await WriteAsync(air, order, tag, tid, ct);
    }

    private static async ValueTask<TagWriteReport> WriteAsync(ITagAccess air, TagWriteOrder order, ReachedTag tag, Epc tid, CancellationToken ct)
    {
        AccessAnswer answer = default;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            (byte word, byte[] data) = Words(tag, order);
            answer = await air.WriteAsync(tag, word, data, order.AccessPassword, ct);
            if (await FindAsync(air, tid, ct) is not { } now)
                return new(TagWriteOutcome.LeftField, $"The tag left the field while it was written; lay it down again. {answer.Words}".TrimEnd(), tid, null, answer.Code);
            if (now.Epc == order.NewEpc) return new(TagWriteOutcome.Written, "Written and read back.", tid, now.Epc);
            tag = now; // half written, or not at all: what is missing is written again
        }
        return answer.Status == AccessStatus.Refused
            ? new(TagWriteOutcome.Refused, answer.Words ?? "The tag refuses to be written.", tid, tag.Epc, answer.Code)
            : new(TagWriteOutcome.NotVerified, $"The tag does not wear the new number after {Attempts} attempts.", tid, tag.Epc, answer.Code);
    }

    private static async ValueTask<ReachedTag?> FindAsync(ITagAccess air, Epc tid, CancellationToken ct)
    {
        for (int look = 0; look < Looks; look++)
        {
            foreach (ReachedTag tag in await air.LookAsync(ct) ?? [])
                if (tag.Tid == tid) return tag;
        }
        return null;
    }

    /// <summary>The EPC from word 2 on; with the PC before it where its length or its kind of number changes.</summary>
    private static (byte Word, byte[] Data) Words(in ReachedTag tag, TagWriteOrder order)
    {
        Epc epc = order.NewEpc;
        byte[] data = new byte[2 + epc.LengthBytes];
        int kind = order.ApplicationFamily is { } family ? Toggle | family : tag.ProtocolControl & 0x07FF;
        ushort control = (ushort)(kind | (epc.LengthBytes / 2 << 11));
        BinaryPrimitives.WriteUInt16BigEndian(data, control);
        epc.CopyTo(data.AsSpan(2));
        return control == tag.ProtocolControl ? ((byte)2, data[2..]) : ((byte)1, data);
    }
}
