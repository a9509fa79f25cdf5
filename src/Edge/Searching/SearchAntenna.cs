using Inventory;

namespace Edge.Searching;

/// <summary>One try of an antenna to hear the bag.</summary>
/// <param name="MarginDb">Decibels over what the antenna must have, at its usual power; null when it heard nothing.</param>
internal readonly record struct SearchTry(DateTimeOffset At, double? MarginDb);

/// <summary>One antenna of a search: its last tries, and the power with which it tries next.</summary>
/// <remarks>
/// A staircase: heard, the next try has less power; not heard, more. So the power stays near the one at which the bag is just heard, what
/// leaks from elsewhere falls silent first, and a reader that tells no strengths tells the distance too.
/// </remarks>
/// <param name="limitDbm">Weakest strength that the antenna usually hears.</param>
internal sealed class SearchAntenna(string reader, byte port, PlaceId place, double limitDbm)
{
    public const int TriesShown = 6;

    /// <summary>Decibels to the usual power; never above it, since the door may stand open.</summary>
    private static readonly int[] s_stepsDb = [-9, -6, -3, 0];

    private readonly Queue<SearchTry> _tries = new();
    private int _step = s_stepsDb.Length - 1;

    public string Reader => reader;
    public byte Port => port;
    public PlaceId Place => place;
    public int StepDb => s_stepsDb[_step];

    /// <summary>The last <see cref="TriesShown"/>, oldest first.</summary>
    public IReadOnlyCollection<SearchTry> Tries => _tries;

    public int Heard => _tries.Count(static one => one.MarginDb is not null);

    /// <param name="rssiDbm">Strongest answer in this try; null when there was none, NaN when the reader tells no strength.</param>
    public SearchTry Tried(double? rssiDbm, DateTimeOffset at)
    {
        // Without a strength all that is known is how much power could be missing.
        double? margin = rssiDbm is not { } dbm ? null : double.IsNaN(dbm) ? -StepDb : Math.Max(0, dbm - StepDb - limitDbm);
        SearchTry told = new(at, margin);
        _tries.Enqueue(told);
        if (_tries.Count > TriesShown) _tries.Dequeue();
        _step = Math.Clamp(_step + (margin is null ? 1 : -1), 0, s_stepsDb.Length - 1);
        return told;
    }

    /// <returns>Mean of what it heard since then; null when it heard nothing.</returns>
    public double? MarginDb(DateTimeOffset since)
    {
        double sum = 0;
        int heard = 0;
        foreach (SearchTry one in _tries)
            if (one.At >= since && one.MarginDb is { } margin)
                (sum, heard) = (sum + margin, heard + 1);
        return heard == 0 ? null : sum / heard;
    }
}
