using System.ComponentModel.DataAnnotations;
using Inventory.Units;

namespace Edge.Operations;

/// <summary>What is told about the stock. Levels of each group stand in the table stock-levels.csv.</summary>
public sealed class StockSection
{
    /// <summary>What one U of whole blood and of red cells counts in approvals and quality counts, in millilitres. The defaults are how Shanghai applies the national quality indicators of 2019.</summary>
    [Range(1, 1_000)] public int WholeBloodMillilitres { get; init; } = 200;
    [Range(1, 1_000)] public int RedCellMillilitres { get; init; } = 150;

    /// <summary>Days over which the mean demand is taken. 28 is this program's own choice: four whole weeks.</summary>
    [Range(7, 91)] public int DemandDays { get; init; } = 28;

    /// <summary>When a bag is short-dated, for components that differ from: red cells and whole blood 168 h, platelets 24 h, granulocytes and thawed plasma 6 h, frozen plasma and cryo 720 h. These are this program's own choice.</summary>
    public List<ShortDatedSection> ShortDated { get; init; } = [];

    /// <summary>Whether RhD negative red cells are searched as rare: so where 3 or 4 people in a thousand are.</summary>
    public bool RhDNegativeIsRare { get; init; } = true;

    /// <summary>Antigens that nearly everybody has, by their short names: red cells tested negative for one are searched as rare. The laboratory's to decide.</summary>
    public List<string> RareIfNegative { get; init; } = ["k", "U", "Kp(b)", "Js(b)", "Lu(b)", "Di(b)", "PP1Pk", "Vel", "Lan", "Jr(a)", "At(a)", "Ge2", "Co3"];
}

public sealed class ShortDatedSection
{
    public ComponentClass Component { get; init; }
    [Range(1, 8_760)] public int Hours { get; init; } = 24;
}
