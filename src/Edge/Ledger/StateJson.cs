using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inventory;
using Inventory.Identification;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Ledger;

/// <summary>How a state is spelled in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(UnitKeyConverter), typeof(DonationNumberConverter), typeof(ProductCodeConverter), typeof(PlaceIdConverter),
        typeof(TagUiiConverter), typeof(InstantConverter), typeof(SortedMapConverterFactory),
    ])]
[JsonSerializable(typeof(SiteState))]
[JsonSerializable(typeof(Dictionary<UnitKey, BloodUnit>))]
[JsonSerializable(typeof(Dictionary<TagUii, SiteTag>))]
[JsonSerializable(typeof(ExpectedUnit))]
[JsonSerializable(typeof(HeardTag))]
[JsonSerializable(typeof(ListenedPlace))]
[JsonSerializable(typeof(DifferenceChoice))]
internal sealed partial class StateJson : JsonSerializerContext;

/// <summary>Dictionaries by their keys' order: theirs is another in every run of the program.</summary>
internal sealed class SortedMapConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(SortedMapConverter<,>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class SortedMapConverter<TKey, TValue> : JsonConverter<ImmutableDictionary<TKey, TValue>>
    where TKey : notnull
{
    public override ImmutableDictionary<TKey, TValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonConverter<TKey> keys = (JsonConverter<TKey>)options.GetConverter(typeof(TKey));
        JsonTypeInfo<TValue> values = (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
        ImmutableDictionary<TKey, TValue>.Builder map = ImmutableDictionary.CreateBuilder<TKey, TValue>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            TKey key = keys.ReadAsPropertyName(ref reader, typeof(TKey), options);
            reader.Read();
            map.Add(key, JsonSerializer.Deserialize(ref reader, values)!);
        }
        return map.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableDictionary<TKey, TValue> value, JsonSerializerOptions options)
    {
        JsonConverter<TKey> keys = (JsonConverter<TKey>)options.GetConverter(typeof(TKey));
        JsonTypeInfo<TValue> values = (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
        writer.WriteStartObject();
        foreach ((TKey key, TValue item) in value.OrderBy(static pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            keys.WriteAsPropertyName(writer, key, options);
            JsonSerializer.Serialize(writer, item, values);
        }
        writer.WriteEndObject();
    }
}
