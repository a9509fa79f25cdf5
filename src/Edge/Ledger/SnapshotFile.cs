using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Inventory;

namespace Edge.Ledger;

/// <summary>A state on the disk, with everything that is needed to trust it or to throw it away.</summary>
/// <remarks>
/// Name: sequence number in 19 digits and <c>.snapshot</c>. All integers big-endian.
/// Offset 0   "EDGESNP2", 8 bytes
/// Offset 8   fold: identity of the code that folded it, 16 bytes. Another program version folds differently, so it folds anew.
/// Offset 24  seq, 8 bytes
/// Offset 32  recordedAt, 8 bytes: UTC ticks
/// Offset 40  hash of entry seq, 32 bytes
/// Offset 72  parts of the state, each: kind 1 byte, length 4 bytes, packed length 4 bytes, its content packed with Brotli
/// Last 32    SHA-256 of all before
/// </remarks>
internal static class SnapshotFile
{
    private const int HeaderBytes = 72, PartHeaderBytes = 9;
    private const int Kept = 2;

    private static ReadOnlySpan<byte> Magic => "EDGESNP2"u8;

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
        ByteStage bytes = new();
        bytes.Write(Magic);
        bytes.Write(Fold);
        bytes.WriteInt64(snapshot.Seq);
        bytes.WriteInt64(snapshot.CommittedAt.UtcTicks);
        bytes.Write(entryHash);
        byte[] packed = [];
        foreach (StatePart part in StateBytes.Write(snapshot.State))
        {
            int most = BrotliEncoder.GetMaxCompressedLength(part.Content.Length);
            if (packed.Length < most) packed = new byte[most];
            const int Quality = 1, Window = 22; // quick: a snapshot is written far more often than it is read
            if (!BrotliEncoder.TryCompress(part.Content, packed, out int length, Quality, Window))
                throw new InvalidOperationException("The state could not be compressed.");
            bytes.WriteByte((byte)part.Kind);
            bytes.WriteUInt32((uint)part.Content.Length);
            bytes.WriteUInt32((uint)length);
            bytes.Write(packed.AsSpan(0, length));
        }
        bytes.Write(SHA256.HashData(bytes.Slice(0, bytes.Length)));
        return bytes.Slice(0, bytes.Length).ToArray();
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderBytes + SHA256.HashSizeInBytes && bytes.StartsWith(Magic)
        && SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]);

    private static LedgerSnapshot? TryDecode(byte[] bytes, Span<byte> entryHash)
    {
        if (!IsWhole(bytes) || !bytes.AsSpan(8, Fold.Length).SequenceEqual(Fold)) return null;
        List<(StatePartKind Kind, int Length, Range Packed)> parts = [];
        for (int at = HeaderBytes; at < bytes.Length - SHA256.HashSizeInBytes;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1)), packed = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 5));
            at += PartHeaderBytes;
            parts.Add(((StatePartKind)bytes[at - PartHeaderBytes], length, at..(at + packed)));
            at += packed;
        }
        object[] read = new object[parts.Count];
        Parallel.For(0, parts.Count, i => read[i] = Unpack(bytes.AsSpan(parts[i].Packed), parts[i].Length, parts[i].Kind));
        bytes.AsSpan(40, EntryLayout.HashBytes).CopyTo(entryHash);
        return new LedgerSnapshot(
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24)), EventRow.Instant(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(32))),
            StateBytes.Assemble(read));
    }

    private static object Unpack(ReadOnlySpan<byte> packed, int length, StatePartKind kind)
    {
        byte[] content = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return BrotliDecoder.TryDecompress(packed, content, out int written) && written == length
                ? StateBytes.Parse(kind, content, length)
                : throw new InvalidDataException("A part of a snapshot has another length than it says.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }
}
