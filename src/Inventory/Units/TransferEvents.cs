using Inventory.Identification;

namespace Inventory.Units;

/// <summary>On its way to another site: counted here, once, as in transfer, until that site confirms.</summary>
/// <param name="To">The receiving site.</param>
/// <param name="Box">Number of the transport box; null when not given.</param>
/// <param name="Logger">Number of its temperature logger; null when there is none.</param>
public sealed record UnitDispatched(
    UnitKey Unit, string Transfer, string To, string? Box, string? Logger, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>Why from the emergency reserve of its group; null when it is not.</summary>
    public string? FromReserve { get; init; }
}

/// <summary>The receiving site has it: here it is gone.</summary>
public sealed record UnitTransferConfirmed(UnitKey Unit, string Transfer, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>It came back from its transfer, and is in quarantine.</summary>
public sealed record UnitTransferReturned(UnitKey Unit, string Transfer, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>A supplier or another site has announced it.</summary>
/// <param name="Notice">Number of the shipping notice, for a transfer between sites its number.</param>
public sealed record UnitExpected(
    UnitKey Unit, BloodGroup Group, string GroupCode, ComponentClass Component, UnitAmount Amount, string StorageClass,
    DateTimeOffset ExpiresAt, string Notice, string From, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    public DateTimeOffset? CollectedAt { get; init; }
    public string? Antigens { get; init; }
}

/// <summary>It was announced and did not come.</summary>
public sealed record ExpectedCancelled(UnitKey Unit, string Notice, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;
