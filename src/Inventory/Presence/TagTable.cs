namespace Inventory.Presence;

/// <summary>Tags by identity: open addressing over blocks of tracks, so that growing never copies a track and nothing is allocated for a known tag.</summary>
internal sealed class TagTable
{
    private const int BlockBits = 10, BlockSize = 1 << BlockBits;
    private const ulong Empty = ulong.MaxValue, Gone = ulong.MaxValue - 1;

    private readonly Stack<int> _free = new();
    private TagTrack[][] _blocks = [];
    private ulong[] _index = NewIndex(1024); // hash in the upper half: a foreign tag is passed over without fetching its track
    private int _marked; // entries that are not Empty

    public int Count { get; private set; }

    /// <summary>Positions ever used; some may be free.</summary>
    public int Positions { get; private set; }

    public ref TagTrack this[int position] => ref _blocks[position >> BlockBits][position & (BlockSize - 1)];

    /// <returns>The position, or a negative number when the tag is not known.</returns>
    public int Find(in TagUii tag)
    {
        ulong[] index = _index;
        uint hash = (uint)tag.GetHashCode();
        int mask = index.Length - 1;
        for (int at = Start(hash, mask); ; at = (at + 1) & mask)
        {
            ulong entry = index[at];
            if (entry == Empty) return -1;
            if ((uint)(entry >> 32) == hash && entry != Gone && this[(int)entry].Tag.Equals(tag)) return (int)entry;
        }
    }

    /// <summary>Has the memory of a tag's place in the index fetched, for a <see cref="Fetch"/> a little later.</summary>
    public void FetchIndex(in TagUii tag) => Memory.Fetch(ref _index[Start((uint)tag.GetHashCode(), _index.Length - 1)]);

    /// <summary>Has the track of a tag fetched that is going to be read a little later.</summary>
    public void Fetch(in TagUii tag)
    {
        uint hash = (uint)tag.GetHashCode();
        int mask = _index.Length - 1;
        for (int at = Start(hash, mask); _index[at] != Empty; at = (at + 1) & mask)
        {
            if ((uint)(_index[at] >> 32) != hash || _index[at] == Gone) continue;
            Memory.Fetch(ref this[(int)_index[at]], TagTrack.Bytes);
            return;
        }
    }

    /// <summary>Adds a tag that is not there yet.</summary>
    public int Add(in TagUii tag)
    {
        if ((_marked + 1) * 2 > _index.Length) Rehash();
        if (!_free.TryPop(out int position))
        {
            position = Positions++;
            if (position >> BlockBits == _blocks.Length) _blocks = [.. _blocks, new TagTrack[BlockSize]];
        }
        this[position] = new TagTrack { Tag = tag, InUse = true };
        if (Place(_index, tag, position)) _marked++;
        Count++;
        return position;
    }

    public void Remove(int position)
    {
        int mask = _index.Length - 1;
        int at = Start((uint)this[position].Tag.GetHashCode(), mask);
        while (_index[at] >= Gone || (int)_index[at] != position) at = (at + 1) & mask;
        _index[at] = Gone;
        this[position] = default;
        _free.Push(position);
        Count--;
    }

    /// <returns>True when an entry was taken that had never been used.</returns>
    private static bool Place(ulong[] index, in TagUii tag, int position)
    {
        int mask = index.Length - 1;
        uint hash = (uint)tag.GetHashCode();
        int at = Start(hash, mask);
        while (index[at] < Gone) at = (at + 1) & mask;
        bool fresh = index[at] == Empty;
        index[at] = ((ulong)hash << 32) | (uint)position;
        return fresh;
    }

    // tags of one site have numbers in a row, and their hashes then differ in few bits: multiply, and take the upper ones
    private static int Start(uint hash, int mask) => (int)((hash * 0x9E3779B97F4A7C15UL) >> 40) & mask;

    private void Rehash()
    {
        int size = _index.Length;
        while (size < (Count + 1) * 4) size *= 2;
        ulong[] index = NewIndex(size);
        for (int position = 0; position < Positions; position++)
        {
            ref TagTrack track = ref this[position];
            if (track.InUse) Place(index, track.Tag, position);
        }
        (_index, _marked) = (index, Count);
    }

    private static ulong[] NewIndex(int size)
    {
        ulong[] index = new ulong[size];
        Array.Fill(index, Empty);
        return index;
    }
}
