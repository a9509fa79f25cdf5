using Inventory.Identification;
using Inventory.Presence;

namespace Inventory.Stocktaking;

/// <summary>Full: everything is frozen in time and explained. Cycle: a part, by plan. Blind: whoever counts is not shown what is expected.</summary>
public enum StocktakeKind : byte { Full, Cycle, Blind }

/// <summary>Why the reading ended.</summary>
public enum StocktakeEnd : byte
{
    Complete,
    TimeLimit,
    Finished,

    /// <summary>The readers that count hear nobody new: what is still hidden stays so until its field is drawn anew.</summary>
    Quiet,
}

/// <summary>What a person decides about one difference. The ledger changes only when the count is closed.</summary>
public enum DifferenceAction : byte
{
    /// <summary>It is here after all: its bar code was scanned, or somebody sees it.</summary>
    Found,

    /// <summary>It is nowhere.</summary>
    Lost,

    /// <summary>It lies where it was read.</summary>
    Move,

    /// <summary>Held apart. A bag that was issued is taken back, a lost one is found: both are in quarantine then.</summary>
    Quarantine,

    /// <summary>Noted in the report; the ledger stays as it is.</summary>
    Note,
}

/// <summary>A bag that the count should find, with what was known of its tag before.</summary>
/// <param name="Place">Where the ledger says it lies, or lay when it was last heard.</param>
/// <param name="UsualHits">Moments in which its tag was heard before the count, as far as they speak for today.</param>
/// <param name="UsualSeconds">Listening time in which these fell.</param>
/// <param name="UsualDb">By how much it was stronger than its antennas must have, when it was last heard; null when that is not known.</param>
/// <param name="Watch">What the watch knew of it when the count began; null for nothing that the doors prove.</param>
public sealed record ExpectedUnit(
    UnitKey Unit, PlaceId Place, int UsualHits = 0, double UsualSeconds = 0, double? UsualDb = null, WatchKnowledge? Watch = null);

/// <summary>A tag in one round of a count, or in all of them.</summary>
/// <param name="Unit">The bag that it speaks for; null for an unknown tag.</param>
/// <param name="Place">The antenna that heard it best.</param>
/// <param name="Hits">Independent moments, by antennas of the cabinets that are counted.</param>
/// <param name="Elsewhere">The same by all other antennas of the site.</param>
/// <param name="Answers">In whole sweeps of a reader that counts, the steps at which it answered first; null where there were none.</param>
public sealed record HeardTag(
    TagUii Tag, UnitKey? Unit, PlaceId Place, int Hits, int Elsewhere, double? RssiDbm, IReadOnlyList<StepAnswers>? Answers = null);

/// <param name="StepDb">Decibels to the usual power.</param>
/// <param name="Sweeps">In which the tag answered there first.</param>
public sealed record StepAnswers(int StepDb, int Sweeps);

/// <param name="Seconds">Time in which the antenna of that place really listened.</param>
/// <param name="Reads">0 for an antenna that heard nothing: its silence is no evidence.</param>
/// <param name="Sweeps">Whole sweeps of its reader, where that counts.</param>
/// <param name="StepsDb">The power steps of these, rising, as far as they are known; null for a reader that watches.</param>
public sealed record ListenedPlace(PlaceId Place, double Seconds, int Reads, int Sweeps = 0, IReadOnlyList<int>? StepsDb = null);

/// <param name="Stocktake">Number at this site, from 1.</param>
/// <param name="Cabinets">What is counted.</param>
/// <param name="Expected">The stock there by the ledger at this instant (T0).</param>
/// <param name="Remarks">What could spoil the count and was accepted: <c>door-open fridge-2</c>, <c>antenna-deaf fridge-3/shelf-2</c>.</param>
public sealed record StocktakeBegan(
    int Stocktake, StocktakeKind Kind, IReadOnlyList<PlaceId> Cabinets, IReadOnlyList<ExpectedUnit> Expected, int TimeLimitSeconds,
    IReadOnlyList<string> Remarks, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>What was heard in one round: kept in the ledger, so that a count goes on after a restart and can be worked out again.</summary>
public sealed record StocktakeRoundEnded(
    int Stocktake, int Round, double Seconds, IReadOnlyList<HeardTag> Heard, IReadOnlyList<ListenedPlace> Listened,
    DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record StocktakePaused(int Stocktake, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>Goes on after a pause, or to read again what was not heard.</summary>
public sealed record StocktakeContinued(int Stocktake, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The reading is over; what differs is looked at now.</summary>
public sealed record StocktakeCounted(int Stocktake, StocktakeEnd End, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <param name="Subject">The bag's key, or the tag in hexadecimal where there is no bag.</param>
public sealed record DifferenceDecided(int Stocktake, string Subject, DifferenceAction Action, string? Note, DateTimeOffset OccurredAt)
    : DomainEvent(OccurredAt);

/// <summary>Whoever counted has signed. Nothing is decided any more after this.</summary>
public sealed record StocktakeSigned(int Stocktake, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The second person has signed: the ledger is adjusted by the events that follow, and the report is final.</summary>
public sealed record StocktakeClosed(int Stocktake, StocktakeReport Report, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record StocktakeAbandoned(int Stocktake, string Reason, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);
