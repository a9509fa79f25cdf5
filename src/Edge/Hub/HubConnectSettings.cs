using Edge.Operations;

namespace Edge.Hub;

/// <summary>From the settings to what a connection needs. Secrets are read anew for each connection, so they can be changed.</summary>
/// <param name="folder">Folder that the file names in the settings are relative to.</param>
internal sealed class HubConnectSettings(HubSection hub, string folder, HubSite site, HubTopics topics)
{
    public string? CertificateFile => hub.Tls ? Resolve(hub.CertificateFile) : null;

    /// <param name="connection">Counts the connections of this boot; stands in the will.</param>
    /// <exception cref="IOException">The password's file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public HubConnectOptions Create(int connection) => new()
    {
        Host = hub.Host,
        Port = hub.Port,
        ClientId = $"edge-{site.Site}",
        Version = hub.Version,
        User = hub.User,
        Password = Resolve(hub.PasswordFile) is { } file ? System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(file).TrimEnd('\r', '\n')) : null,
        Tls = hub.Tls ? new HubTls(Resolve(hub.AuthorityFile), CertificateFile, Resolve(hub.KeyFile)) : null,
        KeepAlive = TimeSpan.FromSeconds(hub.KeepAliveSeconds),
        Window = hub.Window,
        Will = new HubWill(
            topics.Status, StatusMessage.Offline(site, connection, StatusMessage.Will), Retain: true,
            TimeSpan.FromSeconds(hub.WillDelaySeconds), "application/json"),
    };

    private string? Resolve(string? file) => file is null ? null : Path.GetFullPath(file, Path.GetFullPath(folder));
}
