using Inventory;
using Inventory.Stocktaking;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Recordings as the rounds of one count of a list of expected tags.</summary>
internal sealed class StocktakeReplay(IReadOnlyList<TagUii> expected)
{
    private readonly CountTally _tally = new(expected.Count);
    private readonly HashSet<TagUii> _expected = [.. expected];
    private readonly HashSet<TagUii> _other = [];

    /// <summary>Adds a recording as one more round and says what the count knows then.</summary>
    public StocktakeRound Add(Recording recording, CancellationToken ct)
    {
        if (Rounds > 0) _tally.NextRound();
        Rounds++;
        foreach (ReaderEvent happened in recording.Events())
        {
            ct.ThrowIfCancellationRequested();
            if (happened.Kind != ReaderEventKind.TagRead) continue;
            TagRead read = happened.Read;
            TagUii tag = Recording.Uii(read.Epc);
            bool first = _tally.Observe(tag, read.AntennaPort, read.RssiDbm ?? float.NaN, read.ObservedAt.UtcTicks);
            if (first && !_expected.Contains(tag)) _other.Add(tag);
        }
        return new StocktakeRound(Rounds, recording.Name, _other.Count, Estimate());
    }

    public int Rounds { get; private set; }

    /// <summary>How many expected tags were heard in exactly <paramref name="hits"/> moments.</summary>
    public int HeardExactly(int hits) => expected.Count(tag => _tally.TryGet(tag, out TagTally tally) && tally.Hits == hits);

    private CountEstimate Estimate() => Completeness.Estimate(
        [.. expected.Select(tag => new Hearing(_tally.TryGet(tag, out TagTally tally) ? tally.Hits : 0, Rounds))]);
}

/// <param name="SeenOther">Tags heard that nobody expected.</param>
/// <param name="Estimate">Chances of absence in the order of the expected tags.</param>
internal readonly record struct StocktakeRound(int Round, string File, int SeenOther, CountEstimate Estimate);
