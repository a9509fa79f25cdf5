using Inventory.Identification;

namespace Inventory.ColdChain;

/// <summary>One open excursion.</summary>
public sealed record Excursion(
    int Number, PlaceId Cabinet, string Probe, ExcursionSide Side, double LimitCelsius, double WorstCelsius,
    IReadOnlyList<UnitKey> UnitsInside, DateTimeOffset BeganAt);

/// <summary>States of ISA-18.2 without shelving and suppression; normal alarms are not kept in the state.</summary>
public enum AlarmState : byte { Unacknowledged, Acknowledged, ReturnedUnacknowledged }

/// <summary>One alarm that is not normal.</summary>
/// <param name="AcknowledgedBy">Account of the person; null until somebody did.</param>
/// <param name="Times">How often the condition came up since it was raised.</param>
public sealed record Alarm(
    int Number, AlarmKind Kind, AlarmPriority Priority, string Source, AlarmState State, double? Celsius, int UnitsAffected,
    DateTimeOffset RaisedAt, string? AcknowledgedBy, string? AcknowledgeReason, DateTimeOffset? AcknowledgedAt, int Times);
