using System.Text;

namespace Edge.Ledger;

/// <summary>Sixty-four bits for a text: FNV-1a over its UTF-8, mixed once more. Whoever finds by it compares the text itself.</summary>
internal static class KeyHash
{
    private const int MostBytes = 128 * 3; // of a key of 128 characters

    public static long Of(string key)
    {
        Span<byte> utf8 = stackalloc byte[MostBytes];
        return Of(utf8[..Encoding.UTF8.GetBytes(key, utf8)]);
    }

    /// <param name="kind">Tells texts of different kinds apart.</param>
    public static long Of(ReadOnlySpan<byte> utf8, byte kind = 0)
    {
        const ulong Prime = 1099511628211;
        ulong hash = (14695981039346656037 ^ kind) * Prime;
        foreach (byte one in utf8) hash = (hash ^ one) * Prime;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return (long)hash;
    }
}
