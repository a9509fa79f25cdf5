using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Stock;

namespace Inventory.Units;

/// <summary>A bag of a shipping notice is here.</summary>
/// <param name="Group">From the label; null when it was not scanned, and what the notice says is taken.</param>
/// <param name="ExpiresAt">Likewise.</param>
/// <param name="Product">What the site's table says of the product code; null when it does not know it.</param>
/// <param name="Hold">The receiving check is not done yet: keep it in quarantine.</param>
/// <param name="Rules">What the site allows tags to say.</param>
public sealed record ReceiveAnnounced(
    UnitKey Unit, string Notice, BloodGroupCode? Group, DateTimeOffset? ExpiresAt, Product? Product, bool Hold, BagTagRules Rules, DateTimeOffset At)
{
    /// <summary>What was found when it came; null when nothing was written down.</summary>
    public ArrivalCheck? Check { get; init; }

    /// <summary>What its storage class may have on its way; null where the site's table says nothing.</summary>
    public StorageLimits? OnItsWay { get; init; }
}

/// <summary>May an announced bag come in as its notice says? Where its label was scanned, the two must not contradict each other.</summary>
public static class ReceivingAnnounced
{
    public static Decision Decide(SiteState state, ReceiveAnnounced command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Status != UnitStatus.Expected || unit.Notice != command.Notice)
            return new Decision.Refused(unit.IsInStock ? Refusal.AlreadyKnown : Refusal.WrongStatus);
        BloodGroupCode said = BloodGroupCode.Parse(unit.GroupCode);
        if (command.Group is { } group && Contradicts(group, said))
            return new Decision.Refused(Refusal.GroupDiffers, RefusalText.Both(group.Text, said.Text));
        if (command.ExpiresAt is { } expiresAt && expiresAt != unit.ExpiresAt)
            return new Decision.Refused(Refusal.ExpiryDiffers, RefusalText.Both(RefusalText.Instant(expiresAt), RefusalText.Instant(unit.ExpiresAt)));
        return Receiving.Decide(state, new ReceiveUnit(
            command.Unit, FlagCharacters.Unused, command.Group ?? said, unit.ExpiresAt, command.Product, Tag: null, command.Hold,
            unit.Source, command.Rules, command.At)
        {
            CollectedAt = unit.CollectedAt, Antigens = unit.Antigens, Check = command.Check, OnItsWay = command.OnItsWay,
        });
    }

    /// <summary>
    /// A message on the label, such as hold or discard, tells no group to compare: it is taken and keeps the bag in quarantine. The
    /// phenotype may be missing on either side.
    /// </summary>
    private static bool Contradicts(BloodGroupCode label, BloodGroupCode notice) =>
        label.Message == LabelMessage.None
        && (label.Group, label.Expressed, label.Use, notice.Message) != (notice.Group, notice.Expressed, notice.Use, LabelMessage.None);
}
