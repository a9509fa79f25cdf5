using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.Commissioning;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>A cabinet as it was known at an instant: what the ledger had by then, and which map its places were weighed by.</summary>
internal sealed class KnownViews(SqliteLedger ledger, AccountStore accounts)
{
    public async Task<KnownFridge> GetAsync(CabinetSection cabinet, DateTimeOffset at, CancellationToken ct)
    {
        SiteState state = await ledger.StateAtAsync(at, ct);
        PlaceId id = PlaceId.Parse(cabinet.Id);
        ILookup<string, BloodUnit> there = state.Units.Values.Where(unit => unit.Location?.Place?.Cabinet == id)
            .ToLookup(static unit => unit.Location!.Place!.Value.ToString());
        IEnumerable<string> places = cabinet.Shelves.Select(shelf => $"{cabinet.Id}/{shelf}");
        return new KnownFridge(
            cabinet.Id, at, state.OpenDoors.TryGetValue(id, out DateTimeOffset since) ? since : null, Map(state, id),
            [.. places.Union(there.Select(static place => place.Key)).Select(place => new KnownShelf(place, Bags(there[place])))],
            Bags(state.Units.Values.Where(unit => unit is { IsInStock: true, Location.Place: null } && unit.Location.LastPlace?.Cabinet == id)));
    }

    private static KnownBag[] Bags(IEnumerable<BloodUnit> units) =>
        [.. units.OrderBy(static unit => unit.Key.ToString(), StringComparer.Ordinal).Select(static unit => new KnownBag(
            NameOf(unit.Key, unit.Group), unit.Status, Math.Round(unit.Location!.Chance, 3), unit.Location.Since))];

    private KnownMap? Map(SiteState state, PlaceId cabinet)
    {
        if (state.ActiveModels.FirstOrDefault(model => model.Cabinet == cabinet) is not { } map) return null;
        CabinetQualified? report = state.Qualifications.FirstOrDefault(one => one.Report.Cabinet == cabinet && one.Report.Version == map.Version)?.Report;
        return new KnownMap(
            map.Version, report?.Walk, map.Since, accounts.Find(map.By)?.DisplayName ?? map.By, report?.Verdict,
            [.. (report?.Points ?? []).Select(static point => new KnownPoint(point.Shelf.ToString(), point.Side, point.Finding, point.By?.ToString()))]);
    }

    /// <summary>A bag's name as lists show it.</summary>
    public static BagName NameOf(UnitKey key, BloodGroup group) => new(
        key.ToString(), key.Din.ToString(), key.Din.IsNationalOnly ? null : CheckCharacter.Of(key.Din).ToString(), group.Abo, group.RhD);
}
