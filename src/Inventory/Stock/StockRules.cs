using System.Globalization;
using Inventory.Identification;
using Inventory.Tables;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>How much there should be of one group, in the row's own measure.</summary>
/// <param name="Reserve">For emergencies only; routine issue should stop above it.</param>
/// <param name="Minimum">Below this there may not be enough before the next delivery.</param>
/// <param name="Safety">What demand and delivery time ask for: below this somebody should order; null: the minimum says that too.</param>
/// <param name="Maximum">Above this blood will be wasted; null: no upper level.</param>
public sealed record StockLevels(decimal Reserve, decimal Minimum, decimal? Safety, decimal? Maximum);

/// <summary>What the site wants to be told about its stock.</summary>
public sealed record StockRules
{
    public static readonly StockRules Default = new();

    internal static IReadOnlyList<string> Columns => s_columns;

    private static readonly string[] s_columns = ["component", "unitKind", "abo", "rhD", "reserve", "minimum", "safety", "maximum"];

    private const int FirstLevel = 4, RequiredLevels = 2;

    /// <summary>Days over which the mean demand is taken.</summary>
    public int DemandDays { get; init; } = 28;

    /// <summary>A bag whose expiry is nearer than this is short-dated.</summary>
    public IReadOnlyDictionary<ComponentClass, TimeSpan> ShortDated { get; init; } = new Dictionary<ComponentClass, TimeSpan>
    {
        [ComponentClass.WholeBlood] = TimeSpan.FromDays(7),
        [ComponentClass.RedCells] = TimeSpan.FromDays(7),
        [ComponentClass.Platelets] = TimeSpan.FromDays(1),
        [ComponentClass.Granulocytes] = TimeSpan.FromHours(6),
        [ComponentClass.PlasmaThawed] = TimeSpan.FromHours(6),
        [ComponentClass.PlasmaFfp] = TimeSpan.FromDays(30),
        [ComponentClass.PlasmaFp] = TimeSpan.FromDays(30),
        [ComponentClass.Cryo] = TimeSpan.FromDays(30),
    };

    /// <summary>What one U counts in approvals, in millilitres: counting rule of the 2019 quality indicators as one city applies them.</summary>
    public decimal WholeBloodMillilitres { get; init; } = 200;

    /// <summary>The same for red cells.</summary>
    public decimal RedCellMillilitres { get; init; } = 150;

    /// <summary>Whether RhD negative red cells and whole blood are rare here: among Han Chinese three or four people in a thousand.</summary>
    public bool RhDNegativeIsRare { get; init; } = true;

    /// <summary>Antigens that nearly everybody has: a bag that was tested negative for one of them is rare.</summary>
    public IReadOnlyList<string> RareIfNegative { get; init; } = [];

    public IReadOnlyDictionary<(ComponentClass Component, UnitKind Kind, BloodGroup Group), StockLevels> Levels { get; init; } =
        new Dictionary<(ComponentClass, UnitKind, BloodGroup), StockLevels>();

    public bool IsShortDated(BloodUnit unit, DateTimeOffset at) =>
        ShortDated.TryGetValue(unit.Component, out TimeSpan limit) && !unit.IsExpired(at) && unit.ExpiresAt - at < limit;

    /// <summary>Not to be spent on common requests, and looked for by name: Bombay and para-Bombay, what lacks an antigen that nearly everybody has.</summary>
    public bool IsRare(BloodUnit unit) => IsTooRareFor(unit, null, rhDNegative: false, []);

    /// <summary>Is it rare in a way that the request does not ask for? Such a bag comes last, and never has to go first because it expires.</summary>
    /// <param name="abo">What is asked for; null: any.</param>
    /// <param name="rhDNegative">Only RhD negative will do.</param>
    /// <param name="negative">Antigens that it must lack.</param>
    public bool IsTooRareFor(BloodUnit unit, Abo? abo, bool rhDNegative, IReadOnlyList<string> negative) =>
        unit.Component is ComponentClass.RedCells or ComponentClass.WholeBlood
        && ((unit.Group.Abo is Abo.Bombay or Abo.ParaBombay && unit.Group.Abo != abo)
            || (RhDNegativeIsRare && unit.Group.RhD == RhD.Negative && !rhDNegative)
            || (RareIfNegative.Count > 0 && unit.TypedAntigens is { } typing
                && RareIfNegative.Any(antigen => typing[antigen] == AntigenResult.Negative && !negative.Contains(antigen))));

    /// <returns>Millilitres for approvals; null for what these do not count.</returns>
    public decimal? Approval(ComponentClass component, UnitKind kind, decimal amount) => (component, kind) switch
    {
        (ComponentClass.WholeBlood, UnitKind.U) => amount * WholeBloodMillilitres,
        (ComponentClass.RedCells, UnitKind.U) => amount * RedCellMillilitres,
        _ => null,
    };

    /// <summary>Reads the site's stock levels: columns <c>component,unitKind,abo,rhD,reserve,minimum,safety,maximum</c>, the last two may be empty.</summary>
    /// <returns>The rules with the levels that could be read, and the table with its bad lines.</returns>
    public (StockRules Rules, TableText Table) WithLevels(string text)
    {
        Dictionary<(ComponentClass, UnitKind, BloodGroup), StockLevels> levels = [];
        TableText table = TableText.Read(text, s_columns, cells => Take(cells, levels));
        return (this with { Levels = levels }, table);
    }

    private static Words? Take(string[] cells, Dictionary<(ComponentClass, UnitKind, BloodGroup), StockLevels> levels)
    {
        if (!TableWords.TryRead(cells[0], out ComponentClass component)) return TableWords.Wrong<ComponentClass>(cells[0], "component");
        if (!TableWords.TryRead(cells[1], out UnitKind kind)) return TableWords.Wrong<UnitKind>(cells[1], "unitKind");
        if (!TableWords.TryRead(cells[2], out Abo abo)) return TableWords.Wrong<Abo>(cells[2], "abo");
        if (!TableWords.TryRead(cells[3], out RhD rhD)) return TableWords.Wrong<RhD>(cells[3], "rhD");
        decimal?[] numbers = new decimal?[4];
        decimal highest = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            string cell = cells[FirstLevel + i];
            if (cell.Length == 0 && i >= RequiredLevels) continue;
            if (!decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
                return new Words($"{s_columns[FirstLevel + i]}列的“{cell}”不是数。", $"'{cell}' in {s_columns[FirstLevel + i]} is no number.");
            if (number < highest) return new Words("应急储备、最低、安全、最高库存须依次不减。", "reserve, minimum, safety and maximum must not fall.");
            numbers[i] = highest = number;
        }
        StockLevels levelsOfGroup = new(numbers[0]!.Value, numbers[1]!.Value, numbers[2], numbers[3]);
        return levels.TryAdd((component, kind, new BloodGroup(abo, rhD)), levelsOfGroup) ? null : new Words("该血型重复。", "this group is there twice.");
    }
}
