using System.Globalization;
using Inventory.Tables;

namespace Inventory.ColdChain;

/// <summary>One way of keeping blood: a fridge for red cells, a freezer for plasma.</summary>
/// <param name="AlsoKeeps">Other classes whose bags may lie in a cabinet of this one.</param>
/// <param name="Transport">The class whose limits hold for its bags on their way; null: its own.</param>
public sealed record StorageClass(string Key, string NameZh, string NameEn, StorageLimits Limits, IReadOnlyList<string> AlsoKeeps, string? Transport)
{
    /// <summary>May a bag of that class lie here?</summary>
    /// <remarks>Said by the table and never worked out from temperatures: platelets also want to be moved, and a box on its way may be warmer.</remarks>
    public bool Keeps(string storageClass) => storageClass == Key || AlsoKeeps.Contains(storageClass);
}

/// <summary>The site's storage classes, with the version of the table that they come from.</summary>
public sealed class StorageClassTable
{
    private static readonly string[] s_columns =
    [
        "key", "nameZh", "nameEn", "lowCelsius", "highCelsius", "warnLowCelsius", "warnHighCelsius", "deadbandCelsius",
        "onDelaySeconds", "offDelaySeconds", "alsoKeeps", "transport",
    ];

    private const int LaterColumns = 2;

    private readonly Dictionary<string, StorageClass> _classes = new(StringComparer.Ordinal);

    private StorageClassTable(TableText text) => (Version, Faults) = (text.Version, text.Faults);

    public string Version { get; }

    /// <summary>Bad lines; the others were read.</summary>
    public IReadOnlyList<TableFault> Faults { get; }

    public IReadOnlyCollection<StorageClass> All => _classes.Values;

    public StorageClass? Find(string key) => _classes.GetValueOrDefault(key);

    /// <summary>The limits that hold for bags of this class on their way: a box may be warmer than a fridge.</summary>
    /// <returns>Null for a class that the table does not have.</returns>
    public StorageLimits? OnItsWay(string key) => Find(key) is { } one ? (Find(one.Transport ?? key) ?? one).Limits : null;

    public static StorageClassTable Parse(string text)
    {
        Dictionary<string, StorageClass> classes = new(StringComparer.Ordinal);
        HashSet<string> keys = [];
        TableText.Read(text, s_columns, cells => Note(cells, keys), LaterColumns); // a class may name one of a later line
        TableText read = TableText.Read(text, s_columns, cells => Take(cells, keys, classes), LaterColumns);
        StorageClassTable table = new(read);
        foreach (StorageClass one in classes.Values) table._classes.Add(one.Key, one);
        return table;
    }

    private static Words? Note(string[] cells, HashSet<string> keys)
    {
        keys.Add(cells[0]);
        return null;
    }

    private static Words? Take(string[] cells, HashSet<string> keys, Dictionary<string, StorageClass> classes)
    {
        double?[] numbers = new double?[7];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (cells[i + 3].Length == 0) continue;
            if (!double.TryParse(cells[i + 3], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                return new Words($"{s_columns[i + 3]}列的“{cells[i + 3]}”不是数。", $"'{cells[i + 3]}' in {s_columns[i + 3]} is no number.");
            numbers[i] = number;
        }
        if (cells[0].Length == 0) return new Words("须填写key。", "the key is empty.");
        if ((numbers[0] ?? numbers[1]) is null) return new Words("lowCelsius与highCelsius至少填一个。", "at least one of lowCelsius and highCelsius must be given.");
        if (numbers[0] >= numbers[1]) return new Words("lowCelsius须低于highCelsius。", "lowCelsius must be below highCelsius.");
        if (numbers[4] is not > 0) return new Words("deadbandCelsius须大于0。", "deadbandCelsius must be greater than 0.");
        if (numbers[5] is not >= 0 || numbers[6] is not >= 0) return new Words("两个延时须填写且不为负。", "the delays must be given and not negative.");
        string[] alsoKeeps = cells[10].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(alsoKeeps, key => !keys.Contains(key)) is { } unknown)
            return new Words($"alsoKeeps列的“{unknown}”不在本表中。", $"'{unknown}' in alsoKeeps is not in this table.");
        if (cells[11].Length > 0 && !keys.Contains(cells[11]))
            return new Words($"transport列的“{cells[11]}”不在本表中。", $"'{cells[11]}' in transport is not in this table.");
        StorageLimits limits = new(
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]!.Value,
            TimeSpan.FromSeconds(numbers[5]!.Value), TimeSpan.FromSeconds(numbers[6]!.Value));
        return classes.TryAdd(cells[0], new StorageClass(cells[0], cells[1], cells[2], limits, alsoKeeps, cells[11].Length == 0 ? null : cells[11])) ? null : new Words($"“{cells[0]}”重复。", $"'{cells[0]}' is there twice.");
    }
}
