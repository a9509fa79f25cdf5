using System.Collections.Immutable;
using Inventory.Presence;

namespace Inventory.Commissioning;

/// <summary>A walk that goes on. It stands in the ledger, so any screen takes it up again, also after a restart.</summary>
public sealed record ShelfWalk
{
    public required int Number { get; init; }
    public required PlaceId Cabinet { get; init; }
    public CabinetKind Kind { get; init; }
    public required TagUii Tag { get; init; }
    public int SecondsPerPoint { get; init; }
    public required ImmutableArray<PlaceId> Shelves { get; init; }
    public required ImmutableArray<AntennaSetup> Antennas { get; init; }
    public ImmutableArray<string> Remarks { get; init; } = [];
    public DateTimeOffset BeganAt { get; init; }
    public string BegunBy { get; init; } = "";
    public ImmutableArray<PointFigure> Figures { get; init; } = [];
    public ImmutableArray<PointVerdict> Skipped { get; init; } = [];

    /// <summary>Every point in the order of the walk.</summary>
    public IEnumerable<(PlaceId Shelf, ShelfSide Side)> Points() =>
        from shelf in Shelves from side in Enum.GetValues<ShelfSide>() select (shelf, side);

    public bool IsDone(PlaceId shelf, ShelfSide side) =>
        Figures.Any(figure => figure.Shelf == shelf && figure.Side == side) || Skipped.Any(point => point.Shelf == shelf && point.Side == side);

    /// <summary>The first point that was neither heard nor skipped; null when all were.</summary>
    public (PlaceId Shelf, ShelfSide Side)? Next()
    {
        foreach ((PlaceId shelf, ShelfSide side) in Points())
            if (!IsDone(shelf, side)) return (shelf, side);
        return null;
    }
}

/// <summary>The map of a cabinet that is in use.</summary>
public sealed record ActiveModel(PlaceId Cabinet, int Version, DateTimeOffset Since, string By);

/// <summary>A report with the account of whoever ended the walk.</summary>
public sealed record Qualification(CabinetQualified Report, string EndedBy);
