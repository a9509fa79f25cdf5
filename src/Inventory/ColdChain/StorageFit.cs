using Inventory.Units;

namespace Inventory.ColdChain;

/// <summary>Which bags may lie in which cabinet, by the storage classes of both. A wrong cabinet is no storage at all: the bag's clock runs there.</summary>
/// <param name="places">Each cabinet and each shelf of it, with the key of the cabinet's class.</param>
public sealed class StorageFit(StorageClassTable classes, IReadOnlyDictionary<PlaceId, string> places)
{
    /// <returns>False also where nothing can be said: the product or the place is not known.</returns>
    public bool IsWrong(BloodUnit unit, PlaceId place) =>
        unit.StorageClass.Length > 0
        && places.TryGetValue(place, out string? key) && classes.Find(key) is { } cabinet && !cabinet.Keeps(unit.StorageClass);

    /// <summary>It lies in the wrong cabinet now, by the ledger.</summary>
    public bool IsWrong(BloodUnit unit) => unit is { IsInStock: true, Location.Place: { } place } && IsWrong(unit, place);
}
