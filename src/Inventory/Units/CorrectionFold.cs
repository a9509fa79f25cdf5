using System.Collections.Immutable;

namespace Inventory.Units;

/// <summary>How corrections change the state: the bag stands as before its wrong step, and so does every sum that the step had moved.</summary>
internal static class CorrectionFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened) => happened switch
    {
        StepTakenBack e when state.Units.TryGetValue(e.Unit, out BloodUnit? unit) && unit.Before is { } before =>
            UnitFold.Change(Uncount(state, unit, before, e.OccurredAt), e.Unit, each => Restore(state, each, before) with { TagNowOn = unit.Tags.IsEmpty ? e.TagNowOn : null }),
        ReceiptTakenBack e when state.Units.TryGetValue(e.Unit, out BloodUnit? unit) && unit.Fresh is { } fresh =>
            UnitFold.Change(Uncount(state, unit, fresh, e.OccurredAt), e.Unit, each => NeverCame(each, fresh, e)),
        CorrectionDropped e => UnitFold.Change(state, e.Unit, static unit => unit with { Asked = null }),
        UnitExpiryCorrected e => UnitFold.Change(state, e.Unit, unit => unit with
        {
            ExpiresAt = e.ExpiresAt, Asked = null, Fresh = null, Reservation = Kept(unit.Reservation, e.ExpiresAt),
        }),
        UnitVoided e => UnitFold.Change(state, e.Unit, unit => UnitFold.To(unit, UnitStatus.EnteredInError, e) with { Before = null, Asked = null }),
        StorageTimeCorrected e => UnitFold.Change(state, e.Unit, unit => unit with
        {
            OutOfStorage = unit.OutOfStorage is { } clock ? OutOfStorage.Struck(clock) : null, Asked = null,
        }),
        _ => state,
    };

    public static SiteState Ask(SiteState state, CorrectionAsked asked, Actor by) => UnitFold.Change(
        state, asked.Unit, unit => unit with { Asked = new AskedCorrection(asked.ExpiresAt, by.Name, asked.OccurredAt), Fresh = null });

    /// <summary>
    /// Announced it is awaited again; else it never was. What was seen of it stays known: its label's expiry, its damage, why it was held, and
    /// its time out of storage. That its receiving check was open is no reason to hold it the next time: then there is another check.
    /// </summary>
    private static BloodUnit NeverCame(BloodUnit unit, FreshReceipt fresh, ReceiptTakenBack e)
    {
        QuarantineReason held = unit.Quarantine == QuarantineReason.ReceivingCheck
            ? fresh.HeldFor
            : QuarantineReasons.Stronger(fresh.HeldFor, unit.Quarantine);
        return fresh.Announced is { } announced
            ? announced with
            {
                KnownExpiry = unit.ExpiresAt, HeldFor = held, OutOfStorage = unit.OutOfStorage, Condition = unit.Condition, Tags = unit.Tags, Location = unit.Location,
            }
            : unit with
            {
                Status = UnitStatus.EnteredInError, StatusSince = e.OccurredAt, Quarantine = QuarantineReason.None, HeldFor = held, Notice = null, Fresh = null,
            };
    }

    private static SiteState Uncount(SiteState state, BloodUnit unit, FreshReceipt fresh, DateTimeOffset at) => TransferFold.Count(
        state, unit.Notice, at, notice => fresh.Announced is null ? notice with { Extra = notice.Extra - 1 } : notice with { Received = notice.Received - 1 });

    private static BloodUnit Restore(SiteState state, BloodUnit unit, UnitStep before)
    {
        BloodUnit restored = Stood(unit, before);
        return restored.IsInStock
            ? restored with { OutOfStorage = Meanwhile(state, unit, before) }
            : restored with { UnaccountedSince = null }; // what is not in the house owes no account of its place
    }

    /// <summary>
    /// Antennas went on listening. A bag that they heard move since the wrong step, or whose tag somebody gave to another bag, was out of
    /// its storage since that step as far as anybody knows, until they hear it there; one that lay still was not.
    /// </summary>
    private static OutOfStorage? Meanwhile(SiteState state, BloodUnit unit, UnitStep before)
    {
        ImmutableArray<TagUii> gone = [.. before.Tags.Where(tag => !unit.Tags.Contains(tag))];
        if (gone.Any(tag => state.Tags.TryGetValue(tag, out SiteTag? known) && AssociatingTag.Wearer(state, tag, known) is { } wearer && wearer != unit.Key))
            return OutOfStorage.Missed(before.OutOfStorage, unit.StatusSince);
        UnitLocation? where = gone.IsEmpty ? unit.Location : TagFold.Where(state, before.Tags);
        if (where is null || where.Since <= unit.StatusSince) return before.OutOfStorage;
        OutOfStorage moved = OutOfStorage.Missed(before.OutOfStorage, unit.StatusSince);
        return where.IsInStorage ? OutOfStorage.Heard(moved, where.Since) : moved;
    }

    private static BloodUnit Stood(BloodUnit unit, UnitStep before) => unit with
    {
        Status = before.Status,
        Quarantine = before.Quarantine,
        HeldFor = before.HeldFor,
        StatusSince = before.StatusSince,
        Reservation = Kept(before.Reservation, unit.ExpiresAt),
        OutOfStorage = before.OutOfStorage,
        Emergency = before.Emergency,
        Captured = before.Captured,
        Transfer = before.Transfer,
        Condition = unit.Status == UnitStatus.Quarantined && before.Status == UnitStatus.Issued ? BagCondition.Intact : unit.Condition,
        Before = null,
    };

    /// <summary>Nobody is promised a bag past its expiry, also where that was corrected since.</summary>
    private static Reservation? Kept(Reservation? reservation, DateTimeOffset expiresAt) =>
        reservation is { } kept && kept.Until > expiresAt ? kept with { Until = expiresAt } : reservation;

    private static SiteState Uncount(SiteState state, BloodUnit unit, UnitStep before, DateTimeOffset at) => (before.Status, unit.Status) switch
    {
        (_, UnitStatus.Issued) => state with { Demand = state.Demand.Add(unit, unit.StatusSince, -1) },
        (UnitStatus.Issued, UnitStatus.Quarantined) => state with { Demand = state.Demand.Add(unit, before.StatusSince, 1) },
        (_, UnitStatus.InTransfer) => TransferFold.Count(state, unit.Transfer, at, static transfer => transfer with { Sent = transfer.Sent - 1 }),
        (UnitStatus.InTransfer, UnitStatus.Quarantined) =>
            TransferFold.Count(state, before.Transfer, at, static transfer => transfer with { Returned = transfer.Returned - 1 }),
        (UnitStatus.InTransfer, UnitStatus.Lost) =>
            TransferFold.Count(state, before.Transfer, at, static transfer => transfer with { Lost = transfer.Lost - 1 }),
        (_, UnitStatus.Cancelled) => TransferFold.Count(state, unit.Notice, at, static notice => notice with { Missing = notice.Missing - 1 }),
        _ => state,
    };
}
