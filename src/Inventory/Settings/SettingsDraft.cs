using Inventory.Tables;

namespace Inventory.Settings;

/// <summary>A table as it shall be.</summary>
/// <param name="Text">All of it, as in a file; its head names its version.</param>
/// <param name="Changes">Rows and cells that differ from the table that it takes the place of.</param>
public sealed record TableDraft(SiteTable Table, string Text, IReadOnlyList<SettingChange> Changes);

/// <summary>Settings and tables that shall change together.</summary>
public sealed record SettingsDraft(IReadOnlyList<SettingChange> Values, IReadOnlyList<TableDraft> Tables)
{
    public static readonly SettingsDraft None = new([], []);

    public bool IsEmpty => Values.Count == 0 && Tables.Count == 0;

    /// <summary>Do both change the same setting, or the same table? Of a table the whole is put in use, so two changes of it never stand side by side.</summary>
    public bool Meets(SettingsDraft other) =>
        Values.Any(value => other.Values.Any(its => its.Name == value.Name)) || Tables.Any(table => other.Tables.Any(its => its.Table == table.Table));
}
