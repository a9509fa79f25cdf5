using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Ledger;

/// <summary>What a part of a state holds.</summary>
internal enum StatePartKind : byte
{
    /// <summary>Everything but the two great dictionaries. A new member of the state lands here by itself.</summary>
    Rest,
    Units,
    Tags,
}

/// <summary>Some of a state as JSON. Parts are small: they are packed, read and parsed one by one, on all cores.</summary>
internal readonly record struct StatePart(StatePartKind Kind, byte[] Json);

/// <summary>The whole state as JSON in parts. One state has one spelling, so two states can be compared by their bytes.</summary>
/// <remarks>It is read and written by the program version that folded it and by no other, so it needs no versions of its own.</remarks>
internal static class StateBytes
{
    private const int ChunkEntries = 1000;

    /// <summary>Types that <see cref="StateJson"/> does not name are looked at when the program runs.</summary>
    private static readonly JsonSerializerOptions s_options = new(StateJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StateJson.Default, new DefaultJsonTypeInfoResolver()),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonTypeInfo<SiteState> s_rest = (JsonTypeInfo<SiteState>)s_options.GetTypeInfo(typeof(SiteState));

    private static readonly JsonTypeInfo<Dictionary<UnitKey, BloodUnit>> s_units =
        (JsonTypeInfo<Dictionary<UnitKey, BloodUnit>>)s_options.GetTypeInfo(typeof(Dictionary<UnitKey, BloodUnit>));

    private static readonly JsonTypeInfo<Dictionary<TagUii, SiteTag>> s_tags =
        (JsonTypeInfo<Dictionary<TagUii, SiteTag>>)s_options.GetTypeInfo(typeof(Dictionary<TagUii, SiteTag>));

    public static IEnumerable<StatePart> Write(SiteState state)
    {
        SiteState rest = state with
        {
            Units = ImmutableDictionary<UnitKey, BloodUnit>.Empty, Tags = ImmutableDictionary<TagUii, SiteTag>.Empty,
        };
        return Chunks(StatePartKind.Units, state.Units, s_units)
            .Concat(Chunks(StatePartKind.Tags, state.Tags, s_tags))
            .Prepend(new StatePart(StatePartKind.Rest, JsonSerializer.SerializeToUtf8Bytes(rest, s_rest)));
    }

    /// <summary>SHA-256 over all parts: two states with the same one are the same.</summary>
    public static byte[] Digest(SiteState state)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (StatePart part in Write(state)) hash.AppendData(part.Json);
        return hash.GetHashAndReset();
    }

    /// <summary>One part's content, for <see cref="Assemble"/>. Any thread.</summary>
    /// <exception cref="JsonException">Not a part of this program version.</exception>
    public static object Parse(StatePartKind kind, ReadOnlySpan<byte> json) => kind switch
    {
        StatePartKind.Rest => (object?)JsonSerializer.Deserialize(json, s_rest),
        StatePartKind.Units => JsonSerializer.Deserialize(json, s_units),
        StatePartKind.Tags => JsonSerializer.Deserialize(json, s_tags),
        _ => null,
    } ?? throw new JsonException($"A part of kind {kind} is empty or unknown.");

    /// <param name="parts">Of one state, in any order.</param>
    public static SiteState Assemble(IEnumerable<object> parts)
    {
        SiteState state = SiteState.Empty;
        ImmutableDictionary<UnitKey, BloodUnit>.Builder units = ImmutableDictionary.CreateBuilder<UnitKey, BloodUnit>();
        ImmutableDictionary<TagUii, SiteTag>.Builder tags = ImmutableDictionary.CreateBuilder<TagUii, SiteTag>();
        foreach (object part in parts)
        {
            if (part is SiteState rest) state = rest;
            else if (part is Dictionary<UnitKey, BloodUnit> someUnits) units.AddRange(someUnits);
            else if (part is Dictionary<TagUii, SiteTag> someTags) tags.AddRange(someTags);
        }
        return state with { Units = units.ToImmutable(), Tags = tags.ToImmutable() };
    }

    private static IEnumerable<StatePart> Chunks<TKey, TValue>(
        StatePartKind kind, ImmutableDictionary<TKey, TValue> map, JsonTypeInfo<Dictionary<TKey, TValue>> info)
        where TKey : notnull =>
        from chunk in map.OrderBy(static pair => pair.Key.ToString(), StringComparer.Ordinal).Chunk(ChunkEntries)
        select new StatePart(kind, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<TKey, TValue>(chunk), info));
}
