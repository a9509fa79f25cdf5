using Inventory.Identification;

namespace Inventory.Units;

/// <summary>Left before its papers were complete, on the order of a physician.</summary>
/// <param name="Physician">Who ordered it; a name, since somebody answers for it.</param>
public sealed record UnitIssuedInEmergency(
    UnitKey Unit, string Destination, string Physician, string? Order, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent
{
    /// <summary>Why it left although it was out of storage for too long; null when it was not.</summary>
    public string? Override { get; init; }
}

/// <summary>What was owed for a bag issued in an emergency is complete.</summary>
public sealed record EmergencySettled(UnitKey Unit, string Order, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>From now on whatever leaves is captured, without questions.</summary>
/// <param name="Number">At this site, from 1.</param>
public sealed record MassiveTransfusionBegan(
    int Number, string Destination, string Physician, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record MassiveTransfusionEnded(int Number, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The bag left its place during a massive transfusion. Its status is settled later, by a person.</summary>
public sealed record RemovalCaptured(UnitKey Unit, int Number, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>It was not used and is here: nothing had happened.</summary>
public sealed record CaptureDropped(UnitKey Unit, int Number, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>It left its place and nobody issued it.</summary>
/// <param name="Was">Where it lay.</param>
public sealed record RemovalUnaccounted(UnitKey Unit, PlaceId Was, DateTimeOffset RemovedAt, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;

/// <summary>Somebody knows why. The words stand in the envelope too.</summary>
public sealed record RemovalExplained(UnitKey Unit, string Explanation, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt), IUnitEvent;
