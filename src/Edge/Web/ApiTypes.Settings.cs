using Edge.Operations;
using Inventory.Settings;
using Inventory.Tables;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Settings and tables as they hold now, for whoever may change them. Its ETag is what <c>If-Match</c> of a change takes.</summary>
/// <param name="Version">Counts changes; 0: all as the files say.</param>
/// <param name="ChangedBy">Display name; null while nothing was changed.</param>
/// <param name="Values">Settings that may be changed here; all others are in <c>/settings</c>.</param>
/// <param name="Measures">What the site's products are counted in: rows of the stock levels.</param>
/// <param name="Waiting">Changes that wait for a second person, oldest first.</param>
/// <param name="Match">For <c>If-Match</c> of a change; the same as this answer's ETag.</param>
/// <param name="File">The settings file, which fixes everything else; null where there is none.</param>
public sealed record RulesView(
    int Version, string Match, string? File, DateTimeOffset? ChangedAt, string? ChangedBy, IReadOnlyList<RuleValueView> Values, IReadOnlyList<RuleTableView> Tables,
    IReadOnlyList<MeasureView> Measures, IReadOnlyList<WaitingChangeView> Waiting);

/// <param name="Name">The setting's path in the file.</param>
/// <param name="FileValue">What its file says, or the default.</param>
/// <param name="Changed">People changed it here: the file's value no longer holds.</param>
/// <param name="Low">Range of a whole number; null for text.</param>
/// <param name="NeedsSecond">A change waits for a second person.</param>
public sealed record RuleValueView(string Name, string Value, string FileValue, bool Changed, int? Low, int? High, bool NeedsSecond);

/// <param name="Version">Null: the site has no such table.</param>
/// <param name="File">Where its file lies; also of a table that was changed on the page.</param>
/// <param name="FileVersion">Version in the file, when the table in use is another.</param>
/// <param name="ChangedBy">Display name; null for a table from its file.</param>
/// <param name="Rows">Of products none: they are changed as a whole.</param>
public sealed record RuleTableView(
    SiteTable Table, string? Version, TableOrigin Origin, string? File, string? FileVersion, DateTimeOffset? ChangedAt, string? ChangedBy,
    bool NeedsSecond, int RowCount, IReadOnlyList<RuleColumnView> Columns, IReadOnlyList<RuleRowView> Rows);

/// <param name="Low">Range of a number; null for text.</param>
public sealed record RuleColumnView(string Name, double? Low, double? High);

/// <param name="Key">Names the row in a change: <c>TABLE/KEY/COLUMN</c>.</param>
/// <param name="Cells">One for each column; empty text where nothing stands.</param>
public sealed record RuleRowView(string Key, IReadOnlyList<string> Cells);

public sealed record MeasureView(ComponentClass Component, UnitKind Kind);

/// <param name="Why">The asker's reason.</param>
/// <param name="Faults">Why it cannot be accepted any more; usually none.</param>
public sealed record WaitingChangeView(
    int Number, IReadOnlyList<SettingChange> Changes, string Why, string AskedBy, string AskedByName, DateTimeOffset AskedAt,
    IReadOnlyList<SettingFaultView> Faults);

/// <param name="Changes">Each with a path, or <c>TABLE/KEY/COLUMN</c>.</param>
/// <param name="Reason">For the ledger; must be given.</param>
public sealed record ChangeRulesRequest(IReadOnlyList<SettingWish> Changes, string Reason);

public sealed record InstallTableRequest(string Text, string Reason);

/// <summary>What became of a change.</summary>
/// <param name="Version">Of the settings that hold now.</param>
/// <param name="Waiting">Number of the change that waits for a second person; null when none of it does.</param>
public sealed record RulesChanged(long Seq, int Version, int? Waiting);
