using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.History;
using Inventory;

namespace Edge.Web.Views;

/// <summary>One cabinet in full: its shelves, what is out, who came and went with each opening.</summary>
internal sealed class FridgeDetails(
    FridgeViews fridges, SiteSettings settings, SiteViews views, UnitViews units, LiveSite live, OpeningViews openings, HistoryFeed feed,
    ILedger ledger)
{
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
            openings.Latest(cabinet.Id));
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
}
