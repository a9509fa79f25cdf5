using System.Text.Json.Serialization;

namespace Edge.Operations.Backups;

/// <summary>What stands in a backup and what it must be, in <c>manifest.json</c> beside its files.</summary>
/// <param name="Ledger">Hash of the ledger's first entry, lower-case hexadecimal: which ledger this is.</param>
/// <param name="Seq">Last entry in the backup.</param>
/// <param name="Head">Hash of that entry, lower-case hexadecimal.</param>
/// <param name="RecordedAt">When that entry was recorded.</param>
/// <param name="Program">Version of the program that made it.</param>
internal sealed record BackupManifest(
    int V, string Ledger, DateTimeOffset MadeAt, long Seq, string Head, DateTimeOffset RecordedAt, string Program,
    IReadOnlyList<BackupFile> Files);

/// <param name="Sha256">Of the whole file, lower-case hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
