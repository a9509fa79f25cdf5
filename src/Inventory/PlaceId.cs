using System.Buffers;

namespace Inventory;

/// <summary>A place with a name: a cabinet (<c>fridge-1</c>) or a shelf in it (<c>fridge-1/shelf-3</c>).</summary>
/// <remarks>Lower-case letters, digits and hyphens, at most one slash: it stands in topics, addresses and file names.</remarks>
public readonly record struct PlaceId
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _text;

    private PlaceId(string text) => _text = text;

    /// <summary>The cabinet that the place is, or is in.</summary>
    public PlaceId Cabinet => Shelf is null ? this : new PlaceId(Text[..Text.IndexOf('/')]);

    /// <summary>The part after the slash; null for a cabinet.</summary>
    public string? Shelf => Text.IndexOf('/') is > 0 and int slash ? Text[(slash + 1)..] : null;

    private string Text => _text ?? "";

    public static bool TryParse(string? text, out PlaceId place)
    {
        place = default;
        if (text is null or { Length: 0 or > MaxLength }) return false;
        int slash = text.IndexOf('/');
        if (slash >= 0 ? !IsName(text.AsSpan(0, slash)) || !IsName(text.AsSpan(slash + 1)) : !IsName(text)) return false;
        place = new PlaceId(text);
        return true;

        static bool IsName(ReadOnlySpan<char> part) => part.Length > 0 && !part.ContainsAnyExcept(s_nameCharacters);
    }

    /// <exception cref="FormatException">Other characters than the allowed ones.</exception>
    public static PlaceId Parse(string text) =>
        TryParse(text, out PlaceId place)
            ? place
            : throw new FormatException($"'{text}' is no place: use lower-case letters, digits, hyphens and at most one slash.");

    public override string ToString() => Text;
}
