using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Edge.Operations;

/// <summary>One setting as it holds.</summary>
/// <param name="Path">As in the file: <c>Cabinets[1].Probes[0].Device</c>.</param>
/// <param name="Value">As text; null when there is none.</param>
internal readonly record struct SettingLine(string Path, string? Value);

/// <summary>Every setting of a site with its path, in the order of the classes. Secrets are not among them: the settings only name their files.</summary>
internal static class SettingsList
{
    public static IReadOnlyList<SettingLine> Of(SiteSettings settings)
    {
        List<SettingLine> lines = [];
        Add(lines, settings, "");
        return lines;
    }

    /// <summary>Paths that stand in a file; upper and lower case are one, as in the file itself.</summary>
    public static IReadOnlySet<string> PathsIn(JsonElement json)
    {
        HashSet<string> paths = new(StringComparer.OrdinalIgnoreCase);
        Collect(paths, json, "");
        return paths;
    }

    private static void Add(List<SettingLine> lines, object section, string path)
    {
        foreach (System.Reflection.PropertyInfo property in section.GetType().GetProperties())
        {
            string name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            object? value = property.GetValue(section);
            if (value is IList { Count: > 0 } list && list[0]!.GetType().Assembly == typeof(SiteSettings).Assembly)
            {
                for (int i = 0; i < list.Count; i++) Add(lines, list[i]!, $"{name}[{i}]");
            }
            else if (value is not null and not Enum && value.GetType() is { IsClass: true } type && type.Assembly == typeof(SiteSettings).Assembly)
            {
                Add(lines, value, name);
            }
            else
            {
                lines.Add(new SettingLine(name, Text(value)));
            }
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IList list => list.Count == 0 ? null : string.Join(", ", list.Cast<object>().Select(Text)),
        "" => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static void Collect(HashSet<string> paths, JsonElement json, string path)
    {
        if (path.Length > 0) paths.Add(path);
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in json.EnumerateObject()) Collect(paths, member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (JsonElement item in json.EnumerateArray()) Collect(paths, item, $"{path}[{i++}]");
        }
    }
}
