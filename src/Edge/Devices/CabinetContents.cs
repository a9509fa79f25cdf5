using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>Which bags lie in a cabinet by the ledger. Walks the stock: ask on an event, not on a read.</summary>
internal static class CabinetContents
{
    public static IReadOnlyList<UnitKey> UnitsIn(this LedgerSnapshot snapshot, PlaceId cabinet)
    {
        List<UnitKey> inside = [];
        foreach (BloodUnit unit in snapshot.State.Units.Values)
            if (unit is { IsInStock: true, Location.Place: { } place } && place.Cabinet == cabinet)
                inside.Add(unit.Key);
        return inside;
    }
}
