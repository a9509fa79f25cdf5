using Inventory.Identification;

namespace Inventory.Units;

/// <summary>How unit and tag events change the state.</summary>
internal static class UnitFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened) => happened switch
    {
        UnitReceived e => state with { Units = state.Units.SetItem(e.Unit, Received(e)) },
        UnitQuarantined e => Change(state, e.Unit, unit => unit with
        {
            Status = UnitStatus.Quarantined, Quarantine = e.Reason, StatusSince = e.OccurredAt,
        }),
        UnitReleased e => Change(state, e.Unit, unit => unit with
        {
            Status = UnitStatus.Available, Quarantine = QuarantineReason.None, StatusSince = e.OccurredAt,
        }),
        UnitIssued e => Change(state, e.Unit, unit => unit with { Status = UnitStatus.Issued, StatusSince = e.OccurredAt }),
        UnitReturned e => Change(state, e.Unit, unit => unit with
        {
            Status = UnitStatus.Quarantined, Quarantine = QuarantineReason.Returned, StatusSince = e.OccurredAt,
        }),
        UnitDiscarded e => Change(state, e.Unit, unit => unit with { Status = UnitStatus.Discarded, StatusSince = e.OccurredAt }),
        TagAssociated e => Associate(state, e),
        TagDissociated e when state.Tags.TryGetValue(e.Tag, out SiteTag? tag) =>
            state with { Tags = state.Tags.SetItem(e.Tag, tag with { Unit = null, IsAssociated = false }) },
        _ => state,
    };

    private static BloodUnit Received(UnitReceived e) => new()
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
    };

    private static SiteState Associate(SiteState state, TagAssociated e)
    {
        SiteTag tag = state.Tags.TryGetValue(e.Tag, out SiteTag? known)
            ? known with { Unit = e.Unit, IsAssociated = true }
            : new SiteTag(e.Unit, null, null, 0, e.OccurredAt, IsAssociated: true);
        SiteState bound = state with { Tags = state.Tags.SetItem(e.Tag, tag) };
        return tag.Place is null
            ? bound
            : Change(bound, e.Unit, unit => unit with { Location = new UnitLocation(tag.Place, tag.Place, tag.Chance, tag.Since) });
    }

    private static SiteState Change(SiteState state, UnitKey key, Func<BloodUnit, BloodUnit> change) =>
        state.Units.TryGetValue(key, out BloodUnit? unit)
            ? state with { Units = state.Units.SetItem(key, change(unit)) }
            : state;
}
