namespace Edge.Ledger;

/// <summary>A Bloom filter over the keys in the index: "certainly new" or "perhaps known". One thread adds, others may ask.</summary>
/// <remarks>Ten bits a key and seven probes: of a hundred new keys one is looked up in vain. 1.25 MB for a million keys.</remarks>
internal sealed class KeyFilter(long capacity)
{
    private const int BitsPerKey = 10, Probes = 7;

    private readonly ulong[] _words = new ulong[Math.Max(1024, capacity * BitsPerKey / 64)];

    /// <summary>Keys for which it was made; with more of them it says "perhaps" too often.</summary>
    public long Capacity { get; } = capacity;

    public long Count { get; private set; }

    public void Add(long keyHash)
    {
        for (int probe = 0; probe < Probes; probe++)
        {
            ulong bit = Bit(keyHash, probe);
            Volatile.Write(ref _words[bit >> 6], _words[bit >> 6] | (1UL << (int)(bit & 63)));
        }
        Count++;
    }

    /// <returns>False when the key was never added.</returns>
    public bool MayContain(long keyHash)
    {
        for (int probe = 0; probe < Probes; probe++)
        {
            ulong bit = Bit(keyHash, probe);
            if ((Volatile.Read(ref _words[bit >> 6]) & (1UL << (int)(bit & 63))) == 0) return false;
        }
        return true;
    }

    private ulong Bit(long keyHash, int probe)
    {
        ulong step = ((ulong)keyHash * 0x9E3779B97F4A7C15) | 1;
        return ((ulong)keyHash + ((ulong)probe * step)) % ((ulong)_words.Length * 64);
    }
}
