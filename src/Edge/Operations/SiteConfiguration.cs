namespace Edge.Operations;

/// <summary>A configuration file together with its tables, both sound.</summary>
/// <param name="Folder">The file's folder.</param>
public sealed record SiteConfiguration(SiteSettings Settings, SiteTables Tables, string Folder)
{
    /// <summary>The file itself; null where the settings were made without one.</summary>
    public string? File { get; init; }

    /// <summary>Reads a file and its tables and writes every fault on a line of its own.</summary>
    /// <returns>Null when there was a fault.</returns>
    public static SiteConfiguration? Load(string path, TextWriter errors)
    {
        SettingsFile file = SettingsFile.Load(path);
        IReadOnlyList<SettingsFault> faults = file.Faults;
        SiteConfiguration? loaded = null;
        if (file.Settings is { } settings)
        {
            try
            {
                loaded = new SiteConfiguration(settings, SiteTables.Load(settings, file.Folder, out faults), file.Folder) { File = Path.GetFullPath(path) };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                faults = [new SettingsFault("Site.Tables", $"表无法读取：{e.Message}", $"A table cannot be read: {e.Message}")];
            }
        }
        foreach (SettingsFault fault in faults) errors.WriteLine(fault);
        return faults.Count == 0 ? loaded : null;
    }
}
