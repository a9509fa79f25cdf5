using System.Text.Json;
using Edge.Ledger;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Hub;

/// <summary>The site's levels as the hub sees them: how many bags of which product, group and state.</summary>
internal static class StockState
{
    private readonly record struct Row(ProductCode Product, string Group, string State);

    /// <param name="changesAt">When a bag expires and the levels change by themselves; null when none will.</param>
    /// <returns>The rows alone: equal bytes mean equal levels.</returns>
    public static byte[] Rows(LedgerSnapshot snapshot, DateTimeOffset now, out DateTimeOffset? changesAt)
    {
        Dictionary<Row, (int Count, DateTimeOffset Earliest)> levels = [];
        changesAt = null;
        foreach (BloodUnit unit in snapshot.State.Units.Values)
        {
            if (!unit.IsInStock) continue;
            if (!unit.IsExpired(now) && !(unit.ExpiresAt >= changesAt)) changesAt = unit.ExpiresAt;
            Row row = new(unit.Key.Product, unit.GroupCode, StateOf(unit, now));
            (int count, DateTimeOffset earliest) = levels.GetValueOrDefault(row, (0, DateTimeOffset.MaxValue));
            levels[row] = (count + 1, unit.ExpiresAt < earliest ? unit.ExpiresAt : earliest);
        }
        return HubText.Json(writer =>
        {
            writer.WriteStartArray("rows");
            foreach ((Row row, (int count, DateTimeOffset earliest)) in levels
                .OrderBy(static level => level.Key.Product.ToString(), StringComparer.Ordinal)
                .ThenBy(static level => level.Key.Group, StringComparer.Ordinal).ThenBy(static level => level.Key.State, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString("product", row.Product.ToString());
                writer.WriteString("group", row.Group);
                writer.WriteString("state", row.State);
                writer.WriteNumber("n", count);
                writer.WriteString("earliestExpiry", HubText.Instant(earliest));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    /// <param name="seq">Last ledger entry in the rows: the consumer knows by it how far events overlap.</param>
    public static byte[] Message(string site, DateTimeOffset asOf, long seq, byte[] rows) => HubText.Json(writer =>
    {
        writer.WriteNumber("v", 1);
        writer.WriteString("site", site);
        writer.WriteString("asOf", HubText.Instant(asOf));
        writer.WriteNumber("seq", seq);
        writer.WriteBoolean("complete", true);
        writer.WritePropertyName("rows");
        using JsonDocument document = JsonDocument.Parse(rows);
        document.RootElement.GetProperty("rows").WriteTo(writer);
    });

    /// <summary>
    /// A bag past its time is no stock to anybody, whatever was last decided about it; an available one that has left its shelf
    /// is none that another site could ask for.
    /// </summary>
    private static string StateOf(BloodUnit unit, DateTimeOffset now) =>
        unit.IsExpired(now) ? "expired"
        : unit is { Status: UnitStatus.Available, IsTakenOut: true } ? "takenOut"
        : JsonNamingPolicy.CamelCase.ConvertName(unit.Status.ToString());
}
