using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Edge.Operations;

namespace Edge.Ledger.Export;

/// <summary>
/// Writes the ledger into one zip file that a stranger can check without anything of ours: the entries as JSON lines, a verifier
/// that needs only Python, and a page that says what they are. The format is described in docs/ledger-export.md.
/// </summary>
internal static class LedgerExport
{
    public const string Format = "edge-ledger-export/1", EntriesName = "ledger.jsonl", VerifierName = "verify_ledger.py", ReadmeName = "README.txt";

    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="after">Entries after this one; 0 for all.</param>
    /// <param name="upTo">The last entry; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="site">Who this is, for the reader; null when not known.</param>
    /// <exception cref="LedgerDamagedException">The chain is not whole: what was written is no export.</exception>
    public static ExportResult Write(
        EventReader reader, Stream file, long after, long upTo, SiteSection? site, DateTimeOffset now, CancellationToken ct)
    {
        using ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
        using (Stream verifier = Create(zip, VerifierName, now))
        using (Stream script = Resource(VerifierName))
            script.CopyTo(verifier);
        using (Stream readme = Create(zip, ReadmeName, now))
        using (Stream text = Resource("export-readme.txt"))
            text.CopyTo(readme);
        using Stream lines = Create(zip, EntriesName, now);
        return WriteEntries(reader, lines, after, upTo, site, now, ct);
    }

    private static ExportResult WriteEntries(
        EventReader reader, Stream lines, long after, long upTo, SiteSection? site, DateTimeOffset now, CancellationToken ct)
    {
        ArrayBufferWriter<byte> buffer = new(2 * FlushAt);
        using Utf8JsonWriter json = new(buffer, s_json);
        byte[] hash = new byte[EntryLayout.HashBytes];
        if (!reader.TryHash(after, hash)) throw new ArgumentOutOfRangeException(nameof(after), $"There is no entry {after}.");
        WriteLine(json, buffer, () =>
        {
            json.WriteString("format", Format);
            json.WriteString("siteId", site?.Id);
            json.WriteString("siteNameZh", site?.NameZh);
            json.WriteString("siteNameEn", site?.NameEn);
            json.WriteString("exportedAt", now.UtcDateTime);
            json.WriteString("program", ServiceVersion.Text);
            json.WriteNumber("after", after);
            json.WriteString("previousHash", Convert.ToHexStringLower(hash));
        });
        long last = after;
        if (after < upTo)
        {
            last = reader.Walk(after, -1, (in row) =>
            {
                WriteEntry(json, row);
                EndLine(json, buffer);
                row.Hash.CopyTo(hash);
                if (buffer.WrittenCount >= FlushAt) Flush(buffer, lines);
                return row.Seq < upTo;
            }, ct);
        }
        string head = Convert.ToHexStringLower(hash);
        WriteLine(json, buffer, () =>
        {
            json.WriteNumber("last", last);
            json.WriteNumber("entries", last - after);
            json.WriteString("head", head);
        });
        Flush(buffer, lines);
        return new ExportResult(after + 1, last, head);
    }

    private static void WriteEntry(Utf8JsonWriter json, in EventRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", row.Seq);
        json.WriteString("type", row.Type);
        json.WriteString("occurredAt", Instant(row.OccurredTicks));
        json.WriteString("recordedAt", Instant(row.RecordedTicks));
        json.WriteNumber("actorKind", (int)row.ActorKind);
        json.WriteString("actorName", row.ActorNameUtf8);
        if (row.Reason is { } reason) json.WriteString("reason", reason);
        else json.WriteNull("reason");
        json.WriteString("key", row.KeyUtf8);
        json.WriteString("event", row.Json);
        json.WriteString("hash", Convert.ToHexStringLower(row.Hash));
        json.WriteEndObject();
    }

    /// <summary>All seven digits of a second, always: one tick of 100 ns is told from the next.</summary>
    private static string Instant(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteLine(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Action members)
    {
        json.WriteStartObject();
        members();
        json.WriteEndObject();
        EndLine(json, buffer);
    }

    private static void EndLine(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }

    private static void Flush(ArrayBufferWriter<byte> buffer, Stream lines)
    {
        lines.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    private static Stream Create(ZipArchive zip, string name, DateTimeOffset now)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = now;
        return entry.Open();
    }

    private static Stream Resource(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks {name}.");
}

/// <param name="First">First entry in the file.</param>
/// <param name="Last">Last entry; one less than the first when there is none.</param>
/// <param name="Head">Hash of the last entry, lower-case hexadecimal.</param>
internal sealed record ExportResult(long First, long Last, string Head);
