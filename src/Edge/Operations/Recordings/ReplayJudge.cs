using Inventory;
using Inventory.Presence;

namespace Edge.Operations.Recordings;

/// <summary>Compares what is believed with the place that a recording is named after.</summary>
internal sealed class ReplayJudge(PresenceLayout layout)
{
    private readonly Dictionary<TagUii, Score> _tags = [];
    private PlaceId? _truth;

    public int Moves { get; private set; }
    public int FalseMoves { get; private set; }
    public long JudgedSeconds { get; private set; }
    public long RightSeconds { get; private set; }

    /// <summary>
    /// The place that a file is named after: <c>zone1.csv</c>, <c>zone1-second-minute.csv</c>, <c>fridge-1_shelf-3.csv</c> with _ for
    /// the slash. Null when it is no place of the layout.
    /// </summary>
    public static PlaceId? TruthOf(string fileName, PresenceLayout layout)
    {
        PlaceId? longest = null;
        foreach (PlaceId zone in layout.Zones)
        {
            string name = zone.ToString().Replace('/', '_');
            bool named = fileName.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (fileName.Length == name.Length || !char.IsLetterOrDigit(fileName[name.Length]));
            if (named && name.Length > (longest?.ToString().Length ?? 0)) longest = zone;
        }
        return longest;
    }

    public void Begin(string fileName) => _truth = TruthOf(fileName, layout);

    public void Concluded(in PlaceChange change)
    {
        if (change.Change == PresenceChange.Moved) Moves++;
        if (_truth is { } truth && change.Place is { } place && place != truth) Of(change.Tag).FalseMoves++;
    }

    public void Believed(TagUii tag, in PlaceBelief belief)
    {
        Score score = Of(tag);
        score.Seconds++;
        if (belief.LastHeardAt != score.HeardAt) score.HeardSeconds++;
        score.HeardAt = belief.LastHeardAt;
        if (belief.Zone == _truth) score.RightSeconds++;
    }

    /// <summary>The file is played: the tag that was heard in most seconds of it is the one that lay there.</summary>
    public void End()
    {
        if (_truth is not null && _tags.Values.MaxBy(static score => score.HeardSeconds) is { } score)
        {
            JudgedSeconds += score.Seconds;
            RightSeconds += score.RightSeconds;
            FalseMoves += score.FalseMoves;
        }
        _tags.Clear();
    }

    private Score Of(TagUii tag)
    {
        if (!_tags.TryGetValue(tag, out Score? score)) _tags[tag] = score = new Score();
        return score;
    }

    private sealed class Score
    {
        public long Seconds, HeardSeconds, RightSeconds;
        public int FalseMoves;
        public DateTimeOffset? HeardAt;
    }
}
