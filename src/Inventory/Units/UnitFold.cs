using Inventory.Identification;

namespace Inventory.Units;

/// <summary>How unit and tag events change the state.</summary>
internal static class UnitFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened) => happened switch
    {
        UnitReceived e => state with
        {
            Units = state.Units.SetItem(e.Unit, Received(e, state.Units.GetValueOrDefault(e.Unit))),
            Demand = state.Demand.From(e.OccurredAt),
        },
        UnitClassified e => Change(state, e.Unit, unit => unit with
        {
            Component = e.Component, Amount = e.Amount, StorageClass = e.StorageClass,
        }),
        UnitQuarantined e => Change(state, e.Unit, unit => To(unit, UnitStatus.Quarantined, e) with { Quarantine = e.Reason }),
        UnitReleased e => Change(state, e.Unit, unit => To(unit, UnitStatus.Available, e)),
        UnitReserved e => Change(state, e.Unit, unit => To(unit, UnitStatus.Reserved, e) with
        {
            Reservation = new Reservation(e.Request, e.Until),
        }),
        ReservationEnded e => Change(state, e.Unit, unit => To(unit, UnitStatus.Available, e)),
        UnitIssued e => Change(Demanded(state, e), e.Unit, unit => To(unit, UnitStatus.Issued, e) with
        {
            OutOfStorage = OutOfStorage.Issued(unit.OutOfStorage, e.OccurredAt),
        }),
        UnitReturned e => Change(Undemanded(state, e), e.Unit, unit => Returned(unit, e)),
        UnitDiscarded e => Change(state, e.Unit, unit => To(unit, UnitStatus.Discarded, e)),
        TagAssociated e => TagFold.Associate(state, e),
        TagDissociated e => TagFold.Dissociate(state, e.Tag),
        _ => state,
    };

    internal static SiteState Change(SiteState state, UnitKey key, Func<BloodUnit, BloodUnit> change) =>
        state.Units.TryGetValue(key, out BloodUnit? unit)
            ? state with { Units = state.Units.SetItem(key, change(unit)) }
            : state;

    private static SiteState Demanded(SiteState state, UnitIssued e) =>
        state.Units.TryGetValue(e.Unit, out BloodUnit? unit) ? state with { Demand = state.Demand.Add(unit, e.OccurredAt, 1) } : state;

    /// <summary>What came back was no demand: it is taken off the day on which it was issued.</summary>
    private static SiteState Undemanded(SiteState state, UnitReturned e) =>
        state.Units.TryGetValue(e.Unit, out BloodUnit? unit) && unit.Status == UnitStatus.Issued
            ? state with { Demand = state.Demand.Add(unit, unit.StatusSince, -1) }
            : state;

    private static BloodUnit To(BloodUnit unit, UnitStatus status, DomainEvent happened) =>
        unit with { Status = status, Quarantine = QuarantineReason.None, StatusSince = happened.OccurredAt, Reservation = null };

    private static BloodUnit Returned(BloodUnit unit, UnitReturned e) => To(unit, UnitStatus.Quarantined, e) with
    {
        Quarantine = e.Quarantine,
        Condition = e.Condition,
        OutOfStorage = OutOfStorage.Returned(unit.OutOfStorage, e.OccurredAt, isHeard: unit.Location is not { Place: null }),
    };

    /// <param name="before">The same bag when it was here before: it still wears its tags.</param>
    private static BloodUnit Received(UnitReceived e, BloodUnit? before) => new()
    {
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
    };
}
