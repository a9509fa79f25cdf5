using System.Globalization;
using Inventory;
using Inventory.Settings;
using Inventory.Tables;

namespace Edge.Operations;

/// <param name="Name">As in <see cref="SettingChange"/>: a setting's path, or table, row and column.</param>
/// <param name="Value">Empty or null: an empty cell; of a setting, what its file says.</param>
public sealed record SettingWish(string Name, string? Value);

/// <summary>What is wrong with a wish, for the place where it was typed.</summary>
/// <param name="Name">Of the wish, or the beginning of it: a whole row, a whole table.</param>
public sealed record WishFault(string Name, Words Message);

/// <param name="Seen">Version of the settings on which it was made.</param>
/// <param name="Faults">Empty: it may be recorded.</param>
public sealed record DraftedChange(int Seen, SettingsDraft AtOnce, SettingsDraft WithSecond, IReadOnlyList<WishFault> Faults);

/// <summary>Makes changes of settings and tables out of what people typed or sent, and finds what is wrong with them.</summary>
public sealed class SettingsDrafting(SiteRules rules)
{
    private static readonly Words s_unknown = new("没有这项设置", "there is no such setting");

    /// <summary>Limits wait for a second person, and so does what a product is; stock levels and names do not.</summary>
    public static bool NeedsSecond(SiteTable table) => table != SiteTable.StockLevels;

    public DraftedChange Of(IReadOnlyList<SettingWish> wishes)
    {
        SettingsInForce before = rules.InForce;
        SiteRules.Held now = rules.Try(before);
        List<WishFault> faults = [];
        List<SettingChange> atOnce = [], second = [];
        Dictionary<SiteTable, TableSheet> sheets = [];
        foreach (SettingWish wish in wishes)
        {
            if (wish.Name.Contains('/')) TakeCell(wish, now, sheets, faults);
            else if (ChangeableSettings.Find(wish.Name) is { } setting) TakeValue(setting, wish.Value, now, atOnce, second, faults);
            else faults.Add(new WishFault(wish.Name, s_unknown));
        }
        List<TableDraft> tables = [];
        foreach ((SiteTable table, TableSheet sheet) in sheets)
        {
            IReadOnlyList<SettingChange> changes = sheet.Since(TableSheet.Read(table, now.Tables.Sources[table].Text));
            if (changes.Count > 0) tables.Add(new TableDraft(table, sheet.Write(NextVersion(now, table)), changes));
        }
        return Checked(before, atOnce, second, tables, faults);
    }

    /// <summary>A whole table in the place of the one in use.</summary>
    /// <param name="bad">Its bad lines.</param>
    public DraftedChange OfTable(SiteTable table, string text, out IReadOnlyList<TableFault> bad)
    {
        SettingsInForce before = rules.InForce;
        SiteRules.Held now = rules.Try(before);
        TableSheet was = TableSheet.Read(table, now.Tables.Sources[table].Text), sheet = TableSheet.Read(table, text);
        IReadOnlyList<SettingChange> changes = sheet.Since(was);
        List<WishFault> faults = [];
        if (changes.Count > 0 && sheet.Version == "unversioned")
            faults.Add(new WishFault(NameOf(table), new Words("文件开头须有“# version 名称”一行", "the head of the file must name its version: # version NAME")));
        else if (changes.Count > 0 && sheet.Version == now.Tables.VersionOf(table))
            faults.Add(new WishFault(NameOf(table), new Words($"内容不同，但版本名与现用的相同：{sheet.Version}", $"it differs from the one in use, but has the same version: {sheet.Version}")));
        foreach (SettingChange cell in changes) CheckRange(table, cell, faults);
        DraftedChange draft = Checked(before, [], [], changes.Count == 0 ? [] : [new TableDraft(table, text, changes)], faults);
        bad = [.. Tried(before, draft).Problems.Where(problem => problem.Table == table).Select(static problem => problem.Fault)];
        return draft;
    }

    /// <summary>What would be wrong with a waiting change if it were accepted now.</summary>
    public IReadOnlyList<WishFault> FaultsOf(SettingsDraft draft, out int seen)
    {
        SettingsInForce before = rules.InForce;
        seen = before.Version;
        return Faults(rules.Try(before.With(draft, before.Version, default, "")), draft.Tables);
    }

    public static string NameOf(SiteTable table) => char.ToLowerInvariant(table.ToString()[0]) + table.ToString()[1..];

    private SiteRules.Held Tried(SettingsInForce before, DraftedChange draft) =>
        rules.Try(before.With(draft.AtOnce, before.Version, default, "").With(draft.WithSecond, before.Version, default, ""));

    private DraftedChange Checked(
        SettingsInForce before, List<SettingChange> atOnce, List<SettingChange> second, IReadOnlyList<TableDraft> tables, List<WishFault> faults)
    {
        DraftedChange draft = new(
            before.Version, new SettingsDraft(atOnce, [.. tables.Where(static table => !NeedsSecond(table.Table))]),
            new SettingsDraft(second, [.. tables.Where(static table => NeedsSecond(table.Table))]), faults);
        // each part must also stand alone: the second person may refuse
        if (faults.Count == 0 && !draft.AtOnce.IsEmpty) faults.AddRange(Faults(rules.Try(before.With(draft.AtOnce, before.Version, default, "")), tables));
        if (faults.Count == 0 && !draft.WithSecond.IsEmpty) faults.AddRange(Faults(Tried(before, draft), tables));
        return draft;
    }

