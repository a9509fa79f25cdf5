namespace Edge.Hub;

/// <summary>What stands on the retained status topic.</summary>
internal static class StatusMessage
{
    public const string Will = "will", Shutdown = "shutdown";

    /// <param name="connection">Counts the connections of this boot: a will that comes late, after another birth, has a lower one.</param>
    public static byte[] Online(HubSite site, int connection, DateTimeOffset since, long backlog) => HubText.Json(writer =>
    {
        writer.WriteNumber("v", 1);
        writer.WriteBoolean("online", true);
        writer.WriteString("boot", site.Boot);
        writer.WriteNumber("connection", connection);
        writer.WriteString("since", HubText.Instant(since));
        writer.WriteNumber("backlog", backlog);
        writer.WriteString("version", site.Version);
    });

    public static byte[] Offline(HubSite site, int connection, string reason) => HubText.Json(writer =>
    {
        writer.WriteNumber("v", 1);
        writer.WriteBoolean("online", false);
        writer.WriteString("boot", site.Boot);
        writer.WriteNumber("connection", connection);
        writer.WriteString("reason", reason);
    });
}
