namespace Inventory;

/// <summary>A place with a name: a cabinet (<c>fridge-1</c>) or a shelf in it (<c>fridge-1/shelf-3</c>).</summary>
/// <remarks>Lower-case letters, digits and hyphens, at most one slash: it stands in topics, addresses and file names.</remarks>
public readonly record struct PlaceId
{
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
        if (text is null or { Length: 0 or > 64 }) return false;
        string[] parts = text.Split('/');
        if (parts.Length > 2 || !Array.TrueForAll(parts, IsName)) return false;
        place = new PlaceId(text);
        return true;

        static bool IsName(string part) =>
            part.Length > 0 && part.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
    }

    /// <exception cref="FormatException">Other characters than the allowed ones.</exception>
    public static PlaceId Parse(string text) =>
        TryParse(text, out PlaceId place)
            ? place
            : throw new FormatException($"'{text}' is no place: use lower-case letters, digits, hyphens and at most one slash.");

    public override string ToString() => Text;
}
