using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Stock;

namespace Inventory.Units;

/// <summary>A bag has come, its label was read.</summary>
/// <param name="Flags">As on the label; <see cref="FlagCharacters.Unused"/> when it was typed.</param>
/// <param name="ExpiresAt">First instant at which it is expired, from the label.</param>
/// <param name="Product">What the site's table says of the product code; null when it does not know it.</param>
/// <param name="Tag">The tag that it wears; null when it wears none yet.</param>
/// <param name="Hold">The receiving check is not done yet: keep it in quarantine.</param>
/// <param name="Source">Supplier, or the notice's number.</param>
/// <param name="Rules">What the site allows tags to say.</param>
public sealed record ReceiveUnit(
    UnitKey Unit, FlagCharacters Flags, BloodGroupCode Group, DateTimeOffset ExpiresAt, Product? Product, TagUii? Tag, bool Hold,
    string? Source, BagTagRules Rules, DateTimeOffset At)
{
    /// <summary>From the label; null when it was not read.</summary>
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>The label's antigen code (structure 012); null when it was not read.</summary>
    public string? Antigens { get; init; }

    /// <summary>What was found when it came; null when nothing was written down.</summary>
    public ArrivalCheck? Check { get; init; }

    /// <summary>What its storage class may have on its way; null where the site's table says nothing.</summary>
    public StorageLimits? OnItsWay { get; init; }
}

/// <summary>May this bag come into the ledger, and does it start in quarantine?</summary>
/// <remarks>
/// A bag that the ledger has known stays what it was: sent back or voided and received again it is held for its old reason, and its time
/// out of storage, its damage and its earlier expiry are still its own. Otherwise a receipt would be a release, or a longer life, that
/// nobody authorised.
/// </remarks>
public static class Receiving
{
    /// <summary>Label days are whole days and clocks differ: a label may say this much more than the product's shelf life.</summary>
    private static readonly TimeSpan ShelfLifeTolerance = TimeSpan.FromDays(2);

    public static Decision Decide(SiteState state, ReceiveUnit command)
    {
        if (command.Flags.IsNoBag) return new Decision.Refused(Refusal.TubeLabel, command.Flags.ToString());
        if (command.Unit.NeedsDivisionStructure) return new Decision.Refused(Refusal.DivisionMissing);
        if (Known(state, command.Unit) is { } known) return known;
        DateTimeOffset expiresAt = Earlier(command.ExpiresAt, KnownExpiry(state.Units.GetValueOrDefault(command.Unit)));
        if (command.At >= expiresAt) return new Decision.Refused(Refusal.Expired, RefusalText.Instant(expiresAt));

        Product? product = command.Product;
        UnitReceived received = new(
            command.Unit, command.Group.Group, command.Group.Text, product?.Component ?? ComponentClass.Other,
            product?.Amount ?? new UnitAmount(UnitKind.Bag, 1), product?.StorageClass ?? "", expiresAt, Quarantine(state, command, expiresAt),
            command.Source, command.At, command.CollectedAt, command.Antigens)
        {
            Check = command.Check, LabelExpiresAt = expiresAt < command.ExpiresAt ? command.ExpiresAt : null,
        };
        if (command.Tag is not { } tag) return new Decision.Accepted(received);
        return AssociatingTag.Bind(state, new TagAssociated(tag, command.Unit, command.At), command.Rules) switch
        {
            Decision.Accepted bound => new Decision.Accepted([received, .. bound.Events]),
            Decision.Refused { Why: Refusal.AlreadyKnown } => new Decision.Accepted(received), // it was here before, with this tag
            Decision refused => refused,
        };
    }

    /// <summary>What the ledger knows of a bag that was here before: an expiry can only get earlier, or later by two people.</summary>
    /// <returns>Null for a bag that never was here: what a notice announces is no knowledge.</returns>
    internal static DateTimeOffset? KnownExpiry(BloodUnit? before) =>
        before is null or { Status: UnitStatus.Expected or UnitStatus.Cancelled } ? before?.KnownExpiry : before.ExpiresAt;

    private static DateTimeOffset Earlier(DateTimeOffset label, DateTimeOffset? known) => known < label ? known.Value : label;

    private static Decision.Refused? Known(SiteState state, UnitKey key)
    {
        if (!state.Units.TryGetValue(key, out BloodUnit? unit)) return null;
        return unit.Status switch
        {
            UnitStatus.Expected or UnitStatus.ReturnedToSupplier or UnitStatus.TransferredOut or UnitStatus.EnteredInError
                or UnitStatus.Cancelled => null,
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued),
            UnitStatus.Transfused or UnitStatus.Discarded => new Decision.Refused(Refusal.Closed),
            _ => new Decision.Refused(Refusal.AlreadyKnown),
        };
    }

    /// <summary>The strongest reason counts; a bag without one is available at once.</summary>
    private static QuarantineReason Quarantine(SiteState state, ReceiveUnit command, DateTimeOffset expiresAt) => QuarantineReasons.Stronger(
        state.Units.GetValueOrDefault(command.Unit)?.HeldFor ?? QuarantineReason.None,
        QuarantineReasons.Stronger(OfItself(command, expiresAt), command.Check?.Hold(command.OnItsWay) ?? QuarantineReason.None));

    private static QuarantineReason OfItself(ReceiveUnit command, DateTimeOffset expiresAt)
    {
        if (command.Product is not { } product) return QuarantineReason.UnknownProduct;
        if (LabelRules.Hold(command.Unit, command.Group) is not QuarantineReason.None and QuarantineReason label) return label;
        bool plausible = expiresAt == command.ExpiresAt
            && (product.ShelfLife is not { } life || command.ExpiresAt <= command.At + life + ShelfLifeTolerance);
        return command.Hold || !plausible || LabelRules.NeedsSpecialTesting(command.Unit, command.Group) ? QuarantineReason.ReceivingCheck : QuarantineReason.None;
    }
}
