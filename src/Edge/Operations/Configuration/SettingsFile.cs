using System.Text.Json;
using Inventory;

namespace Edge.Operations;

/// <summary>One thing that is wrong with a configuration, and where.</summary>
/// <param name="Path">As in the file: <c>Cabinets[1].Probes[0].Device</c>; empty for the file as a whole.</param>
/// <param name="Message">One plain sentence that says what is allowed.</param>
public sealed record SettingsFault(string Path, Words Message)
{
    public SettingsFault(string path, string zh, string en) : this(path, new Words(zh, en)) { }

    /// <summary>For the command line.</summary>
    public override string ToString() => Path.Length == 0 ? Message.En : $"{Path}: {Message.En}";
}

/// <summary>A configuration file as read: the settings, or everything that is wrong with it.</summary>
/// <param name="Settings">Null when there is a fault.</param>
/// <param name="Folder">The file's folder: relative paths in the settings start there.</param>
public sealed record SettingsFile(SiteSettings? Settings, string Folder, IReadOnlyList<SettingsFault> Faults)
{
    private static readonly JsonDocumentOptions s_json = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    /// <summary>Reads and checks a file. A file that is absent or broken is a fault, not an exception.</summary>
    public static SettingsFile Load(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        try
        {
            return Parse(File.ReadAllText(path), folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SettingsFile(null, folder, [new SettingsFault("", $"设置文件无法读取：{e.Message}", $"The configuration file cannot be read: {e.Message}")]);
        }
    }

    public static SettingsFile Parse(string text, string folder)
    {
        List<SettingsFault> faults = [];
        SiteSettings? settings = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_json);
            settings = (SiteSettings?)SettingsBinder.Bind(document.RootElement, typeof(SiteSettings), "", faults);
            if (settings is not null) SettingsBinder.Validate(settings, "", faults);
        }
        catch (JsonException e)
        {
            faults.Add(new SettingsFault("", $"第{e.LineNumber + 1}行第{e.BytePositionInLine + 1}字节不是有效的JSON。", $"Not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Plain(e)}"));
        }
        if (settings is not null && faults.Count == 0) faults.AddRange(SettingsRules.Check(settings, folder));
        return new SettingsFile(faults.Count == 0 ? settings : null, folder, faults);
    }

    private static string Plain(JsonException e) => e.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
}
