using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>A value that is one JSON string, also where it is the name of a member.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>
    where T : notnull
{
    protected abstract bool TryParse(string text, out T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);

    private T Parse(string? text) =>
        text is not null && TryParse(text, out T value) ? value : throw new JsonException($"'{text}' is no {typeof(T).Name}.");
}

internal sealed class UnitKeyConverter : TextConverter<UnitKey>
{
    protected override bool TryParse(string text, out UnitKey value) => UnitKey.TryParse(text, out value);
}

internal sealed class DonationNumberConverter : TextConverter<DonationNumber>
{
    protected override bool TryParse(string text, out DonationNumber value) => DonationNumber.TryParse(text, out value);
}

internal sealed class ProductCodeConverter : TextConverter<ProductCode>
{
    protected override bool TryParse(string text, out ProductCode value) => ProductCode.TryParse(text, out value);
}

internal sealed class PlaceIdConverter : TextConverter<PlaceId>
{
    protected override bool TryParse(string text, out PlaceId value) => PlaceId.TryParse(text, out value);
}

internal sealed class TagUiiConverter : TextConverter<TagUii>
{
    protected override bool TryParse(string text, out TagUii value) => TagUii.TryParse(text, out value);
}

/// <summary>Always UTC with a Z and all seven digits that are needed, so that one instant has one spelling.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
