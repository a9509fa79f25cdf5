using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Edge.RawReads;

/// <summary>
/// Blocks one after the other in a file. Each has its packed length, its length and a check before it, so that a file that
/// was cut in the middle of a block is good up to there.
/// </summary>
internal static class RingFile
{
    public const string Extension = ".heard";
    private const string NameFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int HeadBytes = 16, CheckBytes = 8, LongestBlock = 1 << 20, Quality = 4, Window = 18;

    public static string NameOf(DateTimeOffset begins) => begins.UtcDateTime.ToString(NameFormat, CultureInfo.InvariantCulture) + Extension;

    /// <summary>When a file begins, by its name; null for a file of another kind.</summary>
    public static DateTimeOffset? BeginOf(string path) =>
        DateTime.TryParseExact(Path.GetFileNameWithoutExtension(path), NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal
            | DateTimeStyles.AdjustToUniversal, out DateTime begins)
            ? new DateTimeOffset(begins)
            : null;

    /// <param name="scratch">Kept by the caller from block to block.</param>
    /// <returns>Bytes that the file grew by.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static int Append(Stream file, ReadOnlySpan<byte> block, ref byte[] scratch)
    {
        int most = HeadBytes + BrotliEncoder.GetMaxCompressedLength(block.Length);
        if (scratch.Length < most) scratch = new byte[most];
        if (!BrotliEncoder.TryCompress(block, scratch.AsSpan(HeadBytes), out int packed, Quality, Window))
            throw new InvalidOperationException("The scratch is as long as Brotli asked for.");
        BinaryPrimitives.WriteInt32LittleEndian(scratch, packed);
        BinaryPrimitives.WriteInt32LittleEndian(scratch.AsSpan(4), block.Length);
        CheckOf(scratch.AsSpan(HeadBytes, packed)).CopyTo(scratch, 8);
        file.Write(scratch, 0, HeadBytes + packed);
        file.Flush();
        return HeadBytes + packed;
    }

    /// <summary>The blocks of a file, up to its end or to the first that is cut or damaged.</summary>
    /// <param name="damaged">Called with the offset where the file stops being good.</param>
    public static IEnumerable<byte[]> Blocks(string path, Action<long> damaged)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        byte[] head = new byte[HeadBytes];
        for (long offset = 0; ; offset = file.Position)
        {
            int read = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
            if (read == 0) yield break;
            if (read < HeadBytes || TryBlock(file, head) is not { } block)
            {
                damaged(offset);
                yield break;
            }
            yield return block;
        }
    }

    private static byte[]? TryBlock(FileStream file, byte[] head)
    {
        int packed = BinaryPrimitives.ReadInt32LittleEndian(head), length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
        if (packed is <= 0 or > LongestBlock || length is <= 0 or > LongestBlock) return null;
        byte[] bytes = new byte[packed];
        if (file.ReadAtLeast(bytes, packed, throwOnEndOfStream: false) < packed) return null;
        if (!CheckOf(bytes).AsSpan().SequenceEqual(head.AsSpan(8, CheckBytes))) return null;
        byte[] block = new byte[length];
        return BrotliDecoder.TryDecompress(bytes, block, out int written) && written == length ? block : null;
    }

    private static byte[] CheckOf(ReadOnlySpan<byte> packed) => SHA256.HashData(packed)[..CheckBytes];
}
