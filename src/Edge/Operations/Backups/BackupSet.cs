using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Ledger;
using Microsoft.Data.Sqlite;

namespace Edge.Operations.Backups;

/// <summary>One finished backup: a folder of its own, named after its moment and its last entry (<c>20261122T060000Z-12345</c>).</summary>
/// <param name="Path">Absolute.</param>
internal sealed record BackupSet(string Path, BackupManifest Manifest)
{
    public const string ManifestName = "manifest.json";

    public string Name => System.IO.Path.GetFileName(Path);

    public static string NameOf(DateTimeOffset madeAt, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{madeAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{seq}");

    /// <returns>Null for a folder that is no finished backup.</returns>
    public static BackupSet? TryRead(string folder)
    {
        string file = System.IO.Path.Combine(folder, ManifestName);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BackupJson.Default.BackupManifest) is { V: 1 } manifest
                ? new BackupSet(System.IO.Path.GetFullPath(folder), manifest)
                : null;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // cut off, another program's, or its turn to go came just now
        }
    }

    /// <summary>Begins the name of a folder that is being filled.</summary>
    public const string MakingPrefix = ".making-";

    /// <summary>Every finished backup in a folder, the newest first.</summary>
    public static IReadOnlyList<BackupSet> All(string folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. from sub in Directory.GetDirectories(folder)
                where !System.IO.Path.GetFileName(sub).StartsWith(MakingPrefix, StringComparison.Ordinal)
                let found = TryRead(sub)
                where found is not null
                orderby found.Manifest.MadeAt descending, found.Manifest.Seq descending
                select found];

    /// <summary>Reads every byte of it again: sizes, hashes, the whole chain.</summary>
    /// <returns>What is wrong, in one sentence; null when it is sound.</returns>
    public string? FindFault(CancellationToken ct)
    {
        foreach (BackupFile file in Manifest.Files)
        {
            string path = System.IO.Path.Combine(Path, file.Name);
            if (!File.Exists(path)) return $"{file.Name} is missing.";
            if (new FileInfo(path).Length != file.Bytes || HashOf(path) != file.Sha256) return $"{file.Name} is not what was written.";
            ct.ThrowIfCancellationRequested();
        }
        try
        {
            LedgerVerdict verdict = LedgerCheck.Verify(Path, ct);
            if (!verdict.IsWhole) return verdict.Sentence;
            return (verdict.Entries, verdict.HeadHash) == (Manifest.Seq, Manifest.Head) ? null : "its ledger is not the one of its manifest.";
        }
        catch (Exception e) when (e is IOException or SqliteException)
        {
            return e.Message;
        }
    }

    public static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
