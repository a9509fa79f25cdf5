using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.History;
using Inventory;

namespace Edge.Web.Views;

/// <summary>One cabinet in full: its shelves, what is out, who came and went with each opening.</summary>
internal sealed class FridgeDetails(
    FridgeViews fridges, SiteSettings settings, SiteViews views, UnitViews units, LiveSite live, HistoryStore history, HistoryFeed feed,
    ILedger ledger, TimeProvider time)
{
    private const int MostOpenings = 50;

    /// <summary>A bag that is taken out is missed only some time after the door was shut.</summary>
    private static readonly TimeSpan s_settles = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_openingsOf = TimeSpan.FromHours(24);

    public async Task<FridgeDetail> GetAsync(CabinetSection cabinet, CancellationToken ct)
    {
        await feed.CatchUpAsync(ledger.Current.Seq, ct);
        PlaceId place = PlaceId.Parse(cabinet.Id);
        PresenceCounts counts = views.Counts;
        return new FridgeDetail(
            await fridges.ItemAsync(cabinet, ct),
            [.. cabinet.Shelves.Select(shelf => Shelf(cabinet, shelf, counts.Of(PlaceId.Parse($"{cabinet.Id}/{shelf}"))))],
            [.. counts.Out.Where(unit => unit.Location?.LastPlace?.Cabinet == place)
                .Select(unit => new OutView(units.Item(unit), unit.Location!.Since)).OrderBy(static one => one.Since)],
            Openings(cabinet.Id));
    }

    private ShelfView Shelf(CabinetSection cabinet, string shelf, ShelfCount count)
    {
        string place = $"{cabinet.Id}/{shelf}";
        return new ShelfView(
            place, shelf, count.Bags, count.NotSure, count.NotVerified, count.Groups, count.HeardAt, Antenna(cabinet.Id, place));
    }

    /// <summary>The best of the antennas that are meant to hear the shelf.</summary>
    private AntennaListening Antenna(string cabinet, string place)
    {
        AntennaListening best = AntennaListening.NotListening;
        foreach (ReaderSection reader in settings.Readers)
            foreach (AntennaSection antenna in reader.Antennas.Where(antenna => antenna.Place == place || antenna.Place == cabinet))
            {
                AntennaListening listening = Antenna(live.Devices.GetValueOrDefault(reader.Id), antenna.Port);
                if (listening < best) best = listening;
            }
        return best;
    }

    private static AntennaListening Antenna(DeviceHealth? reader, int port)
    {
        if (reader is not { State: DeviceState.InService or DeviceState.Degraded }) return AntennaListening.NotListening;
        if (reader.Antennas.FirstOrDefault(antenna => antenna.Port == port) is not { } found) return AntennaListening.NotListening;
        if (found.Finding is not null) return AntennaListening.Deaf;
        return found.ListenedSeconds > 0 ? AntennaListening.Listening : AntennaListening.NotListening;
    }

    private List<OpeningView> Openings(string cabinet)
    {
        DateTimeOffset now = time.GetUtcNow(), next = DateTimeOffset.MaxValue;
        IReadOnlyList<OpeningRow> rows = history.Openings(cabinet, now - s_openingsOf, DateTimeOffset.MaxValue, MostOpenings);
        IReadOnlyList<MoveRow> moves = rows.Count == 0 ? [] : history.Moves(cabinet, rows[^1].OpenedAt, DateTimeOffset.MaxValue);
        List<OpeningView> openings = [];
        foreach (OpeningRow row in rows) // newest first: a bag belongs to one opening only
        {
            DateTimeOffset until = row.ClosedAt is { } closed && closed + s_settles < next ? closed + s_settles : next;
            MoveRow[] during = [.. moves.Where(move => move.At >= row.OpenedAt && move.At < until)];
            openings.Add(new OpeningView(
                row.OpenedAt, row.ClosedAt, row.ClosedAt is { } end ? Math.Round((end - row.OpenedAt).TotalSeconds, 1) : null,
                [.. Net(during, came: false)], [.. Net(during, came: true)]));
            next = row.OpenedAt;
        }
        return openings;
    }

    /// <summary>What changed by the opening: a bag that was taken out and put back has neither left nor come.</summary>
    private static IEnumerable<string> Net(MoveRow[] moves, bool came) =>
        from move in moves
        group move.Came ? 1 : -1 by move.Unit into bag
        where came ? bag.Sum() > 0 : bag.Sum() < 0
        select bag.Key;
}
