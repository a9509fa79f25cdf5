namespace Inventory.Settings;

/// <summary>One thing that people changed, before and after.</summary>
/// <param name="Name">
/// A setting by its path (<c>Units.MinutesOutAtMost</c>), or a row or a cell of a table (<c>storageClasses/red-cells/highCelsius</c>).
/// </param>
/// <param name="Before">Null: there was none.</param>
/// <param name="After">Null: there is none any more; of a setting, what its file says holds again.</param>
public sealed record SettingChange(string Name, string? Before, string? After);
