using System.Globalization;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Tables;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>The site's products, with the version of the table that they come from. What it does not know is not guessed.</summary>
public sealed class ProductTable
{
    internal static IReadOnlyList<string> Columns => s_columns;

    private static readonly string[] s_columns =
        ["code", "nameZh", "nameEn", "component", "unitKind", "amount", "storageClass", "shelfLife"];

    /// <summary>Every authority keeps platelets at 20 to 24 °C, and no red cells above 10 °C, not even on their way.</summary>
    private const double CoolestRoomCelsius = 20, WarmestBoxCelsius = 10;

    private readonly Dictionary<string, Product> _products;

    private ProductTable(TableText text, Dictionary<string, Product> products) =>
        (Version, Faults, _products) = (text.Version, text.Faults, products);

    public string Version { get; }

    /// <summary>Bad lines; the others were read.</summary>
    public IReadOnlyList<TableFault> Faults { get; }

    public IReadOnlyCollection<Product> All => _products.Values;

    /// <summary>By the whole code where the table tells divisions apart, otherwise by its first five characters.</summary>
    /// <returns>Null when the table does not know it.</returns>
    public Product? Find(ProductCode code) =>
        _products.GetValueOrDefault(code.ToString()) ?? _products.GetValueOrDefault(code.Description);

    /// <param name="text">
    /// Columns as named in its head. component and unitKind as in <see cref="ComponentClass"/> and <see cref="UnitKind"/>, either
    /// case; amount above 0; shelfLife as <c>35d</c> or <c>24h</c>, empty for no check.
    /// </param>
    /// <param name="storageClasses">Null: not checked against any.</param>
    public static ProductTable Parse(string text, StorageClassTable? storageClasses = null)
    {
        Dictionary<string, Product> products = new(StringComparer.Ordinal);
        TableText read = TableText.Read(text, s_columns, cells => Take(cells, storageClasses, products));
        return new ProductTable(read, products);
    }

    private static Words? Take(string[] cells, StorageClassTable? storageClasses, Dictionary<string, Product> products)
    {
        string code = cells[0];
        if (!ProductCode.TryParse(code.Length == 5 ? code + "000" : code, out _))
            return new Words($"“{code}”不是5位或8位产品码。", $"'{code}' is no product code of 5 or 8 characters.");
        if (cells[1].Length == 0 || cells[2].Length == 0) return new Words("中英文名称都须填写。", "both names must be given.");
        if (!TableWords.TryRead(cells[3], out ComponentClass component)) return TableWords.Wrong<ComponentClass>(cells[3], "component");
        if (!TableWords.TryRead(cells[4], out UnitKind kind)) return TableWords.Wrong<UnitKind>(cells[4], "unitKind");
        if (!decimal.TryParse(cells[5], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) || amount <= 0)
            return new Words($"amount列的“{cells[5]}”须为大于0的数。", $"'{cells[5]}' in amount must be a number above 0.");
        if (kind == UnitKind.Bag && amount != 1) return new Words("按袋计的产品，数量须为1。", "a product that is counted in bags has the amount 1.");
        if (cells[6].Length == 0) return new Words("须填写storageClass。", "storageClass must be given.");
        if (storageClasses is not null)
        {
            if (storageClasses.Find(cells[6]) is not { } storage)
                return new Words($"storageClass列的“{cells[6]}”不在储存条件表中。", $"'{cells[6]}' in storageClass is not in the table of storage classes.");
            if (IsHarmful(component, storage.Limits))
                return new Words($"{cells[3]}不得存放于“{cells[6]}”的温度。", $"{cells[3]} must not be kept at the temperatures of '{cells[6]}'.");
        }
        if (!TryShelfLife(cells[7], out TimeSpan? life)) return new Words($"shelfLife列的“{cells[7]}”须如35d或24h，或留空。", $"'{cells[7]}' in shelfLife must be like 35d or 24h, or empty.");
        Product product = new(code, cells[1], cells[2], component, new UnitAmount(kind, amount), cells[6], life);
        return products.TryAdd(code, product) ? null : new Words($"“{code}”重复。", $"'{code}' is there twice.");
    }

    /// <summary>A slip in this column would make the wrong cabinet the right one: platelets in a fridge, red cells at room temperature.</summary>
    private static bool IsHarmful(ComponentClass component, StorageLimits limits) => component switch
    {
        ComponentClass.Platelets or ComponentClass.Granulocytes => limits.HighCelsius < CoolestRoomCelsius,
        ComponentClass.RedCells or ComponentClass.WholeBlood => limits.LowCelsius > WarmestBoxCelsius,
        _ => false,
    };

    private static bool TryShelfLife(string text, out TimeSpan? life)
    {
        life = null;
        if (text.Length == 0) return true;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > 36_500) return false;
        life = text[^1] switch
        {
            'd' => TimeSpan.FromDays(count),
            'h' => TimeSpan.FromHours(count),
            _ => null,
        };
        return life is not null;
    }
}
