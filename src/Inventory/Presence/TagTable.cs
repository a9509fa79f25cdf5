namespace Inventory.Presence;

/// <summary>Tags by identity: open addressing over blocks of tracks, so that growing never copies a track and nothing is allocated for a known tag.</summary>
internal sealed class TagTable
{
    private const int BlockBits = 9, BlockSize = 1 << BlockBits;
    private const int Empty = -1, Gone = -2;

    private readonly List<TagTrack[]> _blocks = [];
    private readonly Stack<int> _free = new();
    private int[] _index = NewIndex(1024);
    private int _marked; // entries that are not Empty

    public int Count { get; private set; }

    /// <summary>Positions ever used; some may be free.</summary>
    public int Positions { get; private set; }

    public ref TagTrack this[int position] => ref _blocks[position >> BlockBits][position & (BlockSize - 1)];

    /// <returns>The position, or a negative number when the tag is not known.</returns>
    public int Find(in TagUii tag)
    {
        int[] index = _index;
        int mask = index.Length - 1;
        for (int at = tag.GetHashCode() & mask; ; at = (at + 1) & mask)
        {
            int position = index[at];
            if (position == Empty) return -1;
            if (position >= 0 && this[position].Tag.Equals(tag)) return position;
        }
    }

    /// <summary>Adds a tag that is not there yet.</summary>
    public int Add(in TagUii tag)
    {
        if ((_marked + 1) * 2 > _index.Length) Rehash();
        if (!_free.TryPop(out int position))
        {
            position = Positions++;
            if (position >> BlockBits == _blocks.Count) _blocks.Add(new TagTrack[BlockSize]);
        }
        this[position] = new TagTrack { Tag = tag, InUse = true };
        if (Place(_index, tag, position)) _marked++;
        Count++;
        return position;
    }

    public void Remove(int position)
    {
        int mask = _index.Length - 1;
        int at = this[position].Tag.GetHashCode() & mask;
        while (_index[at] != position) at = (at + 1) & mask;
        _index[at] = Gone;
        this[position] = default;
        _free.Push(position);
        Count--;
    }

    private static bool Place(int[] index, in TagUii tag, int position)
    {
        int mask = index.Length - 1;
        int at = tag.GetHashCode() & mask;
        while (index[at] >= 0) at = (at + 1) & mask;
        bool fresh = index[at] == Empty;
        index[at] = position;
        return fresh;
    }

    private void Rehash()
    {
        int size = _index.Length;
        while (size < (Count + 1) * 4) size *= 2;
        int[] index = NewIndex(size);
        for (int position = 0; position < Positions; position++)
        {
            ref TagTrack track = ref this[position];
            if (track.InUse) Place(index, track.Tag, position);
        }
        (_index, _marked) = (index, Count);
    }

    private static int[] NewIndex(int size)
    {
        int[] index = new int[size];
        Array.Fill(index, Empty);
        return index;
    }
}
