using Inventory;

namespace Edge.Ledger;

/// <summary>Which keys were answered, and where the answer is. Belongs to the writer.</summary>
internal sealed class AnswerBook
{
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);

    /// <param name="place">Sequence number of the first event, or the refusal's number below zero.</param>
    public bool TryFind(string key, out long place) => _places.TryGetValue(key, out place);

    public void Add(string key, long place) => _places.TryAdd(key, place);

    /// <summary>The first answer, read again from the ledger.</summary>
    public static CommandAnswer Recall(EventReader reader, string key, long place)
    {
        if (place < 0)
        {
            (Refusal why, string? detail) = reader.ReadRefusal(-place);
            return new CommandAnswer(new Decision.Refused(why, detail), 0, 0, Repeated: true);
        }
        List<DomainEvent> events = [];
        reader.Walk(place - 1, -1, (in row) =>
        {
            if (row.Key != key) return false;
            events.Add(row.ReadEvent());
            return true;
        });
        return new CommandAnswer(new Decision.Accepted(events), place, place + events.Count - 1, Repeated: true);
    }
}
