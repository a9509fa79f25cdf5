namespace Inventory.Tables;

/// <summary>Words of an enumeration in a table: either case, never as a number.</summary>
internal static class TableWords
{
    public static bool TryRead<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value)
        && Enum.GetName(value) is { } name && name.Equals(text, StringComparison.OrdinalIgnoreCase);

    public static Words Wrong<T>(string text, string column) where T : struct, Enum
    {
        string known = string.Join(", ", Enum.GetNames<T>().Select(static name => char.ToLowerInvariant(name[0]) + name[1..]));
        return new Words($"{column}列的“{text}”须为以下之一：{known}。", $"'{text}' in {column} must be one of {known}.");
    }
}
