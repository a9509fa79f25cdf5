using Edge.Devices;
using Edge.Ledger;

namespace Edge.Web.Views;

/// <summary>Keeps the one index and the one count that all requests share. A commit, or a second, makes a new one when it is asked for.</summary>
internal sealed class SiteViews(ILedger ledger, IBeliefs beliefs, TimeProvider time)
{
    private static readonly TimeSpan s_countFor = TimeSpan.FromSeconds(1);

    private readonly Lock _indexGate = new(), _countGate = new();
    private volatile SiteIndex? _index;
    private volatile PresenceCounts? _counts;

    /// <summary>Of the newest ledger state.</summary>
    public SiteIndex Index
    {
        get
        {
            LedgerSnapshot current = ledger.Current;
            if (_index is { } known && ReferenceEquals(known.Ledger, current)) return known;
            lock (_indexGate) // one works it out, the others wait for it
            {
                current = ledger.Current;
                if (_index is { } made && ReferenceEquals(made.Ledger, current)) return made;
                return _index = new SiteIndex(current);
            }
        }
    }

    /// <summary>Of the newest ledger state, with beliefs at most a second old.</summary>
    public PresenceCounts Counts
    {
        get
        {
            SiteIndex index = Index;
            DateTimeOffset now = time.GetUtcNow();
            if (_counts is { } known && Fits(known, index, now)) return known;
            lock (_countGate)
            {
                if (_counts is { } made && Fits(made, index, now)) return made;
                return _counts = new PresenceCounts(index, beliefs, now);
            }
        }
    }

    private static bool Fits(PresenceCounts counts, SiteIndex index, DateTimeOffset now) =>
        ReferenceEquals(counts.Index, index) && now - counts.At < s_countFor && counts.At <= now;
}
