namespace Edge.Ledger;

/// <summary>Answers queries from the index, and from the ledger itself for the entries that the index does not know yet.</summary>
internal sealed class LedgerSearch(ReaderPool<EventReader> events, ReaderPool<IndexReader> index)
{
    private const int Chunk = 256;

    /// <summary>Newest first.</summary>
    public List<LedgerEntry> Find(LedgerQuery query, CancellationToken ct) => events.Use(reader =>
    {
        List<LedgerEntry> found = [];
        foreach (long seq in Places(reader, query, ct))
        {
            LedgerEntry entry = reader.Read(seq - 1, 1, ct)[0];
            if (IsInSpan(query, entry.OccurredAt)) found.Add(entry);
            if (found.Count == query.Limit) break;
        }
        return found;
    });

    /// <summary>Sequence numbers of all entries that fit, but for the span of time.</summary>
    private IEnumerable<long> Places(EventReader reader, LedgerQuery query, CancellationToken ct)
    {
        if (query is { Unit: null, Person: null, From: null, To: null })
        {
            for (long seq = Math.Min(query.BeforeSeq - 1, reader.LastSeq()); seq > 0; seq--) yield return seq;
            yield break;
        }
        long indexed = index.Use(static reader => reader.Position().Seq);
        foreach (long seq in Tail(reader, query, indexed, ct)) yield return seq;
        long before = Math.Min(query.BeforeSeq, indexed + 1);
        List<long> places;
        do
        {
            ct.ThrowIfCancellationRequested();
            places = index.Use(reader => Indexed(reader, query, before));
            foreach (long seq in places) yield return seq;
            if (places.Count > 0) before = places[^1];
        }
        while (places.Count > 0);
    }

    /// <summary>Entries after the index's position, newest first: at most about a second's.</summary>
    private static List<long> Tail(EventReader reader, LedgerQuery query, long indexed, CancellationToken ct)
    {
        string[] wanted = [.. Subjects(query)];
        List<long> tail = [];
        List<(string Subject, long Seq)> subjects = [];
        reader.Walk(indexed, -1, (in row) =>
        {
            if (row.Seq >= query.BeforeSeq) return false;
            subjects.Clear();
            EventSubjects.Collect(row, subjects);
            if (Array.TrueForAll(wanted, subject => subjects.Exists(found => found.Subject == subject))) tail.Add(row.Seq);
            return true;
        }, ct);
        tail.Reverse();
        return tail;
    }

    /// <summary>The next places below <paramref name="before"/>, newest first.</summary>
    private static List<long> Indexed(IndexReader reader, LedgerQuery query, long before)
    {
        List<long> places = [];
        string[] subjects = [.. Subjects(query)];
        if (subjects is [])
        {
            reader.ByMoment(query.From?.UtcTicks ?? 0, query.To?.UtcTicks ?? long.MaxValue, before, Chunk, places);
            return places;
        }
        reader.BySubject(subjects[0], subjects.ElementAtOrDefault(1), before, Chunk, places);
        return places;
    }

    private static IEnumerable<string> Subjects(LedgerQuery query)
    {
        if (query.Unit is { } unit) yield return EventSubjects.Of(unit);
        if (query.Person is { } person) yield return EventSubjects.OfPerson(person);
    }

    private static bool IsInSpan(LedgerQuery query, DateTimeOffset at) =>
        (query.From is null || at >= query.From) && (query.To is null || at < query.To);
}
