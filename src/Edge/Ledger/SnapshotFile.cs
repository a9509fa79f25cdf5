using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Inventory;

namespace Edge.Ledger;

/// <summary>A state on the disk, with everything that is needed to trust it or to throw it away.</summary>
/// <remarks>
/// Name: sequence number in 19 digits and <c>.snapshot</c>. All integers big-endian.
/// Offset 0   "EDGESNP1", 8 bytes
/// Offset 8   fold: identity of the code that folded it, 16 bytes. Another program version folds differently, so it folds anew.
/// Offset 24  seq, 8 bytes
/// Offset 32  recordedAt, 8 bytes: UTC ticks
/// Offset 40  hash of entry seq, 32 bytes
/// Offset 72  length of the state as JSON, 4 bytes
/// Offset 76  the state as JSON, Brotli
/// Last 32    SHA-256 of all before
/// </remarks>
internal static class SnapshotFile
{
    private const int HeaderBytes = 76;
    private const int Kept = 2;

    private static ReadOnlySpan<byte> Magic => "EDGESNP1"u8;

    /// <summary>Changes with every change of the code that folds or writes states: a build has an identity of its own.</summary>
    private static readonly byte[] Fold = SHA256.HashData(
        [.. typeof(SiteState).Module.ModuleVersionId.ToByteArray(), .. typeof(SnapshotFile).Module.ModuleVersionId.ToByteArray()])[..16];

    /// <summary>Writes beside the final name, flushes, renames: there is never half a snapshot. The two newest stay.</summary>
    public static void Write(LedgerPaths paths, LedgerSnapshot snapshot, ReadOnlySpan<byte> entryHash)
    {
        Directory.CreateDirectory(paths.Snapshots);
        string name = Path.Combine(paths.Snapshots, snapshot.Seq.ToString("D19", CultureInfo.InvariantCulture) + ".snapshot");
        string beside = name + ".tmp";
        byte[] bytes = Encode(snapshot, entryHash);
        using (FileStream file = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, name, overwrite: true);
        foreach (string old in NewestFirst(paths).Skip(Kept)) File.Delete(old);
    }

    /// <summary>The newest snapshot that is whole and was folded by this program version.</summary>
    /// <param name="entryHash">Gets the hash of its last entry.</param>
    /// <returns>Null when there is none.</returns>
    public static LedgerSnapshot? ReadNewest(LedgerPaths paths, Span<byte> entryHash)
    {
        foreach (string file in NewestFirst(paths))
        {
            if (TryDecode(File.ReadAllBytes(file), entryHash) is { } snapshot) return snapshot;
        }
        return null;
    }

    /// <summary>Entry and hash of the newest snapshot that is whole, whichever program version folded it.</summary>
    public static (long Seq, byte[] Hash)? ReadNewestPosition(LedgerPaths paths)
    {
        foreach (string file in NewestFirst(paths))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (IsWhole(bytes)) return (BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24)), bytes.AsSpan(40, EntryLayout.HashBytes).ToArray());
        }
        return null;
    }

    public static void DeleteAll(LedgerPaths paths)
    {
        if (Directory.Exists(paths.Snapshots)) Directory.Delete(paths.Snapshots, recursive: true);
    }

    private static IEnumerable<string> NewestFirst(LedgerPaths paths) =>
        Directory.Exists(paths.Snapshots)
            ? Directory.GetFiles(paths.Snapshots, "*.snapshot").OrderDescending(StringComparer.Ordinal)
            : [];

    private static byte[] Encode(LedgerSnapshot snapshot, ReadOnlySpan<byte> entryHash)
    {
        byte[] json = StateBytes.Write(snapshot.State);
        byte[] bytes = new byte[HeaderBytes + BrotliEncoder.GetMaxCompressedLength(json.Length) + SHA256.HashSizeInBytes];
        Magic.CopyTo(bytes);
        Fold.CopyTo(bytes, 8);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), snapshot.Seq);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), snapshot.CommittedAt.UtcTicks);
        entryHash.CopyTo(bytes.AsSpan(40));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(72), json.Length);
        const int Quality = 1, Window = 22; // quick: a snapshot is read as often as it is written
        if (!BrotliEncoder.TryCompress(json, bytes.AsSpan(HeaderBytes), out int packed, Quality, Window))
            throw new InvalidOperationException("The state could not be compressed.");
        int end = HeaderBytes + packed;
        SHA256.HashData(bytes.AsSpan(0, end), bytes.AsSpan(end));
        return bytes[..(end + SHA256.HashSizeInBytes)];
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderBytes + SHA256.HashSizeInBytes && bytes.StartsWith(Magic)
        && SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]);

    private static LedgerSnapshot? TryDecode(ReadOnlySpan<byte> bytes, Span<byte> entryHash)
    {
        if (!IsWhole(bytes)) return null;
        ReadOnlySpan<byte> signed = bytes[..^SHA256.HashSizeInBytes];
        if (!signed.Slice(8, Fold.Length).SequenceEqual(Fold)) return null;
        byte[] json = new byte[BinaryPrimitives.ReadInt32BigEndian(signed[72..])];
        if (!BrotliDecoder.TryDecompress(signed[HeaderBytes..], json, out int length) || length != json.Length) return null;
        signed.Slice(40, EntryLayout.HashBytes).CopyTo(entryHash);
        return new LedgerSnapshot(
            BinaryPrimitives.ReadInt64BigEndian(signed[24..]), EventRow.Instant(BinaryPrimitives.ReadInt64BigEndian(signed[32..])),
            StateBytes.Read(json));
    }
}
