using Inventory.Presence;

namespace Inventory.Commissioning;

/// <summary>Where on a shelf the tag is held; seen from the door.</summary>
public enum ShelfSide : byte { Left, Middle, Right }

/// <summary>What one point of a walk shows.</summary>
public enum PointFinding : byte
{
    Good,

    /// <summary>The shelf's own antenna rarely hears it.</summary>
    DeadSpot,

    /// <summary>An antenna that is meant for another place hears it as well or better.</summary>
    Leak,

    /// <summary>Nobody listened there.</summary>
    Skipped,
}

public enum QualificationVerdict : byte { Passed, PassedWithRemarks, Failed }

/// <summary>One antenna as it was set when the walk began.</summary>
/// <param name="Hears">The place that it is meant to hear.</param>
public sealed record AntennaSetup(string Reader, byte Port, PlaceId Hears, int PowerDbm);

/// <summary>What one antenna heard of the tag at one point.</summary>
/// <param name="Seconds">Time in which it listened, with the usual power and the door shut.</param>
/// <param name="Visits">Listening periods in that time.</param>
/// <param name="HeardIn">Those in which it read the tag.</param>
/// <param name="RssiDbm">Mean strength; null when never read, or when the reader gives none.</param>
public sealed record PointFigure(
    PlaceId Shelf, ShelfSide Side, string Reader, byte Port, PlaceId Hears, double Seconds, int Visits, int HeardIn, int Reads, double? RssiDbm)
{
    /// <summary>Share of its visits in which it read the tag, 0 to 1.</summary>
    public double Share() => Visits == 0 ? 0 : (double)HeardIn / Visits;
}

/// <param name="By">Of a leak or a dead spot: the place whose antenna hears it best; null when none does.</param>
/// <param name="LeadDb">By how much the own antenna hears it more strongly than the best of another place; null where either is silent.</param>
/// <param name="Reason">Of a point that was skipped.</param>
public sealed record PointVerdict(PlaceId Shelf, ShelfSide Side, PointFinding Finding, PlaceId? By, double? LeadDb, string? Reason);

/// <summary>The power that an antenna needs for its own shelf.</summary>
/// <param name="LimitDbm">Weakest strength that it usually hears.</param>
/// <param name="MarginDb">What the weakest point of its shelf has over that limit, one way; null when a point was not heard.</param>
/// <param name="ProposedDbm">Null when no point of its shelf was measured.</param>
public sealed record PowerProposal(string Reader, byte Port, PlaceId Hears, int PowerDbm, double LimitDbm, double? MarginDb, int? ProposedDbm);

/// <summary>A technician goes through a cabinet with a tag that is no bag.</summary>
/// <param name="Walk">Number at this site, from 1.</param>
/// <param name="Shelves">From top to bottom; each has a left, a middle and a right.</param>
/// <param name="SecondsPerPoint">Listening time of each of the cabinet's antennas at each point.</param>
/// <param name="Remarks">What could spoil it and was accepted: <c>bags 31</c>.</param>
public sealed record WalkBegan(
    int Walk, PlaceId Cabinet, CabinetKind Kind, TagUii Tag, int SecondsPerPoint, IReadOnlyList<PlaceId> Shelves,
    IReadOnlyList<AntennaSetup> Antennas, IReadOnlyList<string> Remarks, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>A point was listened to. The last one of a point counts.</summary>
public sealed record WalkPointHeard(
    int Walk, PlaceId Shelf, ShelfSide Side, IReadOnlyList<PointFigure> Figures, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record WalkPointSkipped(int Walk, PlaceId Shelf, ShelfSide Side, string Reason, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record WalkAbandoned(int Walk, string Reason, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The report of a walk: what was set, what was heard, what follows. Its figures are version <paramref name="Version"/> of the cabinet's map.</summary>
/// <param name="Version">Of this cabinet, from 1.</param>
/// <param name="BegunBy">Account of whoever began the walk; whoever ended it stands in the envelope.</param>
public sealed record CabinetQualified(
    int Walk, PlaceId Cabinet, CabinetKind Kind, int Version, TagUii Tag, int SecondsPerPoint, DateTimeOffset BeganAt, string BegunBy,
    IReadOnlyList<AntennaSetup> Antennas, IReadOnlyList<string> Remarks, IReadOnlyList<PointFigure> Figures,
    IReadOnlyList<PointVerdict> Points, IReadOnlyList<PowerProposal> Powers, QualificationVerdict Verdict,
    DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>From here on the map of this version is the one in use, or, without one, what every cabinet of the kind begins with.</summary>
/// <param name="Was">The version that was in use before.</param>
public sealed record PlaceModelActivated(PlaceId Cabinet, int? Version, int? Was, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);
