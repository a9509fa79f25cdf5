using Inventory.Units;

namespace Inventory.Stock;

/// <summary>What the site's table says of a product.</summary>
/// <param name="Code">First five characters of the product code, or all eight where the site tells divisions apart.</param>
/// <param name="Amount">How much one bag counts for.</param>
/// <param name="StorageClass">Key of the storage class table.</param>
/// <param name="ShelfLife">For plausibility only: the label's expiry always counts. Null: no check.</param>
public sealed record Product(
    string Code, string NameZh, string NameEn, ComponentClass Component, UnitAmount Amount, string StorageClass, TimeSpan? ShelfLife);
