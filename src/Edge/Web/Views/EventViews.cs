using System.Text.Json;
using Edge.Ledger;
using Edge.Web.Accounts;
using Inventory;

namespace Edge.Web.Views;

/// <summary>Ledger entries for people to read.</summary>
internal sealed class EventViews(AccountStore accounts)
{
    public IReadOnlyList<EventItem> Items(IEnumerable<LedgerEntry> entries)
    {
        Dictionary<string, string?> names = new(StringComparer.OrdinalIgnoreCase);
        List<EventItem> items = [];
        foreach (LedgerEntry entry in entries)
        {
            string? name = null;
            if (entry.By.Kind == ActorKind.Person && !names.TryGetValue(entry.By.Name, out name))
                names[entry.By.Name] = name = accounts.Find(entry.By.Name)?.DisplayName;
            using JsonDocument data = JsonDocument.Parse(entry.Json);
            items.Add(new EventItem(
                entry.Seq, entry.Type, entry.OccurredAt, entry.RecordedAt, entry.By.Kind, entry.By.Name, name, entry.Reason,
                data.RootElement.Clone()));
        }
        return items;
    }
}
