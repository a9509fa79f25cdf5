namespace Inventory.Identification;

/// <summary>Position 6 of a product code: from whom, for whom. Case is significant.</summary>
public readonly record struct CollectionType(char Code)
{
    /// <summary>
    /// May it lie in the stock that anybody can ask for? Not so for autologous bags without crossover, for those with a named
    /// recipient or a biohazard, for emergency-only bags, and for what is not for transfusion (research, source material).
    /// </summary>
    public bool IsGeneralStock => !"1X82L36BHEFGRrSs".Contains(Code, StringComparison.Ordinal);

    public override string ToString() => Code.ToString();
}
