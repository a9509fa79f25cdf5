namespace Edge.Web.Views;

/// <summary>How the connection to the regional hub is.</summary>
public interface IHubReport
{
    HubView Read();
}

/// <summary>For a site whose settings name no hub.</summary>
internal sealed class NoHub : IHubReport
{
    public HubView Read() => new(false, false, 0, null, 0, null, null);
}
