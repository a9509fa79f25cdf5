using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Web;

/// <param name="Cabinets">Every cabinet with an antenna, by the settings' order.</param>
/// <param name="PlacesByWalk">By the settings the tracker takes the map that is in use; otherwise maps are kept and shown only.</param>
public sealed record CommissioningList(IReadOnlyList<CommissionedCabinet> Cabinets, bool PlacesByWalk, DateTimeOffset AsOf);

/// <param name="Bags">Now inside, by the ledger: the walk is surest in a cabinet as full as usual.</param>
/// <param name="OpenWalk">Number of the walk that goes on; null when there is none.</param>
/// <param name="ActiveVersion">The map in use; null: what the kind of cabinet says.</param>
/// <param name="Reports">Newest first.</param>
public sealed record CommissionedCabinet(
    string Cabinet, string NameZh, string NameEn, CabinetKind Kind, int Bags, int? OpenWalk, int? ActiveVersion, DateTimeOffset? ActiveSince,
    string? ActiveByName, IReadOnlyList<QualificationItem> Reports);

/// <param name="ByName">Whoever ended the walk.</param>
public sealed record QualificationItem(int Walk, int Version, DateTimeOffset At, string ByName, QualificationVerdict Verdict, int DeadSpots, int Leaks, int Skipped);

/// <param name="Tag">EPC in hex of a tag that is no bag.</param>
/// <param name="SecondsPerPoint">Listening time of each antenna at each point, 2 to 60; null: 5.</param>
public sealed record WalkRequest(string Cabinet, string Tag, int? SecondsPerPoint);

/// <param name="Shelf"><c>fridge-1/shelf-2</c>.</param>
public sealed record PointRequest(string Shelf, ShelfSide Side);

public sealed record SkipPointRequest(string Shelf, ShelfSide Side, string Reason);

/// <param name="Version">Null: what the kind of cabinet says.</param>
public sealed record ActivateRequest(int? Version, string? Reason);

/// <summary>A walk while it goes on, and its report for ever.</summary>
/// <param name="Next">The first point that is not done; null when all are.</param>
/// <param name="Listening">The point that is listened to now.</param>
/// <param name="Version">Null while the walk goes on, as verdict, powers and end.</param>
/// <param name="PowersFrom">"margin": the power follows from what the weakest point has over the antenna's limit.</param>
/// <param name="Remarks"><c>bags 31</c>.</param>
public sealed record CommissioningView(
    int Number, string Cabinet, CabinetKind Kind, string Tag, int SecondsPerPoint, DateTimeOffset BeganAt, string BegunByName,
    IReadOnlyList<AntennaSetupView> Antennas, IReadOnlyList<string> Remarks, IReadOnlyList<PointView> Points, PointName? Next,
    ListeningView? Listening, int? Version, QualificationVerdict? Verdict, DateTimeOffset? EndedAt, string? EndedByName,
    IReadOnlyList<PowerView> Powers, string PowersFrom, ComparisonView? Comparison);

public sealed record PointName(string Shelf, ShelfSide Side);

public sealed record AntennaSetupView(string Reader, byte Port, string Hears, int PowerDbm);

/// <param name="Finding">Null while nobody listened there.</param>
/// <param name="By">The place whose antenna hears it best, of a leak or a dead spot.</param>
/// <param name="LeadDb">The own antenna's lead over the best of another place.</param>
/// <param name="Own">What the shelf's own antenna heard.</param>
/// <param name="Figures">Of every antenna, the strongest first.</param>
public sealed record PointView(
    string Shelf, ShelfSide Side, PointFinding? Finding, string? By, double? LeadDb, string? Reason, FigureView? Own, IReadOnlyList<FigureView> Figures);

/// <param name="Share">Of the antenna's visits, 0 to 1.</param>
/// <param name="ReadsPerSecond">Per second of listening.</param>
/// <param name="Own">Meant to hear this shelf.</param>
public sealed record FigureView(
    string Reader, byte Port, string Hears, bool Own, double Seconds, double Share, double ReadsPerSecond, double? RssiDbm);

/// <param name="Seconds">Listening time so far of the cabinet's antenna that has listened least.</param>
/// <param name="SilentSeconds">Since any antenna heard the tag.</param>
/// <param name="DoorOpen">Nothing counts until the door is shut.</param>
/// <param name="Deaf">Places of this cabinet whose antennas have not listened yet.</param>
public sealed record ListeningView(
    string Shelf, ShelfSide Side, double Seconds, int OfSeconds, double SilentSeconds, bool DoorOpen, IReadOnlyList<string> Deaf,
    IReadOnlyList<FigureView> Figures);

/// <param name="MarginDb">One way, of the weakest point of its shelf over the weakest strength that the antenna usually hears.</param>
public sealed record PowerView(string Reader, byte Port, string Hears, int PowerDbm, int? ProposedDbm, double? MarginDb, double LimitDbm);

/// <param name="Version">The report it is compared with.</param>
public sealed record ComparisonView(int Walk, int Version, DateTimeOffset At, IReadOnlyList<PointDifferenceView> Points);

public sealed record PointDifferenceView(
    string Shelf, ShelfSide Side, double? ShareNow, double? ShareBefore, double? RssiNow, double? RssiBefore, PointFinding? Now, PointFinding? Before);
