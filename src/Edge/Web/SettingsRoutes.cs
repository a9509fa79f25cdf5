using Edge.Operations;

namespace Edge.Web;

/// <summary>The settings as their file says, for people who answer for them. What may be changed without the file is in <see cref="RuleRoutes"/>.</summary>
internal static class SettingsRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/settings", Get).WithName("getSettings").WithTags("settings").Answers<SettingsView>().Needs(Permission.Accounts);

    private static IResult Get(SettingsSource source)
    {
        SettingsFile? now = source.ReadAgain();
        Dictionary<string, string?> next = now?.Settings is { } read
            ? SettingsList.Of(read).ToDictionary(static line => line.Path, static line => line.Value)
            : source.Lines.ToDictionary(static line => line.Path, static line => line.Value);
        List<SettingItem> items =
        [
            .. source.Lines.Select(line => new SettingItem(
                line.Path, line.Value, source.IsGiven(line.Path), !next.TryGetValue(line.Path, out string? after) || after != line.Value, after)),
        ];
        HashSet<string> known = [.. source.Lines.Select(static line => line.Path)];
        items.AddRange(next.Where(line => !known.Contains(line.Key)).Select(static line => new SettingItem(line.Key, null, false, true, line.Value)));
        return Answer.Of(new SettingsView(
            source.File, items, [.. (now?.Faults ?? []).Select(static fault => new SettingFaultView(fault.Path, fault.Message.Zh, fault.Message.En))]));
    }
}

/// <param name="File">The configuration file; null where there is none.</param>
/// <param name="Faults">What is wrong with the file as it stands now: the next start would be refused.</param>
public sealed record SettingsView(string? File, IReadOnlyList<SettingItem> Items, IReadOnlyList<SettingFaultView> Faults);

/// <param name="Path">As in the file.</param>
/// <param name="Value">What holds; null when there is none.</param>
/// <param name="Given">The file says it; otherwise it is the default.</param>
/// <param name="Changes">The file says something else by now, which holds from the next start on.</param>
/// <param name="Next">What will hold then; null when there is none.</param>
public sealed record SettingItem(string Path, string? Value, bool Given, bool Changes, string? Next);

/// <param name="Name">Path of the setting, or table, row and column; the beginning of it where a whole row or table is meant.</param>
public sealed record SettingFaultView(string Name, string Zh, string En)
{
    internal static SettingFaultView Of(WishFault fault) => new(fault.Name, fault.Message.Zh, fault.Message.En);
}
