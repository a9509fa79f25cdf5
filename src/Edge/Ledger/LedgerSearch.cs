namespace Edge.Ledger;

/// <summary>Answers queries from the index, and from the ledger itself for the entries that the index does not know yet.</summary>
internal sealed class LedgerSearch(ReaderPool<EventReader> events, ReaderPool<IndexReader> index)
{
    private const int Chunk = 256;

    /// <summary>Newest first.</summary>
    public List<LedgerEntry> Find(LedgerQuery query, CancellationToken ct) => events.Use(reader =>
    {
        Subject[] subjects = [.. Subjects(query)];
        List<LedgerEntry> found = [];
        foreach (long seq in Candidates(reader, query, subjects, ct))
        {
            reader.Walk(seq - 1, 1, (in row) =>
            {
                if (Fits(row, query, subjects)) found.Add(row.ToEntry());
                return false;
            }, ct);
            if (found.Count == query.Limit) break;
        }
        return found;
    });

    /// <summary>Sequence numbers of all entries that fit, newest first, and some that do not.</summary>
    private IEnumerable<long> Candidates(EventReader reader, LedgerQuery query, Subject[] subjects, CancellationToken ct)
    {
        long newest = Math.Min(query.BeforeSeq - 1, query.KnownAt is { } known ? LastKnown(reader, known) : reader.LastSeq());
        long indexed = index.Use(static reader => reader.Position().Seq);
        foreach (long seq in Within(reader, indexed + 1, newest, query, subjects, ct)) yield return seq;
        long before = Math.Min(newest, indexed) + 1;
        IEnumerable<long> older = subjects.Length > 0 ? BySubject(subjects[0], before) : BySpan(reader, query, before, ct);
        foreach (long seq in older)
        {
            ct.ThrowIfCancellationRequested();
            yield return seq;
        }
    }

    /// <summary>The last entry that was recorded at an instant or before. The ledger's records never go back in time, so halving finds it.</summary>
    public static long LastKnown(EventReader reader, DateTimeOffset at)
    {
        long low = 0, high = reader.LastSeq();
        while (low < high)
        {
            long middle = low + ((high - low + 1) / 2), ticks = 0;
            reader.Walk(middle - 1, 1, (in row) =>
            {
                ticks = row.RecordedTicks;
                return false;
            });
            if (ticks <= at.UtcTicks) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private IEnumerable<long> BySubject(Subject subject, long before)
    {
        List<long> places;
        do
        {
            places = index.Use(reader => reader.BySubject(subject, before, Chunk));
            foreach (long seq in places) yield return seq;
            if (places.Count > 0) before = places[^1];
        }
        while (places.Count == Chunk);
    }

    private IEnumerable<long> BySpan(EventReader reader, LedgerQuery query, long before, CancellationToken ct)
    {
        long from = query.From?.UtcTicks ?? 0, to = query.To?.UtcTicks ?? long.MaxValue;
        while (index.Use(reader => reader.Span(from, to, before)) is { } span)
        {
            foreach (long seq in Within(reader, span.First, Math.Min(span.Last, before - 1), query, [], ct)) yield return seq;
            before = span.First;
        }
    }

    /// <summary>What fits among the entries from first to last, newest first.</summary>
    private static List<long> Within(
        EventReader reader, long first, long last, LedgerQuery query, Subject[] subjects, CancellationToken ct)
    {
        List<long> places = [];
        if (first > last) return places;
        reader.Walk(first - 1, (int)Math.Min(last - first + 1, int.MaxValue), (in row) =>
        {
            if (Fits(row, query, subjects)) places.Add(row.Seq);
            return true;
        }, ct);
        places.Reverse();
        return places;
    }

    private static bool Fits(in EventRow row, LedgerQuery query, Subject[] subjects)
    {
        if (query.From is { } from && row.OccurredTicks < from.UtcTicks) return false;
        if (query.To is { } to && row.OccurredTicks >= to.UtcTicks) return false;
        foreach (Subject subject in subjects)
            if (!EventSubjects.Names(row, subject)) return false;
        return true;
    }

    private static IEnumerable<Subject> Subjects(LedgerQuery query)
    {
        if (query.Unit is { } unit) yield return Subject.Of(unit);
        if (query.Person is { } person) yield return Subject.OfPerson(person);
    }
}
