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

/// <summary>Some of a state. Parts are small: they are packed, read and parsed one by one, on all cores.</summary>
internal readonly record struct StatePart(StatePartKind Kind, byte[] Content);

/// <summary>The whole state in parts: bags and tags member by member (<see cref="StateCodec{T}"/>), the rest as JSON.</summary>
/// <remarks>It is read and written by the program version that folded it and by no other, so it needs no versions of its own.</remarks>
internal static class StateBytes
{
    private const int ChunkEntries = 1000;

    /// <summary>Types that <see cref="StateJson"/> does not name are looked at when the program runs.</summary>
    public static readonly JsonSerializerOptions Options = new(StateJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StateJson.Default, new DefaultJsonTypeInfoResolver()),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonTypeInfo<SiteState> s_rest = (JsonTypeInfo<SiteState>)Options.GetTypeInfo(typeof(SiteState));

    private static readonly JsonTypeInfo<Dictionary<UnitKey, BloodUnit>> s_units =
        (JsonTypeInfo<Dictionary<UnitKey, BloodUnit>>)Options.GetTypeInfo(typeof(Dictionary<UnitKey, BloodUnit>));

    private static readonly JsonTypeInfo<Dictionary<TagUii, SiteTag>> s_tags =
        (JsonTypeInfo<Dictionary<TagUii, SiteTag>>)Options.GetTypeInfo(typeof(Dictionary<TagUii, SiteTag>));

    public static IEnumerable<StatePart> Write(SiteState state) =>
        Chunks(StatePartKind.Units, state.Units)
            .Concat(Chunks(StatePartKind.Tags, state.Tags))
            .Prepend(new StatePart(StatePartKind.Rest, JsonSerializer.SerializeToUtf8Bytes(Rest(state), s_rest)));

    /// <summary>SHA-256 over the canonical JSON: two states with the same one are the same. It shares nothing with the way a state is kept.</summary>
    public static byte[] Digest(SiteState state)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(Rest(state), s_rest));
        foreach (KeyValuePair<UnitKey, BloodUnit>[] chunk in Sorted(state.Units))
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<UnitKey, BloodUnit>(chunk), s_units));
        foreach (KeyValuePair<TagUii, SiteTag>[] chunk in Sorted(state.Tags))
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<TagUii, SiteTag>(chunk), s_tags));
        return hash.GetHashAndReset();
    }

    /// <summary>One part's content, for <see cref="Assemble"/>. Any thread.</summary>
    /// <param name="content">Begins with the part; the array may be longer.</param>
    /// <exception cref="JsonException">Not a part of this program version.</exception>
    public static object Parse(StatePartKind kind, byte[] content, int length) => kind switch
    {
        StatePartKind.Rest => JsonSerializer.Deserialize(content.AsSpan(0, length), s_rest)!,
        StatePartKind.Units => Pairs<UnitKey, BloodUnit>(content, length),
        StatePartKind.Tags => Pairs<TagUii, SiteTag>(content, length),
        _ => throw new JsonException($"A part of kind {kind} is unknown."),
    };

    /// <param name="parts">Of one state, in any order.</param>
    public static SiteState Assemble(IEnumerable<object> parts)
    {
        ImmutableDictionary<UnitKey, BloodUnit>.Builder units = ImmutableDictionary.CreateBuilder<UnitKey, BloodUnit>();
        ImmutableDictionary<TagUii, SiteTag>.Builder tags = ImmutableDictionary.CreateBuilder<TagUii, SiteTag>();
        object[] all = [.. parts];
        Parallel.Invoke(
            () => { foreach (KeyValuePair<UnitKey, BloodUnit>[] some in all.OfType<KeyValuePair<UnitKey, BloodUnit>[]>()) units.AddRange(some); },
            () => { foreach (KeyValuePair<TagUii, SiteTag>[] some in all.OfType<KeyValuePair<TagUii, SiteTag>[]>()) tags.AddRange(some); });
        return all.OfType<SiteState>().Single() with { Units = units.ToImmutable(), Tags = tags.ToImmutable() };
    }

    private static SiteState Rest(SiteState state) => state with
    {
        Units = ImmutableDictionary<UnitKey, BloodUnit>.Empty, Tags = ImmutableDictionary<TagUii, SiteTag>.Empty,
    };

    /// <summary>By the order of the keys' texts: a dictionary's own is another in every run of the program.</summary>
    private static IEnumerable<KeyValuePair<TKey, TValue>[]> Sorted<TKey, TValue>(ImmutableDictionary<TKey, TValue> map)
        where TKey : notnull =>
        map.OrderBy(static pair => pair.Key.ToString(), StringComparer.Ordinal).Chunk(ChunkEntries);

    private static IEnumerable<StatePart> Chunks<TKey, TValue>(StatePartKind kind, ImmutableDictionary<TKey, TValue> map)
        where TKey : notnull
    {
        ByteStage bytes = new();
        foreach (KeyValuePair<TKey, TValue>[] chunk in map.Chunk(ChunkEntries))
        {
            bytes.Length = 0;
            StateWriter writer = new(bytes);
            writer.Write(chunk.Length);
            foreach ((TKey key, TValue value) in chunk)
            {
                StateCodec<TKey>.Write(writer, key);
                StateCodec<TValue>.Write(writer, value);
            }
            yield return new StatePart(kind, bytes.Slice(0, bytes.Length).ToArray());
        }
    }

    private static KeyValuePair<TKey, TValue>[] Pairs<TKey, TValue>(byte[] content, int length)
    {
        StateReader reader = new(content);
        KeyValuePair<TKey, TValue>[] pairs = new KeyValuePair<TKey, TValue>[reader.ReadInt32()];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = new KeyValuePair<TKey, TValue>(StateCodec<TKey>.Read(reader), StateCodec<TValue>.Read(reader));
        return reader.Position == length ? pairs : throw new JsonException("A part of a state has another length than its entries.");
    }
}