    private static List<WishFault> Faults(SiteRules.Held held, IReadOnlyList<TableDraft> drafts)
    {
        List<WishFault> faults = [];
        foreach (TableProblem problem in held.Problems)
        {
            string[] lines = held.Tables.Sources[problem.Table].Text?.Split('\n') ?? [];
            string name = NameOf(problem.Table);
            int width = TableShape.Of(problem.Table).KeyColumns;
            if (problem.Fault.Line > 1 && problem.Fault.Line <= lines.Length && !lines[problem.Fault.Line - 1].StartsWith('#'))
                name += "/" + string.Join('/', lines[problem.Fault.Line - 1].Split(',').Take(width).Select(static cell => cell.Trim()));
            faults.Add(new WishFault(name, problem.Fault.Message));
        }
        foreach (SettingsFault fault in held.Faults.Where(static fault => fault.Path.StartsWith("Cabinets", StringComparison.Ordinal)))
            faults.Add(new WishFault(drafts.Count > 0 ? NameOf(drafts[0].Table) : fault.Path, new Words("冰箱仍在使用被删除的储存条件", "a fridge has a storage class that would be gone")));
        if (faults.Count == 0) faults.AddRange(held.Faults.Select(static fault => new WishFault(fault.Path, fault.Message)));
        return faults;
    }

    private static void TakeValue(
        ChangeableSetting setting, string? value, SiteRules.Held now, List<SettingChange> atOnce, List<SettingChange> second, List<WishFault> faults)
    {
        string was = ChangeableSettings.Value(now.Settings, setting.Path);
        string? wanted = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        if (wanted == was || (wanted is null && !now.Of.Values.ContainsKey(setting.Path))) return;
        if (wanted is not null && setting is { Low: { } low, High: { } high }
            && !(int.TryParse(wanted, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= low && number <= high))
            faults.Add(new WishFault(setting.Path, new Words($"须为{low:N0}至{high:N0}的整数", $"must be a whole number, {low:N0} to {high:N0}")));
        else if (setting.Low is null && wanted is { Length: > ChangeableSettings.LongestText })
            faults.Add(new WishFault(setting.Path, new Words($"最多{ChangeableSettings.LongestText}个字", $"at most {ChangeableSettings.LongestText} characters")));
        else (setting.NeedsSecond ? second : atOnce).Add(new SettingChange(setting.Path, was, wanted));
    }

    private static void TakeCell(SettingWish wish, SiteRules.Held now, Dictionary<SiteTable, TableSheet> sheets, List<WishFault> faults)
    {
        string[] parts = wish.Name.Split('/');
        string value = wish.Value?.Trim() ?? "";
        if (!Enum.TryParse(parts[0], ignoreCase: true, out SiteTable table) || !Enum.IsDefined(table) || char.IsAsciiDigit(parts[0][0])
            || parts.Length < 3 || value.AsSpan().IndexOfAny(",\r\n#") >= 0)
        {
            faults.Add(new WishFault(wish.Name, s_unknown));
            return;
        }
        TableShape shape = TableShape.Of(table);
        int column = shape.Columns.ToList().IndexOf(parts[^1]);
        if (!sheets.TryGetValue(table, out TableSheet? sheet)) sheets.Add(table, sheet = TableSheet.Read(table, now.Tables.Sources[table].Text));
        int known = faults.Count;
        CheckRange(table, new SettingChange(wish.Name, null, value.Length == 0 ? null : value), faults);
        if (faults.Count > known) return;
        if (column < shape.KeyColumns || !sheet.Set(string.Join('/', parts[1..^1]), column, value)) faults.Add(new WishFault(wish.Name, s_unknown));
    }

    private static void CheckRange(SiteTable table, SettingChange cell, List<WishFault> faults)
    {
        if (cell.After is null || !TableShape.Of(table).Ranges.TryGetValue(cell.Name[(cell.Name.LastIndexOf('/') + 1)..], out NumberRange range)) return;
        if (double.TryParse(cell.After, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= range.Low && number <= range.High) return;
        faults.Add(new WishFault(cell.Name, new Words(
            string.Create(CultureInfo.InvariantCulture, $"允许{range.Low:#,0.#}～{range.High:#,0.#}"),
            string.Create(CultureInfo.InvariantCulture, $"allowed: {range.Low:#,0.#} to {range.High:#,0.#}"))));
    }

    /// <summary>The version of the table in use, with the number of the settings that this change would make.</summary>
    private static string NextVersion(SiteRules.Held now, SiteTable table) => string.Create(
        CultureInfo.InvariantCulture, $"{(now.Tables.VersionOf(table) ?? "site").Split('+')[0]}+{now.Of.Version + 1}");
}
