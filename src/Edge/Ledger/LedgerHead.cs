using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Edge.Ledger;

/// <summary>The last entry's number and hash in a small file beside the database: shows when the end of the ledger was cut off.</summary>
/// <remarks>
/// Written after each commit and not flushed: it may be older than the ledger after a power failure, never newer. One line of
/// ASCII: 19 digits, a space, 64 hexadecimal digits, a line feed.
/// </remarks>
internal sealed class LedgerHead(string file) : IDisposable
{
    private const int LineBytes = 19 + 1 + 64 + 1;

    private readonly byte[] _line = new byte[LineBytes];
    private SafeFileHandle? _handle;

    /// <returns>Null when there is no such file or it is unreadable after a power failure: then it proves nothing.</returns>
    public static (long Seq, byte[] Hash)? Read(string file)
    {
        if (!File.Exists(file)) return null;
        string[] parts = Encoding.ASCII.GetString(File.ReadAllBytes(file)).TrimEnd('\n').Split(' ');
        return parts is [{ Length: 19 } digits, { Length: 64 } hex]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long seq)
            && hex.All(char.IsAsciiHexDigit)
            ? (seq, Convert.FromHexString(hex))
            : null;
    }

    public void Write(long seq, ReadOnlySpan<byte> hash)
    {
        _handle ??= File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        seq.TryFormat(_line, out _, "D19", CultureInfo.InvariantCulture);
        _line[19] = (byte)' ';
        Convert.TryToHexStringLower(hash, _line.AsSpan(20), out _);
        _line[^1] = (byte)'\n';
        RandomAccess.Write(_handle, _line, 0);
    }

    public void Dispose() => _handle?.Dispose();
}
