using Inventory;

namespace Edge.Ledger;

/// <summary>Which keys were answered, and where the answer is: the newest in memory, all older ones in the index.</summary>
/// <remarks>
/// Belongs to the writer. A place is the sequence number of an answer's first event, or a refusal's number below zero.
/// </remarks>
internal sealed class AnswerBook(ReaderPool<EventReader> events, ReaderPool<IndexReader> index, LedgerIndexer indexer)
{
    private readonly Dictionary<string, long> _recent = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long Place)> _inOrder = [];
    private readonly List<long> _places = [];

    public int RecentCount => _recent.Count;

    /// <exception cref="LedgerUnavailableException">The index cannot be read: whether the key is new is not known.</exception>
    public bool TryFind(string key, out long place)
    {
        if (_recent.TryGetValue(key, out place)) return true;
        long hash = KeyHash.Of(key);
        if (indexer.Filter is { } filter && !filter.MayContain(hash)) return false;
        _places.Clear();
        index.Use(reader =>
        {
            reader.Places(hash, _places);
            return true;
        });
        if (_places.Count == 0) return false;
        long? found = events.Use(reader => First(reader, key));
        place = found.GetValueOrDefault();
        return found.HasValue;
    }

    public void Add(string key, long place)
    {
        if (_recent.TryAdd(key, place)) _inOrder.Enqueue((key, place));
    }

    /// <summary>Lets go of what the index knows by now.</summary>
    public void Prune()
    {
        IndexPosition position = indexer.Position;
        while (_inOrder.TryPeek(out (string Key, long Place) oldest)
            && (oldest.Place > 0 ? oldest.Place <= position.Seq : -oldest.Place <= position.Refusal))
        {
            _inOrder.Dequeue();
            _recent.Remove(oldest.Key);
        }
    }

    /// <summary>The first answer, read again from the ledger.</summary>
    public CommandAnswer Recall(string key, long place) => events.Use(reader =>
    {
        if (place < 0)
        {
            (Refusal why, string? detail) = reader.ReadRefusal(-place);
            return new CommandAnswer(new Decision.Refused(why, detail), 0, 0, Repeated: true);
        }
        List<DomainEvent> recorded = [];
        reader.Walk(place - 1, -1, (in row) =>
        {
            if (row.Key != key) return false;
            recorded.Add(row.ReadEvent());
            return true;
        });
        return new CommandAnswer(new Decision.Accepted(recorded), place, place + recorded.Count - 1, Repeated: true);
    });

    /// <remarks>Two keys may share a hash, and a long answer may stand in the index more than once: its first event counts.</remarks>
    private long? First(EventReader reader, string key)
    {
        _places.Sort();
        foreach (long place in _places)
            if (reader.KeyAt(place) == key) return place;
        return null;
    }
}
