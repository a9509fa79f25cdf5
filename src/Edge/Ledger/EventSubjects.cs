using System.Text;
using System.Text.Json;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>Whom and what an entry is about: the units that its JSON names anywhere, the account that it names, and who acted.</summary>
/// <remarks>Read from the recorded bytes, so that a new event type is found without a line of its own.</remarks>
internal static class EventSubjects
{
    public static string Of(UnitKey unit) => $"unit:{unit}";

    public static string OfPerson(string account) => $"person:{account}";

    public static void Collect(in EventRow row, List<(string Subject, long Seq)> into)
    {
        long seq = row.Seq;
        Actor by = row.By;
        if (by.Kind != ActorKind.Service && by.Name.Length > 0) into.Add((OfPerson(by.Name), seq));
        Utf8JsonReader json = new(row.Json);
        bool account = false;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName) account = json.ValueTextEquals("account"u8);
            else if (json.TokenType == JsonTokenType.String)
            {
                if (account) into.Add((OfPerson(json.GetString()!), seq));
                else if (json.ValueSpan.Length == UnitKey.Length && UnitKey.TryParse(Encoding.UTF8.GetString(json.ValueSpan), out UnitKey unit))
                    into.Add((Of(unit), seq));
            }
        }
    }
}
