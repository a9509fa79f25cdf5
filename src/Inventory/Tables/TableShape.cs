using Inventory.ColdChain;
using Inventory.Stock;

namespace Inventory.Tables;

/// <summary>What a number in a column may be; both ends belong to it.</summary>
public readonly record struct NumberRange(double Low, double High);

/// <summary>How a table is laid out: its columns, which of them name a row, and what its numbers may be.</summary>
/// <param name="KeyColumns">So many of the first columns together name a row.</param>
/// <param name="Ranges">Of columns that hold numbers. Wider than sense: they catch slips of the key, not judgement.</param>
public sealed record TableShape(IReadOnlyList<string> Columns, int KeyColumns, IReadOnlyDictionary<string, NumberRange> Ranges)
{
    private static readonly NumberRange s_celsius = new(-100, 60), s_delay = new(0, 86_400), s_level = new(0, 100_000);

    private static readonly TableShape s_products = new(ProductTable.Columns, 1, new Dictionary<string, NumberRange>());

    private static readonly TableShape s_storage = new(StorageClassTable.Columns, 1, new Dictionary<string, NumberRange>
    {
        ["lowCelsius"] = s_celsius, ["highCelsius"] = s_celsius, ["warnLowCelsius"] = s_celsius, ["warnHighCelsius"] = s_celsius,
        ["deadbandCelsius"] = new(0.1, 10), ["onDelaySeconds"] = s_delay, ["offDelaySeconds"] = s_delay,
    });

    private static readonly TableShape s_levels = new(StockRules.Columns, 4, new Dictionary<string, NumberRange>
    {
        ["reserve"] = s_level, ["minimum"] = s_level, ["safety"] = s_level, ["maximum"] = s_level,
    });

    public static TableShape Of(SiteTable table) => table switch
    {
        SiteTable.Products => s_products,
        SiteTable.StorageClasses => s_storage,
        SiteTable.StockLevels => s_levels,
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "Unknown table."),
    };
}
