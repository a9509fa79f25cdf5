using System.Text;

namespace Edge.Hub;

/// <summary>
/// Messages that the broker would not take however often it was asked: one JSON line each, for people. Their entries stay in the
/// ledger, and the hub is told of the gap.
/// </summary>
internal sealed class ParkedMessages(string file)
{
    public int Count { get; private set; } = File.Exists(file) ? File.ReadLines(file).Count() : 0;

    /// <summary>Written through to the disk before this returns.</summary>
    public async Task AddAsync(HubBatch batch, string reason, DateTimeOffset at, CancellationToken ct)
    {
        byte[] line = HubText.Json(writer =>
        {
            writer.WriteString("at", HubText.Instant(at));
            writer.WriteNumber("seq", batch.From);
            writer.WriteNumber("seqTo", batch.To);
            writer.WriteString("id", batch.Id);
            writer.WriteString("reason", reason);
            writer.WriteString("message", Encoding.UTF8.GetString(batch.Payload.Span));
        });
        await using FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        await stream.WriteAsync(line, ct);
        await stream.WriteAsync("\n"u8.ToArray(), ct);
        stream.Flush(flushToDisk: true);
        Count++;
    }
}
