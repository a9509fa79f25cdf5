namespace Inventory.Identification;

/// <summary>Position 6 of a product code: from whom, for whom. Case is significant.</summary>
public readonly record struct CollectionType(char Code)
{
    /// <summary>
    /// May it lie in the stock that anybody can ask for? Not so for autologous bags without crossover, for those with a named
    /// recipient or a biohazard, for emergency-only bags, for what is not for transfusion (research, source material), and for a
    /// character that is not assigned: <c>v</c> is no volunteer's.
    /// </summary>
    public bool IsGeneralStock => "0VTPADdQC457J".Contains(Code, StringComparison.Ordinal);

    /// <summary>It says that a special-testing bar code is on the bag and must be read too.</summary>
    public bool NeedsSpecialTesting => Code == 'Q';

    public override string ToString() => Code.ToString();
}
