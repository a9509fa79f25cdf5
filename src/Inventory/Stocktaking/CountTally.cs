namespace Inventory.Stocktaking;

/// <summary>What a count has heard: by tag its hits, its best strength, where and when. One owner; nothing is allocated for a read.</summary>
/// <param name="expectedTags">About how many, so that the table need not grow while the reads come.</param>
public sealed class CountTally(int expectedTags = 256)
{
    /// <summary>Reads of one tag by one antenna within this time share one fade and are one hit: 0.25 s.</summary>
    public const long MomentTicks = TimeSpan.TicksPerSecond / 4;

    private readonly Dictionary<TagUii, int> _index = new(expectedTags);
    private TagTally[] _tags = new TagTally[expectedTags];
    private int _round;

    public int Tags => _index.Count;
    public long Reads { get; private set; }

    /// <summary>From 0; a tag's <see cref="TagTally.Rounds"/> counts the rounds in which it was heard.</summary>
    public int Round => _round;

    /// <summary>Tags that nobody had heard before, in the round that runs.</summary>
    public int NewInRound { get; private set; }

    public void NextRound()
    {
        _round++;
        NewInRound = 0;
    }

    /// <param name="antenna">Any number that tells the antennas of the count apart.</param>
    /// <param name="rssiDbm">NaN when the reader gives none.</param>
    /// <returns>True for a tag that had not been heard in this count.</returns>
    public bool Observe(TagUii tag, int antenna, float rssiDbm, long atTicks)
    {
        Reads++;
        ref int index = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_index, tag, out bool known);
        if (!known)
        {
            index = _index.Count - 1;
            if (index == _tags.Length) Array.Resize(ref _tags, _tags.Length * 2);
            _tags[index] = new TagTally { LastRound = -1, BestRssiDbm = float.NegativeInfinity };
            NewInRound++;
        }
        ref TagTally tally = ref _tags[index];
        bool sameMoment = known && tally.LastAntenna == antenna && Math.Abs(atTicks - tally.LastTicks) < MomentTicks;
        if (!sameMoment)
        {
            tally.Hits++;
            (tally.LastAntenna, tally.LastTicks) = (antenna, atTicks);
        }
        if (rssiDbm >= tally.BestRssiDbm) (tally.BestRssiDbm, tally.BestAntenna) = (rssiDbm, antenna);
        else if (!known) tally.BestAntenna = antenna;
        if (tally.LastRound != _round)
        {
            tally.LastRound = _round;
            tally.Rounds++;
        }
        return !known;
    }

    public bool TryGet(TagUii tag, out TagTally tally)
    {
        bool heard = _index.TryGetValue(tag, out int index);
        tally = heard ? _tags[index] : default;
        return heard;
    }

    public IEnumerable<KeyValuePair<TagUii, TagTally>> All()
    {
        foreach ((TagUii tag, int index) in _index) yield return new(tag, _tags[index]);
    }
}

/// <summary>One tag in a count.</summary>
public struct TagTally
{
    /// <summary>Independent moments in which it was heard.</summary>
    public int Hits { get; internal set; }

    /// <summary>Rounds in which it was heard.</summary>
    public int Rounds { get; internal set; }

    /// <summary>Strongest read, dBm; negative infinity when the reader gives no strength.</summary>
    public float BestRssiDbm { get; internal set; }

    /// <summary>The antenna of the strongest read.</summary>
    public int BestAntenna { get; internal set; }

    public long LastTicks { get; internal set; }
    internal int LastAntenna { get; set; }
    internal int LastRound { get; set; }
}
