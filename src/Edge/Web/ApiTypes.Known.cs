using Inventory.Commissioning;
using Inventory.Units;

namespace Edge.Web;

/// <summary>One cabinet as it was known at an instant: without what was recorded or corrected later, and without what only lived in memory.</summary>
/// <param name="DoorOpenSince">Null when it was shut, or had no contact.</param>
/// <param name="Map">The walked map that was in use; null when there was none.</param>
/// <param name="Shelves">As the settings name them today, and any other place that held a bag then.</param>
/// <param name="Out">Taken out of it by then and noticed nowhere else.</param>
public sealed record KnownFridge(
    string Cabinet, DateTimeOffset At, DateTimeOffset? DoorOpenSince, KnownMap? Map, IReadOnlyList<KnownShelf> Shelves, IReadOnlyList<KnownBag> Out);

/// <param name="Walk">Number of the walk, whose report says more; null when it is kept no more.</param>
/// <param name="Points">What it said of each point; empty when it is kept no more.</param>
public sealed record KnownMap(
    int Version, int? Walk, DateTimeOffset Since, string ByName, QualificationVerdict? Verdict, IReadOnlyList<KnownPoint> Points);

/// <param name="By">Of a leak or a dead spot: the place whose antenna heard it best.</param>
public sealed record KnownPoint(string Shelf, ShelfSide Side, PointFinding Finding, string? By);

public sealed record KnownShelf(string Place, IReadOnlyList<KnownBag> Bags);

/// <param name="Status">As it was then.</param>
/// <param name="Chance">Of what was concluded then, when it was concluded.</param>
/// <param name="Since">When it was concluded.</param>
public sealed record KnownBag(BagName Bag, UnitStatus Status, double Chance, DateTimeOffset Since);
