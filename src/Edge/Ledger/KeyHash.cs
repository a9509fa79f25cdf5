using System.Text;

namespace Edge.Ledger;

/// <summary>Sixty-four bits for a key: FNV-1a over its UTF-8, mixed once more. Two keys of one hash are told apart in the ledger.</summary>
internal static class KeyHash
{
    private const int MostBytes = 128 * 3; // of a key of 128 characters

    public static long Of(string key)
    {
        Span<byte> utf8 = stackalloc byte[MostBytes];
        return Of(utf8[..Encoding.UTF8.GetBytes(key, utf8)]);
    }

    public static long Of(ReadOnlySpan<byte> keyUtf8)
    {
        ulong hash = 14695981039346656037;
        foreach (byte one in keyUtf8) hash = (hash ^ one) * 1099511628211;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return (long)hash;
    }
}
