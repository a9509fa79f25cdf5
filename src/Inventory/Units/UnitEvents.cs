using Inventory.Identification;

namespace Inventory.Units;

/// <summary>Something that happened to one bag.</summary>
public interface IUnitEvent
{
    UnitKey Unit { get; }
}

/// <summary>A bag was accepted at this site. What the product table said is kept with it: tables change, the past does not.</summary>
/// <param name="Quarantine">The reason for which it starts in quarantine; none when the receiving check passed.</param>
/// <param name="Source">Who delivered it, or the notice's number; null when not given.</param>
/// <param name="CollectedAt">From the label; null when it was not read.</param>
/// <param name="Antigens">The 18 digits of the label's antigen code (structure 012); null when it was not read.</param>
public sealed record UnitReceived(
    UnitKey Unit, BloodGroup Group, string GroupCode, ComponentClass Component, UnitAmount Amount, string StorageClass,
    DateTimeOffset ExpiresAt, QuarantineReason Quarantine, string? Source, DateTimeOffset OccurredAt,
    DateTimeOffset? CollectedAt = null, string? Antigens = null) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>What was found when it came; null when nothing was written down.</summary>
    public ArrivalCheck? Check { get; init; }

    /// <summary>The label's expiry, where the ledger knew an earlier one and kept it; null where the label's was taken.</summary>
    public DateTimeOffset? LabelExpiresAt { get; init; }
}

/// <summary>The product table has come to know the product of a bag that was received without.</summary>
public sealed record UnitClassified(
    UnitKey Unit, ComponentClass Component, UnitAmount Amount, string StorageClass, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

public sealed record UnitQuarantined(UnitKey Unit, QuarantineReason Reason, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>A bag that is not here was recalled: should it come, it is held for that. Its status stands.</summary>
public sealed record UnitRecalled(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

public sealed record UnitReleased(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <param name="Destination">Ward or recipient site; never a patient.</param>
/// <param name="Order">Number of the request; null when not given.</param>
public sealed record UnitIssued(UnitKey Unit, string Destination, string? Order, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>The bag that expires earlier and was passed over; null when this was the first.</summary>
    public UnitKey? PassedOver { get; init; }

    /// <summary>It came from the emergency reserve of its group; null when it did not.</summary>
    public bool? FromReserve { get; init; }

    /// <summary>Why the other was passed over, or the reserve touched.</summary>
    public string? Override { get; init; }
}

/// <summary>Kept for one request. A second one for the same request moves the limit.</summary>
public sealed record UnitReserved(UnitKey Unit, string Request, DateTimeOffset Until, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>Why from the emergency reserve of its group; null when it is not.</summary>
    public string? FromReserve { get; init; }
}

public enum ReservationEnd : byte { Released, Lapsed }

/// <summary>It is anybody's again: somebody let it go, or its time is over.</summary>
public sealed record ReservationEnded(UnitKey Unit, string Request, ReservationEnd How, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>Came back unused. It is in quarantine until somebody releases it.</summary>
public sealed record UnitReturned(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>Why it is in quarantine now: returned, or out of storage for too long.</summary>
    public QuarantineReason Quarantine { get; init; } = QuarantineReason.Returned;

    public BagCondition Condition { get; init; }

    /// <summary>Out of controlled storage this time; null when that was not worked out.</summary>
    public TimeSpan? Out { get; init; }

    /// <summary>What is allowed for one time; null where there is no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>How often it was out, this time included.</summary>
    public int Times { get; init; }
}

public sealed record UnitDiscarded(UnitKey Unit, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>What was discarded left the house with whoever takes medical waste.</summary>
/// <param name="Document">Number of the waste paper; null when there is none.</param>
public sealed record UnitHandedToWaste(UnitKey Unit, string To, string? Document, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>The ward has said that it was given. The end.</summary>
public sealed record UnitTransfused(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

public sealed record UnitReturnedToSupplier(UnitKey Unit, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>A person has decided that it is nowhere.</summary>
public sealed record UnitLost(UnitKey Unit, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>It is here again, in quarantine.</summary>
public sealed record UnitFound(UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>
/// It lies in a cabinet that does not keep such bags, which could not be said when it came there: its product or the table was not known.
/// </summary>
public sealed record WrongStorageFound(UnitKey Unit, PlaceId Place, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>From now on this tag speaks for this bag.</summary>
public sealed record TagAssociated(TagUii Tag, UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>The chip's own identity (bank 10), read on a desk; null where nobody asked for it.</summary>
    public TagUii? Chip { get; init; }
}

public sealed record TagDissociated(TagUii Tag, UnitKey Unit, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;
