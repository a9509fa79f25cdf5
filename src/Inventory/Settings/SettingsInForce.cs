using System.Collections.Immutable;
using Inventory.Tables;

namespace Inventory.Settings;

/// <summary>A table that was put in use by people: from then on its file no longer speaks.</summary>
public sealed record InstalledTable(SiteTable Table, string Text, int Version, DateTimeOffset At, string By);

/// <summary>A setting that people changed: from then on its file no longer speaks.</summary>
public sealed record ChangedValue(string Value, int Version, DateTimeOffset At, string By);

/// <summary>What people changed of the site's settings, over what the files say.</summary>
public sealed record SettingsInForce
{
    public static readonly SettingsInForce AsFiled = new();

    /// <summary>Counts changes; 0: all as the files say.</summary>
    public int Version { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Account of who changed last; of a change with a second person, the second.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>By path.</summary>
    public ImmutableDictionary<string, ChangedValue> Values { get; init; } = ImmutableDictionary<string, ChangedValue>.Empty;

    public ImmutableArray<InstalledTable> Tables { get; init; } = [];

    public InstalledTable? Find(SiteTable table) => Tables.FirstOrDefault(one => one.Table == table);

    /// <summary>These settings after one more change.</summary>
    public SettingsInForce With(SettingsDraft draft, int version, DateTimeOffset at, string by)
    {
        ImmutableDictionary<string, ChangedValue> values = Values;
        foreach (SettingChange value in draft.Values)
            values = value.After is { } after ? values.SetItem(value.Name, new ChangedValue(after, version, at, by)) : values.Remove(value.Name);
        ImmutableArray<InstalledTable> tables = Tables.RemoveAll(old => draft.Tables.Any(table => table.Table == old.Table));
        return this with
        {
            Version = version, ChangedAt = at, ChangedBy = by, Values = values,
            Tables = [.. tables.Concat(draft.Tables.Select(table => new InstalledTable(table.Table, table.Text, version, at, by))).OrderBy(static one => one.Table)],
        };
    }
}

/// <summary>A change that waits for a second person.</summary>
/// <param name="AskedBy">The first person's account.</param>
public sealed record WaitingChange(int Number, SettingsDraft Draft, string Why, string AskedBy, DateTimeOffset AskedAt);
