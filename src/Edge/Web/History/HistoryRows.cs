using Inventory.ColdChain;
using Inventory.Identification;

namespace Edge.Web.History;

/// <summary>One alarm from its raising on, also when it is over.</summary>
/// <param name="AcknowledgedBy">Account; null until somebody did.</param>
internal sealed record AlarmRow(
    int Number, AlarmKind Kind, AlarmPriority Priority, string Source, double? Celsius, int UnitsAffected, DateTimeOffset RaisedAt,
    string? AcknowledgedBy, string? AcknowledgeReason, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ReturnedAt, int Times);

internal sealed record ExcursionRow(
    int Number, string Cabinet, string Probe, ExcursionSide Side, double LimitCelsius, double WorstCelsius, DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt, int? SecondsOutside, int? SecondsUnknown, IReadOnlyList<UnitKey> Units);

internal sealed record OpeningRow(DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);

/// <summary>A bag came into a cabinet or left it.</summary>
internal sealed record MoveRow(DateTimeOffset At, string Unit, bool Came);
