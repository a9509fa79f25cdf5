using Edge.Devices;
using Edge.Operations;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>The stock board: what the ledger says, with what the tracker knows of bags that are out or not heard.</summary>
internal sealed class StockViews(SiteViews views, LiveSite live, SiteRules rules)
{
    private readonly Lock _gate = new();
    private StockView? _view;
    private PresenceCounts? _of;

    /// <summary>The same object for all who ask within a second of one ledger state.</summary>
    public StockView Get()
    {
        PresenceCounts counts = views.Counts;
        lock (_gate)
        {
            if (_view is { } known && ReferenceEquals(_of, counts)) return known;
            (_of, _view) = (counts, Make(counts));
            return _view;
        }
    }

    private StockView Make(PresenceCounts counts)
    {
        StockBoard board = StockBoard.Of(counts.Index.Ledger.State, counts.At, rules.Tables.Stock);
        int unaccounted = 0, owed = 0, expected = 0, waste = 0, toConfirm = 0;
        foreach (BloodUnit unit in counts.Index.All) // many are long gone: once for all counts
        {
            if (unit.UnaccountedSince is not null) unaccounted++;
            if (unit.IsToReconcile) owed++;
            if (unit.Status == UnitStatus.Expected) expected++;
            if (unit.IsWaste) waste++;
            if (unit.Asked is not null) toConfirm++;
        }
        return new StockView(
            board.At, counts.Index.Ledger.Seq, [.. board.Rows.Select(Row)], board.Reserved, board.Quarantined, board.InTransfer,
            board.ShortDated, board.Expired, counts.NotVerified.Count, counts.Out.Count, live.UnknownTags.Count, unaccounted, owed, expected, waste, toConfirm);
    }

    private static StockRow Row(Inventory.Stock.StockRow row) => new(
        row.Component, row.Kind,
        [.. row.Cells.Select(static cell => new StockCell(
            cell.Group.Abo, cell.Group.RhD, cell.Bags, cell.Amount, Level(cell.Warning),
            cell.DaysOfStock is { } days ? Math.Round((double)days, 1) : null, cell.DailyDemand == 0,
            cell.Levels is { } levels ? new StockLevelsView(levels.Reserve, levels.Minimum, levels.Safety, levels.Maximum) : null))],
        row.Bags, row.Amount);

    private static StockLevel? Level(StockWarning warning) => warning switch
    {
        StockWarning.BelowReserve or StockWarning.NoneLeft => StockLevel.BelowReserve,
        StockWarning.BelowMinimum => StockLevel.BelowMinimum,
        StockWarning.BelowSafety => StockLevel.BelowSafety,
        StockWarning.AboveMaximum => StockLevel.AboveMaximum,
        _ => null,
    };
}
