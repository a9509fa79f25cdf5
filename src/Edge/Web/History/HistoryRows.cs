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

/// <param name="NextAt">When the same door was opened again; null when it was not.</param>
internal sealed record OpeningRow(string Cabinet, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, DateTimeOffset? NextAt);

/// <summary>A bag came into a cabinet or left it.</summary>
internal sealed record MoveRow(DateTimeOffset At, string Unit, bool Came, string Cabinet);

/// <summary>What became of a bag, as far as it says why it is not where it was. The numbers stand in the file.</summary>
internal enum Deed : byte { Received, Returned, Issued, Emergency, Dispatched, ToSupplier, Discarded, Captured, Lost, Unaccounted, Explained }

/// <param name="Account">Null when the service did it.</param>
/// <param name="Note">Where to, or why.</param>
internal sealed record DeedRow(DateTimeOffset At, Deed Kind, string? Account, string? Note);

internal sealed record PresentRow(string Account, bool Badge);
