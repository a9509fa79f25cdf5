using System.Collections.Frozen;

namespace Edge.Web;

/// <summary>An enumeration in an address, by the same names that the JSON has: <c>redCells</c>. The framework takes C# names only.</summary>
internal readonly record struct Word<T>(T Value) where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> s_values =
        Enum.GetValues<T>().ToFrozenDictionary(static value => NamePolicy.Instance.ConvertName(value.ToString()), StringComparer.Ordinal);

    public static bool TryParse(string? text, out Word<T> word)
    {
        bool known = s_values.TryGetValue(text ?? "", out T value);
        word = new Word<T>(value);
        return known;
    }
}
