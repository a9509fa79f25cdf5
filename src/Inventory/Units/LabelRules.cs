using Inventory.Identification;

namespace Inventory.Units;

/// <summary>What a label alone says against general stock.</summary>
public static class LabelRules
{
    /// <returns>
    /// <see cref="QuarantineReason.LabelStatus"/> for a message such as hold, discard or not for transfusion, and for a label that
    /// tells no group; <see cref="QuarantineReason.NotGeneralStock"/> for a named recipient or a use that is not common.
    /// </returns>
    public static QuarantineReason Hold(UnitKey unit, BloodGroupCode group)
    {
        if (group.Message is not (LabelMessage.None or LabelMessage.Autologous)) return QuarantineReason.LabelStatus;
        bool general = group.IsGeneralStock && unit.Collection is not { IsGeneralStock: false };
        return general ? QuarantineReason.None : QuarantineReason.NotGeneralStock;
    }

    /// <summary>The same from what the ledger keeps; a code that cannot be read any more holds the bag.</summary>
    public static QuarantineReason Hold(BloodUnit unit) => BloodGroupCode.TryParse(unit.GroupCode, out BloodGroupCode? group)
        ? Hold(unit.Key, group!)
        : QuarantineReason.LabelStatus;

    /// <summary>The label refers to a special-testing bar code, whose table is not this service's: a person reads it before the bag is released.</summary>
    public static bool NeedsSpecialTesting(UnitKey unit, BloodGroupCode group) =>
        group.NeedsSpecialTesting || unit.Collection is { NeedsSpecialTesting: true };
}
