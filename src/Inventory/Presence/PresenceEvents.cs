using Inventory.Identification;

namespace Inventory.Presence;

public enum PresenceChange : byte
{
    /// <summary>Heard here for the first time.</summary>
    Arrived,

    /// <summary>Now in another place.</summary>
    Moved,

    /// <summary>No longer heard although its antennas listened.</summary>
    Removed,

    /// <summary>Heard again after it was removed.</summary>
    Back,
}

/// <summary>The tracker has concluded that a tag changed its place. An observation: it never changes a unit's status.</summary>
/// <param name="Place">Where the tag is now; null when it was removed.</param>
/// <param name="Was">Where it was; null when it was nowhere.</param>
/// <param name="Chance">Probability of the conclusion, 0 to 1.</param>
/// <param name="Unit">The bag that the tag speaks for; null for a tag that is no unit.</param>
public sealed record TagPlaced(
    TagUii Tag, PresenceChange Change, PlaceId? Place, PlaceId? Was, double Chance, UnitKey? Unit,
    DateTimeOffset OccurredAt) : DomainEvent(OccurredAt)
{
    /// <summary>The cabinet does not keep such a bag: there its time out of storage begins or goes on. Null for a right one, as for older events.</summary>
    public bool? WrongStorage { get; init; }
}

public sealed record DoorOpened(PlaceId Cabinet, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record DoorClosed(PlaceId Cabinet, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);
