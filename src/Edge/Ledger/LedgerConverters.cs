using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>A value that is one JSON string, also where it is the name of a member. Read and written without a string of its own.</summary>
/// <param name="maxLength">Characters of the longest value.</param>
internal abstract class TextConverter<T>(int maxLength) : JsonConverter<T>
    where T : notnull
{
    protected abstract bool TryParse(ReadOnlySpan<char> text, out T value);

    /// <returns>Characters written; <paramref name="destination"/> has room for the longest value.</returns>
    protected abstract int WriteTo(T value, Span<char> destination);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ref reader);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[maxLength];
        writer.WriteStringValue(text[..WriteTo(value, text)]);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[maxLength];
        writer.WritePropertyName(text[..WriteTo(value, text)]);
    }

    protected static int Copy(string text, Span<char> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }

    private T Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueSpan.Length <= maxLength)
        {
            Span<char> text = stackalloc char[maxLength];
            if (TryParse(text[..reader.CopyString(text)], out T value)) return value;
        }
        else if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && TryParse(reader.GetString(), out T escaped))
        {
            return escaped; // longer only by its escapes
        }
        throw new JsonException($"A {typeof(T).Name} was expected at byte {reader.TokenStartIndex}.");
    }
}

internal sealed class UnitKeyConverter() : TextConverter<UnitKey>(UnitKey.Length)
{
    protected override bool TryParse(ReadOnlySpan<char> text, out UnitKey value) => UnitKey.TryParse(text, out value);

    protected override int WriteTo(UnitKey value, Span<char> destination) => value.WriteTo(destination);
}

internal sealed class DonationNumberConverter() : TextConverter<DonationNumber>(DonationNumber.Length)
{
    protected override bool TryParse(ReadOnlySpan<char> text, out DonationNumber value) => DonationNumber.TryParse(text, out value);

    protected override int WriteTo(DonationNumber value, Span<char> destination) => Copy(value.ToString(), destination);
}

internal sealed class ProductCodeConverter() : TextConverter<ProductCode>(ProductCode.Length)
{
    protected override bool TryParse(ReadOnlySpan<char> text, out ProductCode value) => ProductCode.TryParse(text, out value);

    protected override int WriteTo(ProductCode value, Span<char> destination) => Copy(value.ToString(), destination);
}

/// <summary>A site has few places and names them in every other event: each stands in memory once.</summary>
internal sealed class PlaceIdConverter() : TextConverter<PlaceId>(PlaceId.MaxLength)
{
    /// <summary>More than any site has; beyond them a place is read as any text.</summary>
    private const int MostKept = 4096;

    private static readonly ConcurrentDictionary<string, PlaceId> s_known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, PlaceId>.AlternateLookup<ReadOnlySpan<char>> s_bySpan =
        s_known.GetAlternateLookup<ReadOnlySpan<char>>();

    protected override bool TryParse(ReadOnlySpan<char> text, out PlaceId value)
    {
        if (s_bySpan.TryGetValue(text, out value)) return true;
        string own = text.ToString();
        if (!PlaceId.TryParse(own, out value)) return false;
        if (s_known.Count < MostKept) s_known.TryAdd(own, value);
        return true;
    }

    protected override int WriteTo(PlaceId value, Span<char> destination) => Copy(value.ToString(), destination);
}

internal sealed class TagUiiConverter() : TextConverter<TagUii>(TagUii.MaxBytes * 2)
{
    protected override bool TryParse(ReadOnlySpan<char> text, out TagUii value) => TagUii.TryParse(text, out value);

    protected override int WriteTo(TagUii value, Span<char> destination)
    {
        Span<byte> bytes = stackalloc byte[TagUii.MaxBytes];
        Convert.TryToHexString(value.WriteTo(bytes), destination, out int written);
        return written;
    }
}

/// <summary>Always UTC with a Z and all seven digits that are needed, so that one instant has one spelling.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
