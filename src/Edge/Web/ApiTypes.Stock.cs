using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>The stock board. Bags of different kinds of measure are never added.</summary>
/// <param name="Seq">Ledger entry that the counts stand on.</param>
/// <param name="NotVerified">In stock by the ledger, but no antenna that would hear them listens.</param>
/// <param name="Out">In stock by the ledger, but taken out of every cabinet.</param>
/// <param name="Unaccounted">Left their place, not issued, not explained.</param>
/// <param name="ToReconcile">Left in an emergency or a massive transfusion; papers are owed.</param>
/// <param name="ExpectedBags">Announced and not here yet: no stock.</param>
/// <param name="Waste">Discarded, and still in the house.</param>
/// <param name="ToConfirm">A correction waits for a second person.</param>
/// <param name="UnknownTags">Tags heard that are no bag.</param>
public sealed record StockView(
    DateTimeOffset AsOf, long Seq, IReadOnlyList<StockRow> Rows, int Reserved, int Quarantined, int InTransfer, int ShortDated, int Expired,
    int NotVerified, int Out, int UnknownTags, int Unaccounted, int ToReconcile, int ExpectedBags,
    int Waste, int ToConfirm);

/// <summary>Issuable bags of one component and one kind of measure; what was taken out is not among them.</summary>
/// <param name="Cells">A+ B+ O+ AB+ A− B− O− AB−, then other groups where there are any.</param>
/// <param name="Amount">Sum in <paramref name="UnitKind"/>.</param>
public sealed record StockRow(ComponentClass Component, UnitKind UnitKind, IReadOnlyList<StockCell> Cells, int Bags, decimal Amount);

public enum StockLevel : byte { BelowMinimum, BelowReserve, AboveMaximum, BelowSafety }

/// <param name="Level">Null when there is enough, or when no level is set.</param>
/// <param name="DaysOfStock">Null when there was no demand or no figure yet.</param>
/// <param name="NoDemand">Nothing was issued in the days that are looked at.</param>
/// <param name="Levels">What the site wants of this group; null when it has not said.</param>
public sealed record StockCell(
    Abo Abo, RhD RhD, int Bags, decimal Amount, StockLevel? Level, double? DaysOfStock, bool NoDemand, StockLevelsView? Levels);

/// <summary>Four levels of one group, rising, in the row's measure.</summary>
/// <param name="Reserve">For emergencies only.</param>
/// <param name="Safety">Null where the site sets none; likewise <paramref name="Maximum"/>.</param>
public sealed record StockLevelsView(decimal Reserve, decimal Minimum, decimal? Safety, decimal? Maximum);
