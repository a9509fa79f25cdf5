using System.Text.Json;

namespace Edge.Hub;

/// <summary>What the hub still tells of this site: what the site itself had said last and the broker retained, and the hub's own acknowledgement.</summary>
/// <param name="AppliedUpTo">Last ledger entry that the hub says it has stored; null when it says nothing.</param>
/// <param name="ChainUpTo">Last ledger entry of which the chain's end was told; null when none was.</param>
/// <param name="LevelsUpTo">Last ledger entry in the levels; null when there are none.</param>
/// <param name="LevelsAsOf">When the levels were so.</param>
/// <param name="Levels">Bags by product, group and state as the region sees them.</param>
internal sealed record HubWord(
    long? AppliedUpTo, long? ChainUpTo, long? LevelsUpTo, DateTimeOffset? LevelsAsOf, IReadOnlyDictionary<HubLevel, int> Levels)
{
    public static readonly HubWord Nothing = new(null, null, null, null, new Dictionary<HubLevel, int>());

    /// <summary>The last entry that the hub knows of in any way: its number must not be given to another one. Null when it tells nothing.</summary>
    public long? UpTo => new[] { AppliedUpTo, ChainUpTo, LevelsUpTo }.Max();

    public HubWord WithApplied(ReadOnlySpan<byte> payload) => Seq(payload) is { } seq ? this with { AppliedUpTo = seq } : this;

    public HubWord WithChain(ReadOnlySpan<byte> payload) => Seq(payload) is { } seq ? this with { ChainUpTo = seq } : this;

    public HubWord WithLevels(ReadOnlySpan<byte> payload)
    {
        if (Parse(payload) is not { } json || Seq(payload) is not { } seq
            || Text(json, "asOf") is null || !json.GetProperty("asOf").TryGetDateTimeOffset(out DateTimeOffset asOf)) return this;
        return this with { LevelsUpTo = seq, LevelsAsOf = asOf, Levels = RowsOf(json) };
    }

    /// <summary>Where levels differ, in plain sentences: what a person has to look for after a restore.</summary>
    /// <param name="here">Rows as <see cref="StockState.Rows"/> writes them.</param>
    public IEnumerable<string> Differences(ReadOnlySpan<byte> here)
    {
        IReadOnlyDictionary<HubLevel, int> own = Parse(here) is { } json ? RowsOf(json) : new Dictionary<HubLevel, int>();
        return from level in Levels.Keys.Union(own.Keys)
               let there = Levels.GetValueOrDefault(level)
               let mine = own.GetValueOrDefault(level)
               where there != mine
               orderby level.Product, level.Group, level.State
               select $"  {level.Product} group {level.Group} {level.State}: the region {there}, restored {mine}";
    }

    private static Dictionary<HubLevel, int> RowsOf(JsonElement json)
    {
        Dictionary<HubLevel, int> levels = [];
        if (json.TryGetProperty("rows", out JsonElement rows) && rows.ValueKind == JsonValueKind.Array)
            foreach (JsonElement row in rows.EnumerateArray())
                if (Text(row, "product") is { } product && Text(row, "group") is { } group && Text(row, "state") is { } state
                    && row.TryGetProperty("n", out JsonElement n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out int count))
                    levels[new HubLevel(product, group, state)] = count;
        return levels;
    }

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Seq(ReadOnlySpan<byte> payload) =>
        Parse(payload) is { } json && json.TryGetProperty("seq", out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long seq) && seq >= 0
            ? seq
            : null;

    /// <returns>Null for what is no JSON object.</returns>
    private static JsonElement? Parse(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader reader = new(payload);
        try
        {
            return JsonElement.TryParseValue(ref reader, out JsonElement? json) && json is { ValueKind: JsonValueKind.Object } ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One row of the levels.</summary>
internal readonly record struct HubLevel(string Product, string Group, string State);
