using Inventory.Identification;

namespace Inventory.ColdChain;

public enum ExcursionSide : byte { TooWarm, TooCold }

/// <summary>Confirmed after its delay; <see cref="DomainEvent.OccurredAt"/> is the first sample outside the limit.</summary>
/// <param name="Excursion">Number at this site, from 1.</param>
/// <param name="LimitCelsius">The limit that was passed.</param>
/// <param name="Celsius">Worst value up to the confirmation.</param>
/// <param name="UnitsInside">The bags that lay there, from the ledger.</param>
public sealed record ExcursionBegan(
    int Excursion, PlaceId Cabinet, string Probe, ExcursionSide Side, double LimitCelsius, double Celsius,
    IReadOnlyList<UnitKey> UnitsInside, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>It got worse by at least half a degree, or other bags lie in it now.</summary>
public sealed record ExcursionWorsened(
    int Excursion, double WorstCelsius, IReadOnlyList<UnitKey> UnitsInside, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt)
{
    /// <summary>What the beginning said, so that this event can be understood alone.</summary>
    public ExcursionOrigin? Origin { get; init; }
}

/// <param name="WorstCelsius">Highest (too warm) or lowest (too cold) good sample.</param>
/// <param name="SecondsOutside">Time of good samples outside the limit.</param>
/// <param name="SecondsUnknown">Time without a good sample.</param>
public sealed record ExcursionEnded(
    int Excursion, PlaceId Cabinet, double WorstCelsius, double MeanCelsius, int SecondsOutside, int SecondsUnknown,
    DateTimeOffset OccurredAt) : DomainEvent(OccurredAt)
{
    /// <summary>What the beginning said, so that this event can be understood alone.</summary>
    public ExcursionOrigin? Origin { get; init; }

    /// <summary>The bags that lay there when it was last looked.</summary>
    public IReadOnlyList<UnitKey> UnitsInside { get; init; } = [];
}

/// <summary>What the beginning of an excursion said.</summary>
public sealed record ExcursionOrigin(
    PlaceId Cabinet, string Probe, ExcursionSide Side, double LimitCelsius, DateTimeOffset BeganAt);

public enum AlarmKind : byte
{
    TemperatureHigh, TemperatureLow, SensorSilent, SensorFault, DoorOpenTooLong, ReaderLost, HubLost, CannotRecord,

    /// <summary>Bags left a cabinet and nobody issued them.</summary>
    UnaccountedRemoval,
    BackupFailed,

    /// <summary>Bags lie in a cabinet that does not keep such bags.</summary>
    WrongStorage,

    /// <summary>The ledger's chain is broken: something in it was changed or lost.</summary>
    LedgerDamaged,
}

/// <summary>1 critical, 2 high, 3 medium, 4 notice.</summary>
public enum AlarmPriority : byte { Critical = 1, High = 2, Medium = 3, Notice = 4 }

/// <param name="Alarm">Number at this site, from 1.</param>
/// <param name="Source">The thing that is wrong: a place, a probe or a device.</param>
/// <param name="Celsius">The temperature that raised it, where there is one.</param>
public sealed record AlarmRaised(
    int Alarm, AlarmKind Kind, AlarmPriority Priority, string Source, double? Celsius, int UnitsAffected,
    DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>Somebody has seen it and sees to it. Who stands in the envelope; an alarm is never closed by this.</summary>
public sealed record AlarmAcknowledged(int Alarm, string Reason, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The condition is over. Without an acknowledgement the alarm stays in view.</summary>
public sealed record AlarmReturned(int Alarm, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The condition came back before anybody acknowledged its return, or while the alarm is open.</summary>
public sealed record AlarmRecurred(int Alarm, double? Celsius, int UnitsAffected, DateTimeOffset OccurredAt)
    : DomainEvent(OccurredAt);
