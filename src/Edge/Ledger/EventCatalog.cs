using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inventory;

namespace Edge.Ledger;

/// <summary>Name and version of every event type, and its bytes.</summary>
/// <remarks>
/// A recorded event is read for as long as the ledger lives. So: a new member of an existing event has a default value; a member
/// is never renamed or taken away. Where that does not do, the old record stays in Inventory under another name and both stand in
/// <see cref="Named"/>, the old one with version 1, the new one with version 2.
/// </remarks>
internal static class EventCatalog
{
    /// <summary>Types that are not recorded under their own name with version 1.</summary>
    private static readonly Dictionary<Type, (string Name, int Version)> Named = [];

    /// <summary>For the writer of events: Chinese words stay readable, and no event is ever put into HTML as it is.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    private static readonly FrozenDictionary<Type, EventKind> ByClrType = Load().ToFrozenDictionary(static kind => kind.ClrType);

    private static readonly FrozenDictionary<string, EventKind>.AlternateLookup<ReadOnlySpan<char>> ByName =
        ByClrType.Values.ToFrozenDictionary(static kind => kind.Type, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static IReadOnlyCollection<EventKind> All => ByClrType.Values;

    /// <exception cref="ArgumentException">A type that is not in the catalogue.</exception>
    public static EventKind Of(DomainEvent happened) =>
        ByClrType.TryGetValue(happened.GetType(), out EventKind? kind)
            ? kind
            : throw new ArgumentException($"{happened.GetType().Name} is not in the event catalogue: add its line to EventJson.");

    /// <param name="typeUtf8">Name and version in UTF-8: <c>UnitIssued/1</c>.</param>
    /// <returns>Null for a type that this version of the program does not know.</returns>
    public static EventKind? Find(ReadOnlySpan<byte> typeUtf8)
    {
        Span<char> type = stackalloc char[128];
        if (typeUtf8.Length > type.Length || !Encoding.UTF8.TryGetChars(typeUtf8, type, out int length)) return null;
        return ByName.TryGetValue(type[..length], out EventKind? kind) ? kind : null;
    }

    private static IEnumerable<EventKind> Load() =>
        from line in typeof(EventJson).GetCustomAttributesData()
        where line.AttributeType == typeof(JsonSerializableAttribute)
        let clrType = (Type)line.ConstructorArguments[0].Value!
        where clrType.IsSubclassOf(typeof(DomainEvent))
        let named = Named.TryGetValue(clrType, out (string Name, int Version) other) ? other : (clrType.Name, 1)
        select new EventKind(clrType, $"{named.Item1}/{named.Item2}", EventJson.Default.GetTypeInfo(clrType)!);
}

/// <summary>One event type as the ledger records it.</summary>
/// <param name="Type">Name and version: <c>UnitIssued/1</c>.</param>
internal sealed record EventKind(Type ClrType, string Type, JsonTypeInfo Json)
{
    public ReadOnlyMemory<byte> TypeUtf8 { get; } = Encoding.UTF8.GetBytes(Type);

    public void Write(Utf8JsonWriter writer, DomainEvent happened) => JsonSerializer.Serialize(writer, happened, Json);

    /// <exception cref="JsonException">Not the members of this type.</exception>
    public DomainEvent Read(ReadOnlySpan<byte> json) => (DomainEvent)JsonSerializer.Deserialize(json, Json)!;
}
