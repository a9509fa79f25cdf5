using Inventory.Identification;
using Inventory.Presence;

namespace Inventory.Stocktaking;

/// <summary>What differs. A bag may be of several classes.</summary>
public enum DifferenceClass : byte
{
    /// <summary>Expected, neither read nor found by a person.</summary>
    Missing,

    /// <summary>Known, but by the ledger not in stock.</summary>
    Unexpected,

    /// <summary>A tag that is no bag of the ledger. A count never makes a bag.</summary>
    Unknown,

    /// <summary>In stock, but by the ledger elsewhere.</summary>
    Misplaced,

    /// <summary>In stock and past its expiry.</summary>
    Expired,

    /// <summary>One bag was heard with two tags.</summary>
    DuplicateTag,

    /// <summary>The label holds the bag, the ledger calls it available.</summary>
    StatusConflict,

    /// <summary>Heard through a wall: it lies in another cabinet. Not counted.</summary>
    StrayRead,
}

/// <summary>One row that wants a decision.</summary>
/// <param name="Subject">The bag's key, or the tag where there is no bag.</param>
/// <param name="Place">Missing: where it should be. Read: where it was read.</param>
/// <param name="Was">Misplaced: where the ledger has it.</param>
/// <param name="ChanceAbsent">Missing: that it is really not here; null where no antenna listened.</param>
/// <param name="Proposal">What the service would do; null where a person must look first.</param>
/// <param name="Watch">Missing: what the watch of every day knew of it when the count began; null for nothing.</param>
/// <param name="Refused">Why the ledger did not take the adjustment; null when it did, or none was wanted.</param>
public sealed record DifferenceRow(
    string Subject, UnitKey? Unit, TagUii? Tag, IReadOnlyList<DifferenceClass> Classes, PlaceId? Place, PlaceId? Was, double? ChanceAbsent,
    DifferenceAction? Proposal, DifferenceChoice? Decision, Refusal? Refused = null, WatchKnowledge? Watch = null);

/// <summary>How the readers of a count read.</summary>
public enum CountReading : byte
{
    /// <summary>As every day.</summary>
    Watched,

    /// <summary>In sweeps with rising power, tags that had answered keeping quiet.</summary>
    Counted,

    /// <summary>Some so, some so.</summary>
    Both,
}

/// <summary>A count and its sums. The same events give the same report for ever.</summary>
/// <remarks>expected = matched + missing; read = matched by radio + misplaced + unexpected + unknown.</remarks>
/// <param name="ByLabel">Of the matched, those that only a person found.</param>
/// <param name="Present">Estimated number of expected bags that are really here.</param>
public sealed record StocktakeReport(
    int Stocktake, StocktakeKind Kind, IReadOnlyList<PlaceId> Cabinets, IReadOnlyList<string> Remarks, DateTimeOffset BeganAt, string BeganBy,
    StocktakeEnd? End, DateTimeOffset? EndedAt, int Rounds, double CountedSeconds, int Expected, int Matched, int ByLabel, int Missing,
    int Read, int Misplaced, int Unexpected, int Unknown, int Stray, double Present, int Low, int High, bool IsComplete,
    IReadOnlyList<DifferenceRow> Rows, IReadOnlyList<UnitKey> MatchedUnits, IReadOnlyList<UnitKey> Moving, string? SignedBy,
    DateTimeOffset? SignedAt, string? SecondBy = null, CountReading Reading = CountReading.Watched)
{
    /// <summary>The two sums agree.</summary>
    public bool SumsAgree => Expected == Matched + Missing && Read == Matched - ByLabel + Misplaced + Unexpected + Unknown;
}
