namespace Edge.Ledger;

/// <param name="Seq">Events up to this one are in the index.</param>
/// <param name="Refusal">Refusals up to this one are in the index.</param>
internal sealed record IndexPosition(long Seq, long Refusal);

/// <summary>Some entries that follow each other, and the span of time in which they happened.</summary>
internal readonly record struct IndexSpan(long First, long Last, long MinTicks, long MaxTicks)
{
    /// <summary>Entries in one span at most: what a question about an hour reads in vain at either end.</summary>
    public const int MaxEntries = 256;

    public bool IsFull => Last - First + 1 >= MaxEntries;

    public IndexSpan With(long seq, long ticks) => this with
    {
        Last = seq, MinTicks = Math.Min(MinTicks, ticks), MaxTicks = Math.Max(MaxTicks, ticks),
    };
}

/// <summary>What a stretch of the ledger adds to the index. Reused.</summary>
internal sealed class IndexStretch
{
    public List<(long Hash, long Place)> Keys { get; } = [];

    /// <summary>Places as of <see cref="EventSubjects.Place"/>.</summary>
    public List<long> Subjects { get; } = [];

    /// <summary>The first may be the last one of the stretch before, grown.</summary>
    public List<IndexSpan> Spans { get; } = [];

    public IndexPosition End { get; set; } = new(0, 0);

    public byte[] Hash { get; } = new byte[EntryLayout.HashBytes];

    public void Begin(LedgerIndex index)
    {
        Keys.Clear();
        Subjects.Clear();
        Spans.Clear();
        if (index.LastSpan is { IsFull: false } open) Spans.Add(open);
        index.Hash.CopyTo(Hash, 0);
    }

    public void AddMoment(long seq, long ticks)
    {
        if (Spans.Count > 0 && !Spans[^1].IsFull) Spans[^1] = Spans[^1].With(seq, ticks);
        else Spans.Add(new IndexSpan(seq, seq, ticks, ticks));
    }
}
