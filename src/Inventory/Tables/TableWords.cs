namespace Inventory.Tables;

/// <summary>Words of an enumeration in a table: either case, never as a number.</summary>
internal static class TableWords
{
    public static bool TryRead<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value)
        && Enum.GetName(value) is { } name && name.Equals(text, StringComparison.OrdinalIgnoreCase);

    public static string Wrong<T>(string text, string column) where T : struct, Enum =>
        $"'{text}' in {column} must be one of {string.Join(", ", Enum.GetNames<T>().Select(static name => char.ToLowerInvariant(name[0]) + name[1..]))}.";
}
