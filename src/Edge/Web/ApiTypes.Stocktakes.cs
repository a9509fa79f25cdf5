using Inventory.Presence;
using Inventory.Stocktaking;

namespace Edge.Web;

public enum StocktakeStageView : byte { Counting, Paused, Counted, SignedOnce, Closed }

public enum SignatureStep : byte { Counter, Second }

/// <param name="Open">Counts that are not closed, the oldest first.</param>
/// <param name="Closed">The last closed ones, the newest first.</param>
/// <param name="Fridges">Every fridge with its last count, the one that is due first at the top.</param>
public sealed record StocktakeList(
    IReadOnlyList<StocktakeItem> Open, IReadOnlyList<StocktakeItem> Closed, IReadOnlyList<CountDue> Fridges, DateTimeOffset AsOf);

/// <param name="Expected">Null while a blind count is open.</param>
public sealed record StocktakeItem(
    int Number, StocktakeKind Kind, IReadOnlyList<string> Cabinets, StocktakeStageView Stage, DateTimeOffset BeganAt, string CountedBy,
    string CountedName, int? Expected, int Matched, DateTimeOffset? ClosedAt, string? SecondName);

/// <param name="Bags">Expected there now.</param>
/// <param name="LastCountedAt">Null when it was never counted.</param>
/// <param name="Due">By the plan it should be counted now.</param>
/// <param name="HeldBy">Number of the open count that holds it.</param>
public sealed record CountDue(
    string Cabinet, string NameZh, string NameEn, int Bags, DateTimeOffset? LastCountedAt, int? LastExpected, int? LastMatched, bool Due,
    int? HeldBy);

/// <summary>What a count of these fridges would be.</summary>
/// <param name="Checks">What would spoil it; counting goes on with it and the report says so.</param>
public sealed record StocktakeProposal(int Expected, int TimeLimitSeconds, IReadOnlyList<CountCheck> Checks);

/// <param name="Code">"doorOpen", "readerDown", "antennaDeaf" or "noReader".</param>
/// <param name="Place">A cabinet, a shelf or a reader.</param>
public sealed record CountCheck(string Code, string Place, string NameZh, string NameEn);

/// <param name="TimeLimitSeconds">Null: as set for the site.</param>
public sealed record StartRequest(StocktakeKind Kind, IReadOnlyList<string> Cabinets, int? TimeLimitSeconds);

/// <param name="Subject">A bag's key, or a tag where there is no bag.</param>
/// <param name="Note">Needed where a bag is lost.</param>
public sealed record DecisionRequest(string Subject, DifferenceAction Action, string? Note);

/// <summary>A count: while it runs, and its report for ever. expected = matched + missing; read = matched − byLabel + misplaced + unexpected + unknown.</summary>
/// <param name="Expected">Null, as all that hangs on it, while a blind count is open.</param>
/// <param name="Matched">Bags seen so far that were expected, in rounds that are over.</param>
/// <param name="SeenNow">The same with what was heard in the round that runs.</param>
/// <param name="SecondsNow">Reading time with the round that runs.</param>
/// <param name="Present">Estimated number of expected bags that are here.</param>
/// <param name="Advice">Null while a blind count is open, and in a closed one.</param>
/// <param name="ToOpen">Where the advice is to read again: drawers, or shelves, to pull out and push in before.</param>
/// <param name="Rows">What differs.</param>
/// <param name="ReaderMode">"watch": the readers went on as they watch every day; "count": they counted, in sweeps with rising power; "both": some so, some so.</param>
/// <param name="Deaf">Places whose antenna heard nothing: what lies there counts as not read.</param>
/// <param name="Remarks">What could have spoiled it and was accepted.</param>
public sealed record StocktakeView(
    int Number, StocktakeKind Kind, IReadOnlyList<string> Cabinets, StocktakeStageView Stage, DateTimeOffset BeganAt, string CountedBy,
    string CountedName, StocktakeEnd? End, DateTimeOffset? EndedAt, int Rounds, double CountedSeconds, double SecondsNow, int TimeLimitSeconds, int? Expected,
    int Matched, int SeenNow, int ByLabel, int? Missing, int Read, int? Misplaced, int? Unexpected, int Unknown, int Stray, double? Present, int? Low,
    int? High, CountAdvice? Advice, IReadOnlyList<string> ToOpen, bool SumsAgree, IReadOnlyList<DifferenceView> Rows, IReadOnlyList<string> Matches, IReadOnlyList<string> Moving,
    string ReaderMode, IReadOnlyList<string> Deaf, IReadOnlyList<string> Remarks, string? SignedName, DateTimeOffset? SignedAt,
    string? SecondName, DateTimeOffset? ClosedAt, SignatureStep? Wants);

/// <param name="Unit">The bag as it is now; null for an unknown tag.</param>
/// <param name="Refused">Why the ledger did not take the adjustment; null when it did, or none was wanted.</param>
/// <param name="Watch">Of a missing bag, what its reads before the count and the doors prove; null for nothing.</param>
/// <param name="HeardAt">When its tag was last heard before the count, where <paramref name="Watch"/> says anything; null for never since the start.</param>
/// <param name="ChanceAbsent">That a missing bag is really not here, 0 to 1; null where that cannot be said.</param>
public sealed record DifferenceView(
    string Subject, UnitItem? Unit, string? Tag, IReadOnlyList<DifferenceClass> Classes, string? Place, string? Was, double? ChanceAbsent,
    DifferenceAction? Proposal, bool NeedsDecision, DifferenceAction? Action, string? ActionName, string? Note, RefusalView? Refused, WatchKnows? Watch,
    DateTimeOffset? HeardAt);
