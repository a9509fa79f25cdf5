using System.Collections.Immutable;
using Inventory.Identification;

namespace Inventory.Stocktaking;

public enum StocktakeStage : byte { Counting, Paused, Counted, SignedOnce }

/// <summary>A count that is not closed: the fold of its own events and of what happened to its bags meanwhile.</summary>
public sealed record Stocktake
{
    public required int Number { get; init; }
    public required StocktakeKind Kind { get; init; }
    public required ImmutableArray<PlaceId> Cabinets { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public required string BeganBy { get; init; }

    /// <summary>Of listening, the reading again included.</summary>
    public required int TimeLimitSeconds { get; init; }

    public ImmutableArray<string> Remarks { get; init; } = [];
    public StocktakeStage Stage { get; init; }
    public StocktakeEnd? End { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The ledger at T0 plus the events since: what was issued is not missing, what arrived is expected.</summary>
    public ImmutableDictionary<UnitKey, ExpectedUnit> Expected { get; init; } = ImmutableDictionary<UnitKey, ExpectedUnit>.Empty;

    /// <summary>Bags that left or came by an event while the count was open.</summary>
    public ImmutableArray<UnitKey> Moving { get; init; } = [];

    public int Rounds { get; init; }

    /// <summary>Rounds since the last one that heard an expected bag for the first time.</summary>
    public int QuietRounds { get; init; }
    public double CountedSeconds { get; init; }

    /// <summary>Sums over all rounds.</summary>
    public ImmutableDictionary<TagUii, HeardTag> Heard { get; init; } = ImmutableDictionary<TagUii, HeardTag>.Empty;

    /// <summary>Sums over all rounds, by the place that the antenna is meant to hear.</summary>
    public ImmutableDictionary<PlaceId, ListenedPlace> Listened { get; init; } = ImmutableDictionary<PlaceId, ListenedPlace>.Empty;

    /// <summary>Readings that are over, where it was read again; empty during the first.</summary>
    public ImmutableArray<CountPass> Earlier { get; init; } = [];

    /// <summary>The last reading, where there were <see cref="Earlier"/> ones; empty during the first.</summary>
    public CountPass Last { get; init; } = CountPass.Empty;

    /// <summary>By subject: a bag's key or a tag.</summary>
    public ImmutableDictionary<string, DifferenceChoice> Decided { get; init; } = ImmutableDictionary<string, DifferenceChoice>.Empty;

    public string? SignedBy { get; init; }
    public DateTimeOffset? SignedAt { get; init; }

    public bool IsOpen => Stage is StocktakeStage.Counting or StocktakeStage.Paused;

    /// <summary>A round that ran when the count was paused or ended by hand is still recorded.</summary>
    public bool TakesRounds => IsOpen || (Stage == StocktakeStage.Counted && End == StocktakeEnd.Finished);

    /// <summary>Each reading, the first included. Between two of them somebody may have opened a drawer, and its bags have new fields.</summary>
    public ImmutableArray<CountPass> Passes => Earlier.IsEmpty ? [new CountPass(Heard, Listened)] : Earlier.Add(Last);

    public bool Covers(PlaceId? place) => place is { } known && Cabinets.Contains(known.Cabinet);
}

/// <summary>What one reading of a count heard: sums over its rounds.</summary>
public sealed record CountPass(ImmutableDictionary<TagUii, HeardTag> Heard, ImmutableDictionary<PlaceId, ListenedPlace> Listened)
{
    public static readonly CountPass Empty = new(ImmutableDictionary<TagUii, HeardTag>.Empty, ImmutableDictionary<PlaceId, ListenedPlace>.Empty);
}

public enum CountAdvice : byte
{
    /// <summary>Bags that were not heard yet may well be here.</summary>
    GoOn,

    /// <summary>No other bag is expected to be heard; the reading ends after a few quiet rounds.</summary>
    NearlyDone,

    /// <summary>The reading is over and reading again would find nothing.</summary>
    Done,

    /// <summary>The reading is over, and of bags that were not heard nobody can say yet whether they are here.</summary>
    ReadAgain,
}

/// <param name="By">Account of who decided.</param>
public sealed record DifferenceChoice(DifferenceAction Action, string By, string? Note);

/// <summary>What is kept of a closed count; its report stands in the ledger entry that closed it.</summary>
public sealed record ClosedStocktake(
    int Number, StocktakeKind Kind, ImmutableArray<PlaceId> Cabinets, DateTimeOffset BeganAt, DateTimeOffset ClosedAt, int Expected,
    int Matched, string CountedBy, string SecondBy);
