using System.Text.Json;

namespace Edge.Operations;

/// <summary>The settings that hold since the start, where each comes from, and what their file says by now.</summary>
/// <param name="file">The configuration file; null where the service was made without one.</param>
public sealed class SettingsSource(SiteSettings settings, string? file)
{
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly IReadOnlySet<string> _given = GivenIn(file);

    public string? File { get; } = file is null ? null : Path.GetFullPath(file);

    internal IReadOnlyList<SettingLine> Lines { get; } = SettingsList.Of(settings);

    /// <returns>True: the file says it; false: it is the default.</returns>
    internal bool IsGiven(string path) => _given.Contains(path);

    /// <summary>Reads the file as it stands now: what the next start would find.</summary>
    internal SettingsFile? ReadAgain() => File is null ? null : SettingsFile.Load(File);

    private static IReadOnlySet<string> GivenIn(string? file)
    {
        if (file is null) return new HashSet<string>();
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(file), s_json);
        return SettingsList.PathsIn(document.RootElement);
    }
}
