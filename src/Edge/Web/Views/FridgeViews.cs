using Edge.Devices;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;

namespace Edge.Web.Views;

/// <summary>Cabinets as pages see them: the band, the probes, what lies in them.</summary>
internal sealed class FridgeViews(
    SiteSettings settings, SiteRules rules, LiveSite live, SiteViews views, SampleViews samples, SiteNames names)
{
    public async Task<IReadOnlyList<FridgeItem>> ListAsync(CancellationToken ct)
    {
        List<FridgeItem> items = new(settings.Cabinets.Count);
        foreach (CabinetSection cabinet in settings.Cabinets) items.Add(await ItemAsync(cabinet, ct));
        return items;
    }

    public async Task<FridgeItem> ItemAsync(CabinetSection cabinet, CancellationToken ct)
    {
        PlaceId place = PlaceId.Parse(cabinet.Id);
        PresenceCounts counts = views.Counts;
        SiteState state = counts.Index.Ledger.State;
        StorageLimits? limits = rules.Tables.StorageClasses.Find(cabinet.StorageClass)?.Limits;
        CabinetLive? now = live.Cabinets.GetValueOrDefault(place);
        ShelfCount[] shelves = [.. counts.InCabinet(place)];
        return new FridgeItem(
            cabinet.Id, cabinet.NameZh, cabinet.NameEn, cabinet.StorageClass, limits?.LowCelsius, limits?.HighCelsius, limits?.WarnLowCelsius,
            limits?.WarnHighCelsius, cabinet.Capacity, [.. cabinet.Probes.Select(probe => Probe(probe, now))], cabinet.Door is not null, now?.DoorOpen, now?.DoorSince,
            shelves.Sum(static shelf => shelf.Bags), shelves.Sum(static shelf => shelf.NotSure), shelves.Sum(static shelf => shelf.NotVerified),
            counts.Out.Count(unit => unit.Location?.LastPlace?.Cabinet == place), await samples.SparkAsync(cabinet, ct),
            state.Excursions.Values.FirstOrDefault(excursion => excursion.Cabinet == place)?.Number,
            [.. state.Alarms.Values.Where(alarm => names.CabinetOf(alarm.Source) == cabinet.Id).Select(static alarm => alarm.Number)]);
    }

    private static ProbeView Probe(ProbeSection probe, CabinetLive? now)
    {
        ProbeLive? said = now?.Probes.FirstOrDefault(one => one.Name == probe.Name);
        return said is null
            ? new ProbeView(probe.Name, ProbeState.NeverHeard, null, null, null)
            : new ProbeView(said.Name, said.State, said.Celsius, said.At, said.Fault);
    }
}
