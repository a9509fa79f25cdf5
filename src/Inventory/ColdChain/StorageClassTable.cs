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
    internal static IReadOnlyList<string> Columns => s_columns;

    private static readonly string[] s_columns =
    [
        "key", "nameZh", "nameEn", "lowCelsius", "highCelsius", "warnLowCelsius", "warnHighCelsius", "deadbandCelsius",
        "onDelaySeconds", "offDelaySeconds", "alsoKeeps", "transport",
    ];

    private const int LaterColumns = 2;

    /// <summary>Seconds. An alarm that waits for longer than a day is none.</summary>
    private const double LongestDelay = 86_400;

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
        Dictionary<string, StorageClass?> named = new(StringComparer.Ordinal); // a class may name one of a later line
        TableText.Read(text, s_columns, cells => Note(cells, named), LaterColumns);
        Dictionary<string, StorageClass> classes = new(StringComparer.Ordinal);
        TableText read = TableText.Read(text, s_columns, cells => Take(cells, named, classes), LaterColumns);
        StorageClassTable table = new(read);
        foreach (StorageClass one in classes.Values) table._classes.Add(one.Key, one);
        return table;
    }

    /// <summary>Null for a class whose own line is bad: it is reported there, and not again where another names it.</summary>
    private static Words? Note(string[] cells, Dictionary<string, StorageClass?> named)
    {
        named.TryAdd(cells[0], ReadLine(cells, out StorageClass? one) is null ? one : null);
        return null;
    }

    private static Words? Take(string[] cells, Dictionary<string, StorageClass?> named, Dictionary<string, StorageClass> classes)
    {
        if (ReadLine(cells, out StorageClass? one) is { } fault) return fault;
        IEnumerable<(string Key, string Column)> others = one!.AlsoKeeps.Select(static key => (key, "alsoKeeps"));
        if (one.Transport is { } onItsWay) others = others.Append((onItsWay, "transport"));
        foreach ((string key, string column) in others)
        {
            if (!named.TryGetValue(key, out StorageClass? other)) return new Words($"{column}列的“{key}”不在本表中。", $"'{key}' in {column} is not in this table.");
            if (other is not null && !Meets(one.Limits, other.Limits))
                return new Words($"{column}列的“{key}”的温度与本类完全不同。", $"'{key}' in {column} has no temperature in common with this class.");
        }
        return classes.TryAdd(one.Key, one) ? null : new Words($"“{one.Key}”重复。", $"'{one.Key}' is there twice.");
    }

    private static bool Meets(StorageLimits one, StorageLimits other) => !(one.HighCelsius < other.LowCelsius) && !(other.HighCelsius < one.LowCelsius);

    private static Words? ReadLine(string[] cells, out StorageClass? one)
    {
        one = null;
        double?[] numbers = new double?[7];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (cells[i + 3].Length == 0) continue;
            // "NaN" and "Infinity" are numbers to the parser, and limits that nothing ever crosses
            if (!double.TryParse(cells[i + 3], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
                return new Words($"{s_columns[i + 3]}列的“{cells[i + 3]}”不是数。", $"'{cells[i + 3]}' in {s_columns[i + 3]} is no number.");
            numbers[i] = number;
        }
        (double? low, double? high, double? warnLow, double? warnHigh, double? deadband) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        if (cells[0].Length == 0) return new Words("须填写key。", "the key is empty.");
        if (cells[1].Length == 0 || cells[2].Length == 0) return new Words("中英文名称都须填写。", "both names must be given.");
        if ((low ?? high) is null) return new Words("lowCelsius与highCelsius至少填一个。", "at least one of lowCelsius and highCelsius must be given.");
        if (low >= high) return new Words("lowCelsius须低于highCelsius。", "lowCelsius must be below highCelsius.");
        if (warnLow < low || warnLow >= high || warnHigh > high || warnHigh <= low || warnLow >= warnHigh)
            return new Words("预警温度须在限值之内。", "the warnings must lie inside the limits.");
        if (deadband is not > 0 || deadband * 2 >= high - low)
            return new Words("deadbandCelsius须大于0，且小于限值范围的一半。", "deadbandCelsius must be greater than 0 and less than half of what lies between the limits.");
        if (numbers[5] is not (>= 0 and <= LongestDelay) || numbers[6] is not (>= 0 and <= LongestDelay))
            return new Words("两个延时须填写，0至86400秒。", "the delays must be given, 0 to 86400 seconds.");
        StorageLimits limits = new(
            low, high, warnLow, warnHigh, deadband.Value, TimeSpan.FromSeconds(numbers[5]!.Value), TimeSpan.FromSeconds(numbers[6]!.Value));
        string[] alsoKeeps = cells[10].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        one = new StorageClass(cells[0], cells[1], cells[2], limits, alsoKeeps, cells[11].Length == 0 ? null : cells[11]);
        return null;
    }
}
