using Inventory.Identification;

namespace Inventory.Units;

/// <summary>The last step of a bag was none: it stands as before. Nothing is deleted; the step and this stand in the ledger.</summary>
/// <param name="Corrects">Sequence number of the entry that was wrong.</param>
/// <param name="Undone">The status that it had by mistake.</param>
/// <param name="Restored">The status that it has again.</param>
public sealed record StepTakenBack(
    UnitKey Unit, long Corrects, UnitStatus Undone, UnitStatus Restored, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>The bag that a tag of this one got meanwhile; null where none did. What the step closed of the others is bound again by events of its own.</summary>
    public UnitKey? TagNowOn { get; init; }
}

/// <summary>The receipt was none, and nothing was done with the bag since: it is not here. Nothing is deleted; the receipt and this stand in the ledger.</summary>
/// <param name="Corrects">Sequence number of the receipt.</param>
/// <param name="Restored">Expected where a notice had announced it, entered in error where none had.</param>
public sealed record ReceiptTakenBack(UnitKey Unit, long Corrects, UnitStatus Restored, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>What was read from the label was wrong.</summary>
public sealed record UnitExpiryCorrected(UnitKey Unit, DateTimeOffset Was, DateTimeOffset ExpiresAt, DateTimeOffset OccurredAt)
    : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>One person asked for a correction that makes a bag usable again or for longer. Nothing is changed until a second one confirms it.</summary>
/// <param name="ExpiresAt">The later expiry; null: the time out of storage was never.</param>
public sealed record CorrectionAsked(UnitKey Unit, DateTimeOffset? ExpiresAt, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>What was asked for is not to be: by the second person, or taken back by the first.</summary>
public sealed record CorrectionDropped(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>There never was such a bag: entered in error.</summary>
public sealed record UnitVoided(UnitKey Unit, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>The antennas missed it although it lay there: only the time for which it was issued was out of storage.</summary>
public sealed record StorageTimeCorrected(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;
