namespace Edge.Web;

/// <param name="Place">The shelf or cabinet at which the lamp is.</param>
/// <param name="Until">When it goes out by itself; null while it does not burn.</param>
public sealed record LightView(string Place, DateTimeOffset? Until);

/// <param name="On">False puts it out before its time.</param>
public sealed record LightRequest(string Place, bool On = true);
