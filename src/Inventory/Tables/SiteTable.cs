namespace Inventory.Tables;

/// <summary>The site's versioned tables.</summary>
public enum SiteTable : byte { Products, StorageClasses, StockLevels }
