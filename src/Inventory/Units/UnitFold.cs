using Inventory.Identification;

namespace Inventory.Units;

/// <summary>How unit and tag events change the state.</summary>
internal static class UnitFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened) => happened switch
    {
        UnitReceived e => Received(state, e),
        UnitExpected e => Expected(TransferFold.Announced(state, e), e),
        ExpectedCancelled e => Change(
            TransferFold.Count(state, e.Notice, e.OccurredAt, static notice => notice with { Missing = notice.Missing + 1 }), e.Unit,
            unit => To(unit, UnitStatus.Cancelled, e)),
        UnitClassified e => Change(state, e.Unit, unit => unit with
        {
            Component = e.Component, Amount = e.Amount, StorageClass = e.StorageClass,
        }),
        UnitQuarantined e => Change(state, e.Unit, unit => To(unit, UnitStatus.Quarantined, e) with
        {
            Quarantine = QuarantineReasons.Stronger(unit.Quarantine, e.Reason),
        }),
        UnitRecalled e => Change(state, e.Unit, static unit => unit with
        {
            HeldFor = QuarantineReason.Recall, Before = null, // to take the step before it back would forget it
        }),
        UnitReleased e => Change(state, e.Unit, unit => To(unit, UnitStatus.Available, e)),
        UnitReserved e => Change(state, e.Unit, unit => To(unit, UnitStatus.Reserved, e) with
        {
            Reservation = new Reservation(e.Request, e.Until),
        }),
        ReservationEnded e => Change(state, e.Unit, unit => To(unit, UnitStatus.Available, e)),
        UnitIssued e => Change(Demanded(state, e.Unit, e.OccurredAt), e.Unit, unit => To(unit, UnitStatus.Issued, e) with
        {
            OutOfStorage = OutOfStorage.Issued(unit.OutOfStorage, e.OccurredAt),
        }),
        UnitReturned e => Change(Undemanded(state, e), e.Unit, unit => Returned(unit, e)),
        UnitDiscarded e => Change(state, e.Unit, unit => To(unit, UnitStatus.Discarded, e)),
        UnitHandedToWaste e => Change(state, e.Unit, unit => unit with { WasteAt = e.OccurredAt }),
        UnitTransfused e => Change(state, e.Unit, unit => To(unit, UnitStatus.Transfused, e) with { Emergency = unit.Emergency }),
        UnitReturnedToSupplier e => Change(state, e.Unit, unit => To(unit, UnitStatus.ReturnedToSupplier, e)),
        UnitLost e => Change(LostOnItsWay(state, e), e.Unit, unit => To(unit, UnitStatus.Lost, e)),
        UnitFound e => Change(state, e.Unit, unit => To(unit, UnitStatus.Quarantined, e) with
        {
            Quarantine = QuarantineReasons.Stronger(unit.HeldFor, QuarantineReason.Found),
        }),
        UnitDispatched e => Change(TransferFold.Sent(state, e), e.Unit, unit => To(unit, UnitStatus.InTransfer, e) with { Transfer = e.Transfer }),
        UnitTransferConfirmed e => Change(
            TransferFold.Count(state, e.Transfer, e.OccurredAt, static transfer => transfer with { Confirmed = transfer.Confirmed + 1 }), e.Unit,
            unit => To(unit, UnitStatus.TransferredOut, e)),
        UnitTransferReturned e => Change(
            TransferFold.Count(state, e.Transfer, e.OccurredAt, static transfer => transfer with { Returned = transfer.Returned + 1 }), e.Unit,
            unit => To(unit, UnitStatus.Quarantined, e) with
            {
                Quarantine = QuarantineReasons.Stronger(unit.HeldFor, QuarantineReason.Returned),
            }),
        UnitIssuedInEmergency e => Change(Demanded(state, e.Unit, e.OccurredAt), e.Unit, unit => To(unit, UnitStatus.Issued, e) with
        {
            OutOfStorage = OutOfStorage.Issued(unit.OutOfStorage, e.OccurredAt),
            Emergency = new EmergencyRelease(e.Physician, e.OccurredAt, null),
        }),
        EmergencySettled e => Change(state, e.Unit, unit => unit with { Emergency = unit.Emergency is { } owed ? owed with { SettledAt = e.OccurredAt } : null }),
        MassiveTransfusionBegan e => state with
        {
            Massive = new MassiveTransfusion(e.Number, e.Destination, e.Physician, e.OccurredAt), LastMassive = Math.Max(state.LastMassive, e.Number),
        },
        MassiveTransfusionEnded => state with { Massive = null },
        RemovalCaptured e => Change(state, e.Unit, unit => unit with { Captured = e.Number, Fresh = null }),
        CaptureDropped e => Change(state, e.Unit, unit => unit with { Captured = null, ExplainedRemoval = unit.Location?.Since }),
        RemovalUnaccounted e => Change(state, e.Unit, unit => unit with { UnaccountedSince = e.RemovedAt, Fresh = null }),
        RemovalExplained e => Change(state, e.Unit, unit => unit with { UnaccountedSince = null, ExplainedRemoval = unit.Location?.Since }),
        StepTakenBack or ReceiptTakenBack or UnitExpiryCorrected or UnitVoided or StorageTimeCorrected or CorrectionDropped => CorrectionFold.Apply(state, happened),
        WrongStorageFound e => Change(state, e.Unit, unit => unit with
        {
            OutOfStorage = OutOfStorage.Misplaced(unit.OutOfStorage, e.OccurredAt),
            Location = unit.Location is { } where ? where with { WrongStorage = true } : null,
        }),
        TagAssociated e => TagFold.Associate(state, e),
        TagDissociated e => TagFold.Dissociate(state, e.Tag),
        _ => state,
    };

    internal static SiteState Change(SiteState state, UnitKey key, Func<BloodUnit, BloodUnit> change) =>
        state.Units.TryGetValue(key, out BloodUnit? unit)
            ? state with { Units = state.Units.SetItem(key, change(unit)) }
            : state;

    private static SiteState Demanded(SiteState state, UnitKey key, DateTimeOffset at) =>
        state.Units.TryGetValue(key, out BloodUnit? unit) ? state with { Demand = state.Demand.Add(unit, at, 1) } : state;

    private static SiteState LostOnItsWay(SiteState state, UnitLost e) =>
        state.Units.TryGetValue(e.Unit, out BloodUnit? unit) && unit.Status == UnitStatus.InTransfer
            ? TransferFold.Count(state, unit.Transfer, e.OccurredAt, static transfer => transfer with { Lost = transfer.Lost + 1 })
            : state;

    /// <summary>What came back was no demand: it is taken off the day on which it was issued.</summary>
    private static SiteState Undemanded(SiteState state, UnitReturned e) =>
        state.Units.TryGetValue(e.Unit, out BloodUnit? unit) && unit.Status == UnitStatus.Issued
            ? state with { Demand = state.Demand.Add(unit, unit.StatusSince, -1) }
            : state;

    /// <summary>A step of the life cycle. What belonged to the status before ends with it; how it stood is kept for one undo.</summary>
    internal static BloodUnit To(BloodUnit unit, UnitStatus status, DomainEvent happened)
    {
        BloodUnit after = unit with
        {
            Status = status, Quarantine = QuarantineReason.None, StatusSince = happened.OccurredAt, Reservation = null, Emergency = null,
            Captured = null, Fresh = null, HeldFor = HeldFor(unit, status),
            Before = new UnitStep(
                unit.Status, unit.Quarantine, unit.StatusSince, unit.Reservation, unit.OutOfStorage, unit.Emergency, unit.Captured, unit.Transfer,
                unit.HeldFor),
        };
        return after.IsInStock ? after : after with { UnaccountedSince = null, Before = after.Before with { Tags = unit.Tags } };
    }

    /// <summary>What a bag that leaves the stock takes with it, until it is here again and shows it.</summary>
    private static QuarantineReason HeldFor(BloodUnit unit, UnitStatus left) => left switch
    {
        UnitStatus.ReturnedToSupplier or UnitStatus.EnteredInError => QuarantineReasons.Stronger(unit.Quarantine, QuarantineReason.ReceivingCheck),
        UnitStatus.TransferredOut or UnitStatus.Lost => QuarantineReasons.Stronger(unit.HeldFor, unit.Quarantine),
        UnitStatus.Cancelled => unit.HeldFor, // announced again and not come: it still has its past
        _ => QuarantineReason.None,
    };

    private static BloodUnit Returned(BloodUnit unit, UnitReturned e) => To(unit, UnitStatus.Quarantined, e) with
    {
        Quarantine = e.Quarantine,
        Condition = e.Condition,
        OutOfStorage = OutOfStorage.Returned(unit.OutOfStorage, e.OccurredAt, isHeard: unit.Location?.IsInStorage != false),
    };

    private static SiteState Received(SiteState state, UnitReceived e)
    {
        BloodUnit? before = state.Units.GetValueOrDefault(e.Unit);
        bool announced = before is { Status: UnitStatus.Expected, Notice: not null };
        string? notice = announced ? before!.Notice : e.Source;
        SiteState counted = TransferFold.Count(state, notice, e.OccurredAt, known => announced
            ? known with { Received = known.Received + 1 }
            : known with { Extra = known.Extra + 1 });
        return counted with
        {
            Units = counted.Units.SetItem(e.Unit, Received(e, before) with { Notice = counted.Notices.ContainsKey(notice ?? "") ? notice : null }),
            Demand = counted.Demand.From(e.OccurredAt),
        };
    }

    private static SiteState Expected(SiteState state, UnitExpected e)
    {
        BloodUnit? before = state.Units.GetValueOrDefault(e.Unit);
        BloodUnit unit = new()
        {
            HeldFor = before?.HeldFor ?? QuarantineReason.None,
            OutOfStorage = Clock(before),
            Condition = before?.Condition ?? BagCondition.Intact,
            Key = e.Unit,
            Group = e.Group,
            GroupCode = e.GroupCode,
            Component = e.Component,
            Amount = e.Amount,
            StorageClass = e.StorageClass,
            ExpiresAt = e.ExpiresAt,
            KnownExpiry = Receiving.KnownExpiry(before),
            Status = UnitStatus.Expected,
            StatusSince = e.OccurredAt,
            Notice = e.Notice,
            Source = e.From,
            CollectedAt = e.CollectedAt,
            Antigens = e.Antigens,
            Tags = before?.Tags ?? [],
            Location = before?.Location,
        };
        return state with { Units = state.Units.SetItem(e.Unit, unit) };
    }

    /// <summary>Its time out of storage goes on; but what another site confirmed was in that site's hands since it was sent.</summary>
    private static OutOfStorage? Clock(BloodUnit? before) => before is { Status: UnitStatus.TransferredOut }
        ? OutOfStorage.Heard(before.OutOfStorage, before.Before?.StatusSince ?? before.StatusSince)
        : before?.OutOfStorage;

    /// <param name="before">The same bag when it was here before: it still wears its tags, and what happened to it still did.</param>
    private static BloodUnit Received(UnitReceived e, BloodUnit? before) => new()
    {
        OutOfStorage = Clock(before),
        Condition = e.Check is { Condition: not BagCondition.Intact and var seen } ? seen : before?.Condition ?? BagCondition.Intact,
        Key = e.Unit,
        Group = e.Group,
        GroupCode = e.GroupCode,
        Component = e.Component,
        Amount = e.Amount,
        StorageClass = e.StorageClass,
        ExpiresAt = e.ExpiresAt,
        Status = e.Quarantine == QuarantineReason.None ? UnitStatus.Available : UnitStatus.Quarantined,
        Quarantine = e.Quarantine,
        StatusSince = e.OccurredAt,
        Source = e.Source,
        CollectedAt = e.CollectedAt,
        Antigens = e.Antigens,
        Tags = before?.Tags ?? [],
        Location = before?.Location,
        Fresh = new FreshReceipt(
            before is { Status: UnitStatus.Expected } ? before with { Before = null, Location = null } : null, before?.HeldFor ?? QuarantineReason.None),
    };
}
