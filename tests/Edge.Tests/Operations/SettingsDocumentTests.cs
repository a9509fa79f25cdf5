using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Edge.Operations;

namespace Edge.Tests.Operations;

/// <summary>docs/SETTINGS.md is made from the settings classes, so that it cannot tell another story than the code.</summary>
public sealed class SettingsDocumentTests
{
    private const string Refresh = "UPDATE_SETTINGS";

    [Fact]
    public void Document_Committed_IsWhatTheCodeSays()
    {
        string root = Root();
        string file = Path.Combine(root, "docs", "SETTINGS.md");
        string made = Make(Words(Path.Combine(root, "src", "Edge", "bin", "Release", "net10.0", "Edge.xml")));
        if (Environment.GetEnvironmentVariable(Refresh) == "1") File.WriteAllText(file, made);

        Assert.True(
            File.ReadAllText(file).ReplaceLineEndings("\n") == made,
            $"The settings changed. Refresh the document: {Refresh}=1 dotnet tests/Edge.Tests/bin/Release/net10.0/Edge.Tests.dll -class '*SettingsDocumentTests'");
    }

    private static string Make(Dictionary<string, string> words)
    {
        StringBuilder text = new();
        text.Append("""
            # Settings

            One JSON file a site; `edge check FILE` names every fault with its path. Comments and trailing commas are allowed, unknown names are
            refused, case does not matter. Units stand in the names. Relative paths start at the file's folder. `[ ]` is a list.


            """.ReplaceLineEndings("\n"));
        Section(text, "", typeof(SiteSettings), words);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder text, string path, Type type, Dictionary<string, string> words)
    {
        List<(string Path, Type Type)> inner = [];
        object defaults = Activator.CreateInstance(type)!;
        StringBuilder rows = new();
        foreach (PropertyInfo property in type.GetProperties().OrderBy(property => property.DeclaringType == type)) // what it shares comes first
        {
            Type plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            bool list = plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(List<>);
            Type element = list ? plain.GetGenericArguments()[0] : plain;
            if (element.Assembly == typeof(SiteSettings).Assembly && element.IsClass)
            {
                inner.Add(($"{path}{(path.Length > 0 ? "." : "")}{property.Name}{(list ? "[ ]" : "")}", element));
                continue;
            }
            rows.Append(CultureInfo.InvariantCulture,
                $"| `{property.Name}` | {Default(property, defaults)} | {Allowed(property, plain)} | {words.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "")} |\n");
        }
        if (rows.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {path}\n{words.GetValueOrDefault($"T:{type.FullName}", "")}\n\n| Name | Default | Allowed | Meaning |\n| --- | --- | --- | --- |\n{rows}\n");
        }
        foreach ((string innerPath, Type innerType) in inner)
            Section(text, innerPath, innerType, words);
    }

    private static string Default(PropertyInfo property, object defaults) => property.GetValue(defaults) switch
    {
        null => "none",
        "" => property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RegularExpressionAttribute)) ? "**must be given**" : "empty",
        System.Collections.IList { Count: 0 } => property.IsDefined(typeof(MinLengthAttribute)) ? "**must be given**" : "empty",
        bool value => value ? "`true`" : "`false`",
        object value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string Allowed(PropertyInfo property, Type type)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            return string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}");
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern) return $"`{pattern.Pattern.Replace("|", "\\|", StringComparison.Ordinal)}`";
        return type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : "";
    }

    private static Dictionary<string, string> Words(string file) => XDocument.Load(file).Descendants("member").ToDictionary(
        static member => member.Attribute("name")!.Value,
        static member => string.Join(' ', Plain(member.Element("summary")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace("|", "\\|", StringComparison.Ordinal));

    private static string Plain(XElement? summary) => summary is null ? "" : string.Concat(summary.Nodes().Select(static node => node switch
    {
        XText words => words.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => (element.Attribute("cref") ?? element.Attribute("name"))?.Value.Split('.')[^1] ?? element.Value,
        _ => "",
    }));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Edge.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
